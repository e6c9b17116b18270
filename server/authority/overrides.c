/* Overrides: reading the corrections that the editors of a collection make to lists and
 * rules, from JSON. */
#include "base/utf8.h"
#include "internal.h"
#include "source/input_file.h"
#include "source/json_read.h"
#include "source/report.h"
#include "text/slug.h"

enum { TEXT_MAX = 400 };

struct overrides_reader {
    struct authorities *authorities;
    struct slice json;
    unsigned long first_line;
    const char *shown;
    uint32_t scope;
    const char *member;
    struct fault_detail *detail;
};

static unsigned long line_of(const struct overrides_reader *reader)
{
    unsigned long inside = input_file_line(reader->json, slice_of(reader->member));
    return inside ? reader->first_line + inside - 1 : reader->first_line;
}

static void report(const struct overrides_reader *reader, size_t item, const char *what)
{
    struct slice shown =
        report_shown(&reader->authorities->arena,
                     arena_copy(&reader->authorities->arena, slice_of(reader->member)));
    const char *name = shown.at ? shown.at : "";
    const struct reporter *reporter = reader->authorities->reporter;
    if (item)
        report_problem(reporter, reader->shown, line_of(reader),
                       "\"%.60s\", item %zu %s; left out", name, item, what);
    else
        report_problem(reporter, reader->shown, line_of(reader), "\"%.60s\" %s; left out",
                       name, what);
}

/* Text of a member, or of the item itself where `name` is NULL; empty when it is no text,
 * blank or too long. */
static struct slice text_of(const struct overrides_reader *reader, const json_t *item,
                            const char *name)
{
    const json_t *value = name ? json_object_get(item, name) : item;
    struct slice text = {json_string_value(value), json_string_length(value)};
    text = utf8_trim(text);
    if (!json_is_string(value) || text.len == 0 || text.len > TEXT_MAX)
        return SLICE_NONE;
    return arena_copy(&reader->authorities->arena, text);
}

/* --- an item of each kind; returns what is wrong with it, or NULL --- */

static const char *take_force(const struct overrides_reader *reader, const json_t *item,
                              struct override *out)
{
    out->a = text_of(reader, item, "name");
    out->b = text_of(reader, item, "entity");
    return out->a.len && out->b.len ? NULL : "needs \"name\" and \"entity\"";
}

static const char *take_forbid(const struct overrides_reader *reader, const json_t *item,
                               struct override *out)
{
    out->a = text_of(reader, item, NULL);
    return out->a.len ? NULL : "must be a name";
}

static const char *take_merge(const struct overrides_reader *reader, const json_t *item,
                              struct override *out)
{
    out->a = text_of(reader, item, "entity");
    out->b = text_of(reader, item, "into");
    return out->a.len && out->b.len ? NULL : "needs \"entity\" and \"into\"";
}

static const char *take_split(const struct overrides_reader *reader, const json_t *item,
                              struct override *out)
{
    out->a = text_of(reader, item, "entity");
    out->b = text_of(reader, item, "from");
    return out->a.len && out->b.len ? NULL : "needs \"entity\" and \"from\"";
}

static const char *take_pin(const struct overrides_reader *reader, const json_t *item,
                            struct override *out)
{
    struct slice document = text_of(reader, item, "document");
    struct slice type = text_of(reader, item, "type");
    const json_t *occurrence = json_object_get(item, "occurrence");
    const json_t *entity = json_object_get(item, "entity");
    out->a = text_of(reader, item, "quote");
    out->b = text_of(reader, item, "entity");
    if (!document.len || !out->a.len)
        return "needs \"document\" and \"quote\"";
    if (!entity || (!out->b.len && !json_is_null(entity)))
        return "needs \"entity\": an id, or null for none";
    if (occurrence &&
        (!json_is_integer(occurrence) || json_integer_value(occurrence) < 1))
        return "has an \"occurrence\" that is no number from 1";
    out->document = slug_of(&reader->authorities->arena, document);
    out->occurrence = (unsigned)json_integer_value(occurrence);
    for (out->type = 0; out->type < ENTITY_TYPES; out->type++)
        if (type.len && slice_is(type, entity_type_names[out->type]))
            break;
    if (json_object_get(item, "type") && out->type == ENTITY_TYPES)
        return "has a \"type\" that is none";
    return NULL;
}

static const char *(*const takes[OVERRIDE_KINDS])(const struct overrides_reader *,
                                                  const json_t *, struct override *) = {
    [OVERRIDE_FORCE] = take_force, [OVERRIDE_FORBID] = take_forbid,
    [OVERRIDE_MERGE] = take_merge, [OVERRIDE_SPLIT] = take_split,
    [OVERRIDE_PIN] = take_pin,
};

static enum fault take_items(const struct overrides_reader *reader,
                             enum override_kind kind, const json_t *list)
{
    struct authorities *authorities = reader->authorities;
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct override put = {.kind = kind,
                               .scope = reader->scope,
                               .shown = reader->shown,
                               .line = line_of(reader),
                               .item = i + 1};
        const char *wrong = takes[kind](reader, json_array_get(list, i), &put);
        if (wrong) {
            report(reader, i + 1, wrong);
            continue;
        }
        if (!array_room(&authorities->overrides, authorities->override_count,
                        &authorities->override_room, sizeof(*authorities->overrides)))
            return fault_memory(reader->detail);
        authorities->overrides[authorities->override_count++] = put;
    }
    return FAULT_NONE;
}

static enum fault take_member(const struct overrides_reader *reader, const json_t *value)
{
    size_t kind = 0;
    while (kind < OVERRIDE_KINDS && strcmp(reader->member, override_members[kind]) != 0)
        kind++;
    if (kind == OVERRIDE_KINDS)
        report(reader, 0, "is none of force, forbid, merge, split, pin");
    else if (!json_is_array(value))
        report(reader, 0, "must be a list");
    else
        return take_items(reader, (enum override_kind)kind, value);
    return FAULT_NONE;
}

enum fault overrides_read(struct authorities *authorities, struct slice json,
                          unsigned long line, const char *shown, uint32_t scope,
                          struct fault_detail *detail)
{
    struct overrides_reader reader = {.authorities = authorities,
                                      .json = json,
                                      .first_line = line,
                                      .scope = scope,
                                      .detail = detail};
    struct slice kept = arena_copy(&authorities->arena, slice_of(shown));
    struct fault_detail why = {.line = 1};
    json_t *object = NULL, *value;
    const char *name;
    reader.shown = kept.at ? kept.at : "";
    enum fault fault = json_read_value(&object, json, &why);
    if (!fault && !json_is_object(object))
        fault = fault_set(&why, FAULT_INPUT, "overrides must be an object");
    if (fault == FAULT_INPUT) {
        struct slice words = report_shown(&authorities->arena, slice_of(why.text));
        report_problem(authorities->reporter, reader.shown, line + why.line - 1,
                       "%s; left out", words.at ? words.at : "");
        fault = FAULT_NONE;
    } else {
        json_object_foreach(object, name, value)
        {
            reader.member = name;
            if (!fault)
                fault = take_member(&reader, value);
        }
    }
    json_decref(object);
    return fault || arena_failed(&authorities->arena) ? fault_memory(detail) : FAULT_NONE;
}
