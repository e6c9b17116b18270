/* Overrides applied: forced and forbidden names go to the gazetteer, pins to documents;
 * those that changed nothing are reported. */
#include "internal.h"
#include "source/report.h"

/* Text as a report may show it, cut short. */
static const char *shown(struct authorities *authorities, struct slice text)
{
    enum { MOST = 200 };
    arena_clear(&authorities->scratch);
    text = report_shown(&authorities->scratch, arena_copy(&authorities->scratch, text));
    text = arena_print(&authorities->scratch, "%.*s",
                       (int)(text.len < MOST ? text.len : MOST), text.at ? text.at : "");
    return text.at ? text.at : "";
}

/* --- force and forbid --- */

/* Does an earlier override force the same name? */
static bool is_contradicted(struct authorities *authorities,
                            const struct override *override)
{
    for (const struct override *other = authorities->overrides; other < override; other++)
        if (other->kind == OVERRIDE_FORCE && other->good &&
            other->scope == override->scope && slice_equal(other->a, override->a)) {
            override_report(authorities, override,
                            "\"%s\" is forced by %s:%lu, item %zu already; left out",
                            shown(authorities, override->a), other->shown, other->line,
                            other->item);
            return true;
        }
    return false;
}

/* A forced name is an entity of its own, joined to the one it names. */
static enum fault fill(struct authorities *authorities, struct override *override,
                       struct fault_detail *detail)
{
    struct gazetteer *gazetteer = authorities->gazetteer;
    bool forced = override->kind == OVERRIDE_FORCE;
    enum fault fault;
    if (forced && is_contradicted(authorities, override)) {
        override->good = false;
        return FAULT_NONE;
    }
    if (forced)
        fault = gazetteer_force(gazetteer, override->scope, override->a,
                                authorities_head(authorities, override->second),
                                &override->word, detail);
    else
        fault = gazetteer_forbid(gazetteer, override->scope, override->a, &override->word,
                                 detail);
    if (fault || override->word != UINT32_MAX)
        return fault;
    override->good = false;
    override_report(
        authorities, override,
        "\"%s\" has no letter and no digit, and no text can have it; left out",
        shown(authorities, override->a));
    return FAULT_NONE;
}

enum fault overrides_fill(struct authorities *authorities, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault && i < authorities->override_count; i++) {
        struct override *override = &authorities->overrides[i];
        bool name = override->kind == OVERRIDE_FORCE || override->kind == OVERRIDE_FORBID;
        if (name && override->good)
            fault = fill(authorities, override, detail);
    }
    return fault;
}

/* --- pins --- */

static bool is_pin_of(const struct override *override, uint32_t scope,
                      struct slice document)
{
    return override->kind == OVERRIDE_PIN && override->good &&
           (!override->scope || override->scope == scope) &&
           slice_equal(override->document, document);
}

enum fault authorities_pins(struct authorities *authorities, struct arena *arena,
                            uint32_t scope, struct slice document,
                            struct mention_pin **pins, size_t *count)
{
    size_t many = 0;
    *count = 0;
    *pins = NULL;
    for (size_t i = 0; i < authorities->override_count; i++)
        many += is_pin_of(&authorities->overrides[i], scope, document);
    if (many)
        *pins = arena_take_array(arena, many, sizeof(**pins));
    for (size_t i = 0; *pins && i < authorities->override_count; i++) {
        struct override *override = &authorities->overrides[i];
        if (!is_pin_of(override, scope, document))
            continue;
        int64_t entity = ENTITY_NONE;
        override->met = true;
        if (override->b.len)
            entity = authorities_head(authorities, override->second);
        (*pins)[(*count)++] = (struct mention_pin){
            override->a, override->occurrence, override->type, entity, &override->seen};
    }
    return many && !*pins ? FAULT_MEMORY : FAULT_NONE;
}

void authorities_leave_out(struct authorities *authorities, uint32_t scope,
                           struct slice document)
{
    for (size_t i = 0; i < authorities->override_count; i++)
        if (is_pin_of(&authorities->overrides[i], scope, document))
            authorities->overrides[i].left_out = true;
}

/* --- overrides that changed nothing --- */

/* A pin is for one place in a text, which must be there. */
static void judge_pin(struct authorities *authorities, const struct override *pin)
{
    if (pin->left_out)
        return;
    if (!pin->met)
        override_report(authorities, pin, "there is no document \"%.*s\"; left out",
                        SLICE_PRINT(pin->document));
    else if (pin->seen == 0)
        override_report(authorities, pin, "\"%s\" is nowhere in \"%.*s\"; left out",
                        shown(authorities, pin->a), SLICE_PRINT(pin->document));
    else if (pin->seen < pin->occurrence)
        override_report(authorities, pin,
                        "\"%s\" is %u time%s in \"%.*s\", and not %u; left out",
                        shown(authorities, pin->a), pin->seen, pin->seen == 1 ? "" : "s",
                        SLICE_PRINT(pin->document), pin->occurrence);
}

/* A name may be listed for texts that are to come: a remark, and no problem. */
static void judge_name(struct authorities *authorities, const struct override *override)
{
    const char *where = override->scope ? "no document of the collection" : "no document";
    override_remark(authorities, override, "\"%s\" is a name in %s; it does nothing",
                    shown(authorities, override->a), where);
}

void authorities_end(struct authorities *authorities, authorities_saw_override *saw,
                     const void *self)
{
    for (size_t i = 0; i < authorities->override_count; i++) {
        const struct override *override = &authorities->overrides[i];
        if (!override->good)
            continue;
        if (override->kind == OVERRIDE_PIN)
            judge_pin(authorities, override);
        else if ((override->kind == OVERRIDE_FORCE ||
                  override->kind == OVERRIDE_FORBID) &&
                 !saw(self, override->word))
            judge_name(authorities, override);
    }
}
