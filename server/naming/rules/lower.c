/* Names that begin in lower case, as older papers write them: "the treaty of San
 * Stefano", "the convention of 1818", "the congress of Vienna", "the government of the
 * United States". */
#include "lower.h"
#include "lookup_at.h"
#include "naming/rules/rules.h"

/* The place of the lists at `i`; NULL: none. */
static const struct gazetteer_record *place_at(const struct rule_context *context,
                                               size_t i, size_t *to)
{
    const struct gazetteer_name *name = lookup_at(context, i, 0, to);
    for (; name; name++) {
        const struct gazetteer_record *known =
            &context->gazetteer->entities[name->entity];
        if (known->type == ENTITY_PLACE && lookup_applies(context, name))
            return known;
        if (name->flags & NAME_LAST)
            return NULL;
    }
    return NULL;
}

static bool is_governed(const struct rule_context *context,
                        const struct gazetteer_record *place)
{
    const struct gazetteer *gazetteer = context->gazetteer;
    for (size_t r = 0; r < gazetteer->government_count; r++)
        if (&gazetteer->entities[gazetteer->governments[r].place] == place)
            return true;
    return false;
}

bool is_town(const struct rule_context *context, size_t i, size_t *to)
{
    const struct gazetteer_record *place = place_at(context, i, to);
    return place && !is_governed(context, place);
}

/* Does something in capitals go on at `to`: "the declaration of Paris Match"? */
static bool runs_on(const struct rule_context *context, size_t to)
{
    return to < context->tokens.count && token_at(context, to)->gap == GAP_SPACE &&
           token_is_capital(token_at(context, to));
}

/* "treaty of 1846" */
static bool of_a_year(const struct rule_context *context, size_t i, size_t *to)
{
    const struct name_token *token = token_at(context, i);
    if (token->shape != SHAPE_NUMBER || token->letters != 4 || token->gap != GAP_SPACE ||
        token->number < 1600 || token->number > 2100)
        return false;
    *to = i + 1;
    return true;
}

bool rule_lower(struct rule_context *context, size_t i, struct found *out)
{
    const struct name_token *token = token_at(context, i);
    size_t count = context->tokens.count, at = i + 2, to;
    if (token->shape != SHAPE_LOWER || !(token->words & LEX_LOWER_NAME) || at >= count ||
        token[1].gap != GAP_SPACE || !slice_is(token_text(&context->tokens, i + 1), "of"))
        return false;
    bool government = slice_starts(token_text(&context->tokens, i), SLICE("govern"));
    bool article = slice_is(token_text(&context->tokens, at), "the");
    if (article && (!government || ++at >= count))
        return false;
    const struct gazetteer_record *place = place_at(context, at, &to);
    if (token_at(context, at)->gap != GAP_SPACE || (place && runs_on(context, to)))
        return false;
    bool year = !place && (token->words & LEX_TREATY) && of_a_year(context, at, &to);
    if (!year && (!place || is_governed(context, place) != government))
        return false; /* what a state declares is no treaty */
    out->to = to;
    out->type = government                  ? ENTITY_ORGANIZATION
                : token->words & LEX_TREATY ? ENTITY_TREATY
                                            : ENTITY_EVENT;
    out->method = "rule:lower-case";
    out->confidence = 80;
    return true;
}

/* --- capitals, and a head in lower case --- */

/* "Anglo-Russian", "Sino-Soviet" */
static bool of_two_nations(const struct rule_context *context, size_t i, size_t to)
{
    static const char *const firsts[] = {"Anglo", "Franco", "Russo", "Sino",
                                         "Italo", "Austro", "Greco", "Germano"};
    for (size_t f = 0; f < sizeof(firsts) / sizeof(*firsts); f++)
        if (slice_is(token_text(&context->tokens, i), firsts[f]))
            return to == i + 2 && token_at(context, i + 1)->gap == GAP_HYPHEN;
    return false;
}

/* Wars, revolutions and what is like them are told apart by their years. */
static bool takes_year(const struct rule_context *context, size_t at)
{
    static const char *const heads[] = {
        "War",    "Revolution",   "Rebellion", "Rising",   "Insurrection", "Mutiny",
        "Crisis", "Revolt",       "Campaign",  "Uprising", "revolution",   "rebellion",
        "mutiny", "insurrection", "uprising",  "crisis",   "revolt"};
    if (!(token_at(context, at)->words & LEX_EVENT))
        return false;
    for (size_t h = 0; h < sizeof(heads) / sizeof(*heads); h++)
        if (slice_is(token_text(&context->tokens, at), heads[h]))
            return true;
    return false;
}

size_t event_year_end(const struct rule_context *context, size_t at)
{
    size_t year = at + 2;
    if (year >= context->tokens.count || !takes_year(context, at) ||
        !slice_is(token_text(&context->tokens, at + 1), "of"))
        return at + 1;
    const struct name_token *token = token_at(context, year);
    bool digits = token->shape == SHAPE_NUMBER && token->letters == 4;
    return digits && token->gap == GAP_SPACE && token->number > 1400 ? year + 1 : at + 1;
}

/* Is [i, to) a nation or a name to which the head in lower case at `to` belongs? The
 * treaty of a nation is no name, and a conference or declaration only that of a town. */
static bool takes_lower_head(const struct rule_context *context, size_t i, size_t to)
{
    size_t place;
    struct slice word = token_text(&context->tokens, to);
    bool treaty = (token_at(context, to)->words & LEX_TREATY) != 0;
    if (slice_starts(word, SLICE("con")) || slice_starts(word, SLICE("decl")))
        return is_town(context, i, &place) && place == to;
    if ((token_at(context, i)->words & LEX_NATION) ||
        lookup_at(context, i, NAME_ADJECTIVE, &place))
        return !treaty;
    return lookup_at(context, i, 0, &place) && place == to;
}

bool lower_head(const struct rule_context *context, size_t i, size_t to,
                struct found *out)
{
    if (to >= context->tokens.count || to > i + 3)
        return false;
    const struct name_token *token = token_at(context, to);
    if (!(token->words & LEX_LOWER_HEAD) || token->gap != GAP_SPACE ||
        token->shape != SHAPE_LOWER || (token_at(context, i)->words & LEX_TITLE))
        return false;
    bool treaty = (token->words & LEX_TREATY) != 0;
    if (!(treaty && of_two_nations(context, i, to)) && !takes_lower_head(context, i, to))
        return false;
    out->to = event_year_end(context, to);
    out->type = treaty                     ? ENTITY_TREATY
                : token->words & LEX_EVENT ? ENTITY_EVENT
                                           : ENTITY_ORGANIZATION;
    return true;
}
