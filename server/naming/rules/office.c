/* Offices beside a name: whether the person named held the office. */
#include "naming/rules/office.h"
#include "name_words.h"
#include "person.h"

/* The first holder of the office, or of the next one: once sealed, offices are sorted. */
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

static bool held(const struct rule_context *context, uint32_t entity, uint64_t office)
{
    const struct gazetteer *gazetteer = context->gazetteer;
    uint32_t namesake = gazetteer->entities[entity].namesake;
    for (size_t i = first_holder(gazetteer, office);
         i < gazetteer->office_count && gazetteer->offices[i].office == office; i++) {
        const struct gazetteer_office *at = &gazetteer->offices[i];
        uint32_t holder = gazetteer_merged_into(gazetteer, at->entity);
        if ((holder == entity || holder == namesake) &&
            (!is_dated(context) || ranges_overlap(at->days, context->days)))
            return true;
    }
    return false;
}

/* The office before the name: any phrase of up to six words that ends there. */
bool held_office_before(const struct rule_context *context, size_t at, uint32_t entity)
{
    for (size_t back = 1; back <= 6 && back <= at; back++) {
        uint64_t phrase = 0;
        for (size_t i = at - back; i < at; i++)
            phrase = phrase_key(phrase, token_at(context, i));
        if (held(context, entity, phrase))
            return true;
        if (token_at(context, at - back)->gap & ~(uint32_t)GAP_SPACE)
            break;
    }
    return false;
}

/* --- after the name: "Dulles, Secretary of State", "Mr. Molotov, the Soviet Foreign
 * Minister" --- */

static bool is_word(const struct rule_context *context, size_t i, const char *word)
{
    return slice_is(token_text(&context->tokens, i), word);
}

/* The word of rank after the comma at `at`; the count when there is none. */
static size_t rank_after(const struct rule_context *context, size_t at)
{
    size_t count = context->tokens.count;
    for (size_t i = at; i < count && i < at + 4; i++) {
        const struct name_token *token = token_at(context, i);
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

/* Where the office ends that has its word of rank at `rank`. */
static size_t office_end(const struct rule_context *context, size_t rank)
{
    size_t count = context->tokens.count, to = rank + 1;
    for (size_t i = to; i < count && i < rank + 8; i++) {
        const struct name_token *token = token_at(context, i);
        bool link = token->shape == SHAPE_LOWER && (token->words & LEX_LINK);
        if (token->gap != GAP_SPACE && token->gap != GAP_HYPHEN)
            break;
        if (!link && !token_is_capital(token) && !(token->words & LEX_RANK))
            break;
        to = link ? to : i + 1;
    }
    return to;
}

size_t office_after(const struct rule_context *context, size_t at, size_t *from)
{
    size_t count = context->tokens.count, start = at;
    if (at >= count || token_at(context, at)->gap != (GAP_COMMA | GAP_SPACE))
        return at;
    while (start < count && start < at + 2 &&
           (is_word(context, start, "the") || is_word(context, start, "then") ||
            is_word(context, start, "our")))
        start++;
    size_t rank = rank_after(context, start);
    if (rank == count)
        return at;
    size_t to = office_end(context, rank);
    /* "Dulles, Secretary Wilson": it is Wilson's office */
    if (to > rank + 1 && !is_word(context, rank + 1, "of") &&
        !is_word(context, rank + 1, "for") && is_name_word(token_at(context, to - 1)))
        return at;
    *from = start;
    return to;
}

bool held_office_after(const struct rule_context *context, size_t at, uint32_t entity)
{
    size_t from = at, to = office_after(context, at, &from);
    for (size_t first = from; to > at && first < to; first++) {
        uint64_t phrase = 0;
        for (size_t i = first; i < to; i++) {
            phrase = phrase_key(phrase, token_at(context, i));
            if (held(context, entity, phrase))
                return true;
        }
    }
    return false;
}
