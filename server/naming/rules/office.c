/* Offices: whether one who held it is named behind "Secretary of State". */
#include "naming/rules/rule.h"

/* The first of those who held it, or the next office: sealed, they stand in order. */
static size_t first_holder(const struct gazetteer *gazetteer, uint64_t office)
{
    size_t low = 0, high = gazetteer->office_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (gazetteer->offices[middle].office < office)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool held(const struct recogniser *recogniser, uint32_t entity, uint64_t office)
{
    const struct gazetteer *gazetteer = recogniser->gazetteer;
    uint32_t namesake = gazetteer->entities[entity].namesake;
    for (size_t i = first_holder(gazetteer, office);
         i < gazetteer->office_count && gazetteer->offices[i].office == office; i++) {
        const struct gazetteer_office *at = &gazetteer->offices[i];
        uint32_t holder = gazetteer_merged_into(gazetteer, at->entity);
        if ((holder == entity || holder == namesake) &&
            (!dated(recogniser) || ranges_overlap(at->days, recogniser->days)))
            return true;
    }
    return false;
}

/* The office before the name: any phrase of up to six words that ends there. */
bool entity_has_office_before(const struct recogniser *recogniser, size_t at,
                              uint32_t entity)
{
    for (size_t back = 1; back <= 6 && back <= at; back++) {
        uint64_t phrase = 0;
        for (size_t i = at - back; i < at; i++)
            phrase = phrase_key(phrase, token_at(recogniser, i));
        if (held(recogniser, entity, phrase))
            return true;
        if (token_at(recogniser, at - back)->gap & ~(uint32_t)GAP_SPACE)
            break;
    }
    return false;
}

/* --- behind the name: "Dulles, Secretary of State", "Mr. Molotov, the Soviet Foreign
 * Minister" --- */

static bool is_word(const struct recogniser *recogniser, size_t i, const char *word)
{
    return slice_is(token_text(&recogniser->tokens, i), word);
}

/* The word of rank in what stands behind the comma at `at`; the count when there is
 * none. */
static size_t rank_behind(const struct recogniser *recogniser, size_t at)
{
    size_t count = recogniser->tokens.count;
    for (size_t i = at; i < count && i < at + 4; i++) {
        const struct name_token *token = token_at(recogniser, i);
        bool nation = i > at && (token[-1].words & LEX_NATION);
        if (i > at && token->gap != GAP_SPACE && token->gap != GAP_HYPHEN)
            return count;
        if ((token->words & LEX_RANK) && (token_is_capital(token) || nation))
            return i;
        if (token->shape == SHAPE_LOWER)
            return count;
    }
    return count;
}

/* Where the office ends whose word of rank is at `rank`. */
static size_t office_end(const struct recogniser *recogniser, size_t rank)
{
    size_t count = recogniser->tokens.count, to = rank + 1;
    for (size_t i = to; i < count && i < rank + 8; i++) {
        const struct name_token *token = token_at(recogniser, i);
        bool link = token->shape == SHAPE_LOWER && (token->words & LEX_LINK);
        if (token->gap != GAP_SPACE && token->gap != GAP_HYPHEN)
            break;
        if (!link && !token_is_capital(token) && !(token->words & LEX_RANK))
            break;
        to = link ? to : i + 1;
    }
    return to;
}

size_t entity_office_after(const struct recogniser *recogniser, size_t at, size_t *from)
{
    size_t count = recogniser->tokens.count, start = at;
    if (at >= count || token_at(recogniser, at)->gap != (GAP_COMMA | GAP_SPACE))
        return at;
    while (start < count && start < at + 2 &&
           (is_word(recogniser, start, "the") || is_word(recogniser, start, "then") ||
            is_word(recogniser, start, "our")))
        start++;
    size_t rank = rank_behind(recogniser, start);
    if (rank == count)
        return at;
    size_t to = office_end(recogniser, rank);
    /* "Dulles, Secretary Wilson": his office it is not */
    if (to > rank + 1 && !is_word(recogniser, rank + 1, "of") &&
        !is_word(recogniser, rank + 1, "for") &&
        entity_name_word(token_at(recogniser, to - 1)))
        return at;
    *from = start;
    return to;
}

bool entity_has_office_after(const struct recogniser *recogniser, size_t at,
                             uint32_t entity)
{
    size_t from = at, to = entity_office_after(recogniser, at, &from);
    for (size_t first = from; to > at && first < to; first++) {
        uint64_t phrase = 0;
        for (size_t i = first; i < to; i++) {
            phrase = phrase_key(phrase, token_at(recogniser, i));
            if (held(recogniser, entity, phrase))
                return true;
        }
    }
    return false;
}
