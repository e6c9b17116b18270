/* Names that begin in lower case, as older papers write them: "the treaty of San
 * Stefano", "the convention of 1818", "the congress of Vienna", "the government of the
 * United States". */
#include "naming/rules/rule.h"

/* The place of the lists at `i`; NULL: none. */
static const struct gazetteer_record *place_at(const struct recogniser *recogniser,
                                               size_t i, size_t *to)
{
    const struct gazetteer_name *name = entity_lookup(recogniser, i, 0, to);
    for (; name; name++) {
        const struct gazetteer_record *known =
            &recogniser->gazetteer->entities[name->entity];
        if (known->type == ENTITY_PLACE && entity_applies(recogniser, name))
            return known;
        if (name->flags & NAME_LAST)
            return NULL;
    }
    return NULL;
}

static bool is_governed(const struct recogniser *recogniser,
                        const struct gazetteer_record *place)
{
    const struct gazetteer *gazetteer = recogniser->gazetteer;
    for (size_t r = 0; r < gazetteer->rule_count; r++)
        if (&gazetteer->entities[gazetteer->rules[r].place] == place)
            return true;
    return false;
}

bool entity_is_town(const struct recogniser *recogniser, size_t i, size_t *to)
{
    const struct gazetteer_record *place = place_at(recogniser, i, to);
    return place && !is_governed(recogniser, place);
}

/* Does something in capitals go on at `to`: "the declaration of Paris Match"? */
static bool runs_on(const struct recogniser *recogniser, size_t to)
{
    return to < recogniser->tokens.count && token_at(recogniser, to)->gap == GAP_SPACE &&
           token_is_capital(token_at(recogniser, to));
}

/* "treaty of 1846" */
static bool of_a_year(const struct recogniser *recogniser, size_t i, size_t *to)
{
    const struct name_token *token = token_at(recogniser, i);
    if (token->shape != SHAPE_NUMBER || token->letters != 4 || token->gap != GAP_SPACE ||
        token->number < 1600 || token->number > 2100)
        return false;
    *to = i + 1;
    return true;
}

bool entity_lower(struct recogniser *recogniser, size_t i, struct found *out)
{
    const struct name_token *token = token_at(recogniser, i);
    size_t count = recogniser->tokens.count, at = i + 2, to;
    if (token->shape != SHAPE_LOWER || !(token->words & LEX_LOWER_NAME) || at >= count ||
        token[1].gap != GAP_SPACE ||
        !slice_is(token_text(&recogniser->tokens, i + 1), "of"))
        return false;
    bool government = slice_starts(token_text(&recogniser->tokens, i), SLICE("govern"));
    bool article = slice_is(token_text(&recogniser->tokens, at), "the");
    if (article && (!government || ++at >= count))
        return false;
    const struct gazetteer_record *place = place_at(recogniser, at, &to);
    if (token_at(recogniser, at)->gap != GAP_SPACE || (place && runs_on(recogniser, to)))
        return false;
    bool year = !place && (token->words & LEX_TREATY) && of_a_year(recogniser, at, &to);
    if (!year && (!place || is_governed(recogniser, place) != government))
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
static bool of_two_nations(const struct recogniser *recogniser, size_t i, size_t to)
{
    static const char *const firsts[] = {"Anglo", "Franco", "Russo", "Sino",
                                         "Italo", "Austro", "Greco", "Germano"};
    for (size_t f = 0; f < sizeof(firsts) / sizeof(*firsts); f++)
        if (slice_is(token_text(&recogniser->tokens, i), firsts[f]))
            return to == i + 2 && token_at(recogniser, i + 1)->gap == GAP_HYPHEN;
    return false;
}

/* Wars, revolutions and what is like them are told apart by their years. */
static bool takes_year(const struct recogniser *recogniser, size_t at)
{
    static const char *const heads[] = {
        "War",    "Revolution",   "Rebellion", "Rising",   "Insurrection", "Mutiny",
        "Crisis", "Revolt",       "Campaign",  "Uprising", "revolution",   "rebellion",
        "mutiny", "insurrection", "uprising",  "crisis",   "revolt"};
    if (!(token_at(recogniser, at)->words & LEX_EVENT))
        return false;
    for (size_t h = 0; h < sizeof(heads) / sizeof(*heads); h++)
        if (slice_is(token_text(&recogniser->tokens, at), heads[h]))
            return true;
    return false;
}

size_t entity_year_end(const struct recogniser *recogniser, size_t at)
{
    size_t year = at + 2;
    if (year >= recogniser->tokens.count || !takes_year(recogniser, at) ||
        !slice_is(token_text(&recogniser->tokens, at + 1), "of"))
        return at + 1;
    const struct name_token *token = token_at(recogniser, year);
    bool digits = token->shape == SHAPE_NUMBER && token->letters == 4;
    return digits && token->gap == GAP_SPACE && token->number > 1400 ? year + 1 : at + 1;
}

/* Is [i, to) a nation or a name to which the head in lower case at `to` belongs? No
 * nation's treaty is a name, and nothing but a town's conference or declaration. */
static bool takes_lower_head(const struct recogniser *recogniser, size_t i, size_t to)
{
    size_t place;
    struct slice word = token_text(&recogniser->tokens, to);
    bool treaty = (token_at(recogniser, to)->words & LEX_TREATY) != 0;
    if (slice_starts(word, SLICE("con")) || slice_starts(word, SLICE("decl")))
        return entity_is_town(recogniser, i, &place) && place == to;
    if ((token_at(recogniser, i)->words & LEX_NATION) ||
        entity_lookup(recogniser, i, NAME_ADJECTIVE, &place))
        return !treaty;
    return entity_lookup(recogniser, i, 0, &place) && place == to;
}

bool entity_lower_head(const struct recogniser *recogniser, size_t i, size_t to,
                       struct found *out)
{
    if (to >= recogniser->tokens.count || to > i + 3)
        return false;
    const struct name_token *token = token_at(recogniser, to);
    if (!(token->words & LEX_LOWER_HEAD) || token->gap != GAP_SPACE ||
        token->shape != SHAPE_LOWER || (token_at(recogniser, i)->words & LEX_TITLE))
        return false;
    bool treaty = (token->words & LEX_TREATY) != 0;
    if (!(treaty && of_two_nations(recogniser, i, to)) &&
        !takes_lower_head(recogniser, i, to))
        return false;
    out->to = entity_year_end(recogniser, to);
    out->type = treaty                     ? ENTITY_TREATY
                : token->words & LEX_EVENT ? ENTITY_EVENT
                                           : ENTITY_ORGANIZATION;
    return true;
}
