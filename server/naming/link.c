/* Linking: which of the entities with a name is meant. Each step drops those that fit
 * less well; when one remains it is linked, and when several remain they are candidates.
 */
#include "choice.h"
#include "naming/rules/forbidden.h"
#include "naming/rules/lookup.h"
#include "naming/rules/office.h"

static void add(struct choices *choices, uint32_t entity, uint32_t flags)
{
    const struct gazetteer *gazetteer = choices->context->gazetteer;
    uint8_t rank = gazetteer->entities[entity].rank;
    entity = gazetteer_merged_into(gazetteer, entity);
    for (size_t i = 0; i < choices->count; i++)
        if (choices->at[i].entity == entity) {
            choices->at[i].rank = rank > choices->at[i].rank ? rank : choices->at[i].rank;
            choices->at[i].flags |= flags & NAME_LABEL;
            choices->at[i].flags &=
                flags | ~(uint32_t)(NAME_VARIANT | NAME_LICENSED | NAME_WIFE);
            return;
        }
    if (choices->count < CHOICES)
        choices->at[choices->count++] = (struct choice){entity, flags, rank};
}

/* A person's name that is good for some years only says nothing in a document without a
 * date: it needs what a surname needs. */
static uint32_t licence_of(const struct rule_context *context,
                           const struct gazetteer_name *name)
{
    bool bounded = name->days.first != INT32_MIN || name->days.last != INT32_MAX;
    return (name->flags & NAME_PERSON) && bounded && !is_dated(context) ? NAME_LICENSED
                                                                        : 0;
}

static void read_names(struct choices *choices, const struct found *found,
                       const struct gazetteer_name *names)
{
    const struct rule_context *context = choices->context;
    for (const struct gazetteer_name *name = names; name; name++) {
        bool fits = lookup_applies(context, name);
        const struct gazetteer_record *entity = NULL;
        if (fits)
            entity = &context->gazetteer->entities[name->entity];
        if (fits && entity->type == (uint8_t)found->type &&
            choice_is_grown_up(context, entity) && !(name->flags & NAME_ADJECTIVE) &&
            (!is_dated(context) || ranges_overlap(name->days, context->days)))
            add(choices, name->entity, name->flags | licence_of(context, name));
        if (name->flags & NAME_LAST)
            return;
    }
}

/* "the" of "Pitt the younger" */
static bool article_before_last(const struct rule_context *context,
                                const struct found *found)
{
    return token_at(context, found->to - 1)->shape == SHAPE_LOWER &&
           slice_is(token_text(&context->tokens, found->to - 2), "the");
}

/* "James S. Lay, Jr.": a list may have the name without "Jr.". */
static void read_junior(struct choices *choices, const struct found *found)
{
    const struct rule_context *context = choices->context;
    if (found->type == ENTITY_PERSON && found->to - found->from > 2 &&
        name_generation_of(token_text(&context->tokens, found->to - 1)))
        read_names(
            choices, found,
            lookup_phrase(context, found->from,
                          found->to - (article_before_last(context, found) ? 2 : 1)));
}

/* The names are adjectives: adds the governments of their places. */
static void read_governments(struct choices *choices, const struct found *found)
{
    const struct gazetteer *gazetteer = choices->context->gazetteer;
    for (const struct gazetteer_name *name = found->names; name; name++) {
        bool fits =
            (name->flags & NAME_ADJECTIVE) && lookup_applies(choices->context, name);
        for (size_t i = 0; fits && i < gazetteer->government_count; i++) {
            const struct gazetteer_government *rule = &gazetteer->governments[i];
            const struct gazetteer_record *government =
                &gazetteer->entities[rule->government];
            if (gazetteer_merged_into(gazetteer, rule->place) ==
                    gazetteer_merged_into(gazetteer, name->entity) &&
                (!is_dated(choices->context) ||
                 ranges_overlap(government->days, choices->context->days)))
                add(choices, rule->government, 0);
        }
        if (name->flags & NAME_LAST)
            return;
    }
}

typedef bool choice_test(const struct rule_context *, const struct found *,
                         const struct choice *);

/* Keeps the choices that pass the test, if any does. */
static bool keep(struct choices *choices, const struct found *found, choice_test *test)
{
    size_t kept = 0;
    struct choice some[CHOICES];
    for (size_t i = 0; i < choices->count; i++)
        if (test(choices->context, found, &choices->at[i]))
            some[kept++] = choices->at[i];
    if (kept == 0)
        return false;
    memcpy(choices->at, some, kept * sizeof(*some));
    choices->count = kept;
    return true;
}

static bool is_named_in_full(const struct rule_context *context,
                             const struct found *found, const struct choice *choice)
{
    const struct learned_word *learned =
        learned_words_find(&context->learned, found->surname);
    for (size_t i = 0; learned && i < learned->entity_count; i++)
        if (learned->entities[i] == choice->entity)
            return true;
    return false;
}

/* Or a record with this name as its label. */
static bool is_named_or_label(const struct rule_context *context,
                              const struct found *found, const struct choice *choice)
{
    return (choice->flags & NAME_LABEL) != 0 || is_named_in_full(context, found, choice);
}

static bool is_label(const struct rule_context *context, const struct found *found,
                     const struct choice *choice)
{
    (void)context;
    (void)found;
    return (choice->flags & NAME_LABEL) != 0;
}

static bool is_whole(const struct rule_context *context, const struct found *found,
                     const struct choice *choice)
{
    (void)context;
    (void)found;
    return !(choice->flags & (NAME_VARIANT | NAME_LICENSED));
}

static bool is_living(const struct rule_context *context, const struct found *found,
                      const struct choice *choice)
{
    (void)found;
    return !is_dated(context) ||
           ranges_overlap(context->gazetteer->entities[choice->entity].days,
                          context->days);
}

static bool has_role(const struct rule_context *context, const struct found *found,
                     const struct choice *choice)
{
    return held_office_before(context, found->from, choice->entity) ||
           held_office_after(context, found->to, choice->entity);
}

/* "Madame Chiang" is the wife, "Chiang" the husband. */
static bool has_her_title(const struct rule_context *context, const struct found *found,
                          const struct choice *choice)
{
    bool her =
        found->from > 0 && name_is_wife(token_text(&context->tokens, found->from - 1));
    return her == ((choice->flags & NAME_WIFE) != 0);
}

static void keep_named(struct choices *choices, const struct found *found)
{
    for (size_t i = 0; i < choices->count; i++)
        if (is_named_in_full(choices->context, found, &choices->at[i])) {
            keep(choices, found, is_named_or_label);
            return;
        }
}

static void keep_highest_rank(struct choices *choices)
{
    uint8_t best = 0;
    size_t kept = 0;
    for (size_t i = 0; i < choices->count; i++)
        best = choices->at[i].rank > best ? choices->at[i].rank : best;
    for (size_t i = 0; i < choices->count; i++)
        if (choices->at[i].rank == best)
            choices->at[kept++] = choices->at[i];
    choices->count = kept;
}

/* Keeps the persons whom the document names in full, and those of the highest list; if
 * just one is in the edition's list, only that one. */
static void keep_eligible(struct choices *choices, const struct found *found)
{
    uint8_t best = 0;
    size_t kept = 0, high = 0;
    for (size_t i = 0; i < choices->count; i++)
        best = choices->at[i].rank > best ? choices->at[i].rank : best;
    for (size_t i = 0; i < choices->count; i++)
        high += choices->at[i].rank == best;
    if (high == 1 && best >= AUTHORITY_COLLECTION) {
        keep_highest_rank(choices);
        return;
    }
    for (size_t i = 0; i < choices->count; i++)
        if (choices->at[i].rank == best ||
            is_named_in_full(choices->context, found, &choices->at[i]))
            choices->at[kept++] = choices->at[i];
    choices->count = kept;
}

/* A bare surname: is the person who remains the one meant? Only where the document names
 * him in full, the edition's list has him, or an office of his is beside the name, here
 * or elsewhere in the document. */
static bool sure_of_surname(struct choices *choices, const struct found *found)
{
    const struct choice *one = &choices->at[0];
    return !(one->flags & NAME_LICENSED) || one->rank >= AUTHORITY_COLLECTION ||
           is_named_in_full(choices->context, found, one) ||
           has_role(choices->context, found, one);
}

/* Does the document give the surname in full to one who is in no list, and whose first
 * name is another? Then the program's own namesake is not meant, unless an office of his
 * is beside the name. */
static bool is_stranger(struct choices *choices, const struct found *found)
{
    const struct rule_context *context = choices->context;
    const struct learned_word *learned =
        learned_words_find(&context->learned, found->surname);
    if (!learned || !learned->others || learned->entity_count > 0 ||
        found->type != ENTITY_PERSON || choices->at[0].rank >= AUTHORITY_COLLECTION)
        return false;
    uint8_t initial = context->gazetteer->entities[choices->at[0].entity].initial;
    uint32_t same = initial ? UINT32_C(1) << (initial - 'a') : 0;
    return !(learned->other_initials & same) &&
           !has_role(context, found, &choices->at[0]);
}

static void choose(struct choices *choices, const struct found *found)
{
    bool person = found->type == ENTITY_PERSON;
    if (choices->count > 1 && person) {
        keep_eligible(choices, found);
        keep(choices, found, has_her_title);
        if (choices->count > 1 && !keep(choices, found, has_role))
            keep_named(choices, found);
    }
    if (choices->count > 1)
        keep_highest_rank(choices);
    if (choices->count > 1)
        keep(choices, found, is_living);
    bool bare = person && found->to - found->from == 1;
    if (choices->count > 1 && (!bare || choices->at[0].rank < AUTHORITY_COLLECTION))
        keep(choices, found, is_whole);
    if (choices->count > 1 && !person)
        keep(choices, found, is_label);
}

void link_found(const struct rule_context *context, const struct found *found,
                struct mention *mention, uint32_t *candidates)
{
    static const char *const by_rank[] = {"gazetteer", "authority", "authority",
                                          "editor"};
    struct choices choices = {.context = context, .count = 0};
    if (!found->forced && forbidden_covers(context, found->from, found->to)) {
        mention->method = mention->method ? mention->method : by_rank[AUTHORITY_BUILT_IN];
        mention->entity = ENTITY_NONE;
        return;
    }
    read_names(&choices, found, found->names);
    read_junior(&choices, found);
    if (choices.count == 0 && found->type == ENTITY_ORGANIZATION)
        read_governments(&choices, found);
    choices_drop_contradicted(&choices, found);
    choose(&choices, found);
    if (!mention->method)
        mention->method =
            choices.count ? by_rank[choices.at[0].rank] : by_rank[AUTHORITY_BUILT_IN];
    if (mention->entity != ENTITY_NONE || choices.count == 0)
        return;
    if (choices.count == 1 && !is_stranger(&choices, found) &&
        sure_of_surname(&choices, found)) {
        mention->entity = choices.at[0].entity;
        return;
    }
    for (size_t i = 0; i < choices.count && i < MENTION_CANDIDATES; i++)
        candidates[mention->candidate_count++] = choices.at[i].entity;
    mention->candidates = candidates;
}
