/* Learning: what the names found in the first reading teach of the words in them. */
#include "internal.h"

static void add_entity(struct learned_word *learned, uint32_t entity)
{
    for (size_t i = 0; i < learned->entity_count; i++)
        if (learned->entities[i] == entity)
            return;
    if (learned->entity_count < LEARNED_ENTITIES)
        learned->entities[learned->entity_count++] = entity;
}

/* Is it a full name: more words than a surname? */
static bool is_full(const struct found *found)
{
    return found->to - found->from > 1;
}

static void add_stranger(const struct recogniser *recogniser,
                         struct learned_word *learned, const struct found *found)
{
    enum { UNKNOWN = 31 };
    uint8_t initial = name_initial(token_text(&recogniser->context.tokens, found->from));
    learned->others = true;
    learned->other_initials |= UINT32_C(1) << (initial ? initial - 'a' : UNKNOWN);
}

static bool learn_person(struct recogniser *recogniser, const struct found *found)
{
    struct mention mention = {.type = ENTITY_PERSON, .entity = found->entity};
    uint32_t candidates[MENTION_CANDIDATES];
    if (found->surname == 0 || (!is_full(found) && !found->has_title))
        return true;
    struct learned_word *learned =
        learned_words_take(&recogniser->context.learned, found->surname);
    if (!learned)
        return false;
    learned->type = ENTITY_PERSON;
    learned->flags |= found->has_title ? LEARNED_WITH_TITLE : 0;
    bool full = is_full(found);
    learned->flags |= full ? LEARNED_FULL_NAME : 0;
    if (!full && !found->names)
        return true;
    link_found(&recogniser->context, found, &mention, candidates);
    /* "President Carter" decides for "Carter" as a full name does. */
    if (mention.entity != ENTITY_NONE)
        add_entity(learned, (uint32_t)mention.entity);
    else if (full)
        add_stranger(recogniser, learned, found);
    return true;
}

/* "International Military Tribunal (IMT)": the abbreviation means this in the whole
 * document. */
static bool learn_abbreviation(struct recogniser *recogniser, const struct found *found)
{
    struct mention mention = {.type = found->type, .entity = ENTITY_NONE};
    uint32_t candidates[MENTION_CANDIDATES];
    if (found->type == ENTITY_DATE || found->type == ENTITY_PERSON ||
        found->to >= recogniser->context.tokens.count || found->to - found->from < 2)
        return true;
    const struct name_token *token = token_at(&recogniser->context, found->to);
    bool closed = found->to + 1 >= recogniser->context.tokens.count ||
                  (token[1].gap & GAP_CLOSE) || token->dot;
    if (token->shape != SHAPE_UPPER || !(token->gap & GAP_OPEN) || !closed ||
        token->letters > 8 || (token->words & LEX_NOT_BODY)) /* "1243 (XIII)" */
        return true;
    struct learned_word *learned =
        learned_words_take(&recogniser->context.learned, token->key);
    if (!learned)
        return false;
    learned->flags |= LEARNED_ABBREVIATION;
    learned->type = (uint8_t)found->type;
    link_found(&recogniser->context, found, &mention, candidates);
    if (mention.entity != ENTITY_NONE)
        add_entity(learned, (uint32_t)mention.entity);
    return true;
}

enum fault recogniser_learn_words(struct recogniser *recogniser,
                                  struct fault_detail *detail)
{
    for (size_t i = 0; i < recogniser->found_count; i++) {
        const struct found *found = &recogniser->found[i];
        bool good = found->type == ENTITY_PERSON ? learn_person(recogniser, found)
                                                 : learn_abbreviation(recogniser, found);
        if (!good)
            return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
    }
    return FAULT_NONE;
}
