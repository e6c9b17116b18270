/* Persons as parliaments and courts write them: speakers in capitals, and peers who have
 * their title in their name. */
#include "naming/rules/rule.h"

/* "Mr. MANDER", "Sir S. HOARE", "Mr. GARRO-JONES": speakers in reports of debates. The
 * end of the name, or `i`. */
static size_t in_capitals(const struct recogniser *recogniser, size_t i)
{
    size_t to = i, count = recogniser->tokens.count, words = 0;
    for (; to < count && to < i + 5; to++) {
        const struct name_token *token = token_at(recogniser, to);
        bool initial = token->shape == SHAPE_LETTER && token->dot;
        bool goes_on =
            to == i || token->gap == GAP_SPACE || token->gap == GAP_HYPHEN ||
            (token->gap == (GAP_DOT | GAP_SPACE) && token[-1].shape == SHAPE_LETTER);
        bool behind = words > 0 && token->gap == GAP_SPACE && entity_name_word(token);
        if (!goes_on || (!initial && !behind && token->shape != SHAPE_UPPER) ||
            (token->words & (LEX_TITLE | LEX_RANK)))
            break; /* `behind`: "Mr. HAN Hsu" */
        words += token->shape == SHAPE_UPPER && token->letters > 2;
    }
    return words > 0 && token_at(recogniser, to - 1)->shape != SHAPE_LETTER ? to : i;
}

bool entity_speaker(struct recogniser *recogniser, size_t i, struct found *out)
{
    if (i == 0 || !(token_at(recogniser, i - 1)->words & (LEX_TITLE | LEX_RANK)))
        return false;
    size_t to = in_capitals(recogniser, i);
    bool several;
    int title_kind = to > i ? entity_title_kind(recogniser, i, &several) : 0;
    bool speaks = to < recogniser->tokens.count &&
                  (token_at(recogniser, to)->words & LEX_SPEECH) &&
                  token_at(recogniser, to)->gap == GAP_SPACE;
    if (!title_kind || several || (title_kind == 1 && !speaks))
        return false; /* "Secretary NATO"; but "Commander PENHALLOW asked" */
    out->type = ENTITY_PERSON;
    out->has_title = true;
    out->surname = entity_surname_key(recogniser, i, to);
    out->names = entity_names_of(recogniser, i, to);
    out->method = "rule:title";
    out->confidence = 95;
    out->to = to;
    return true;
}

/* "the Earl of Derby", "Marquis of Salisbury": a peer's name has its title. */
bool entity_peer(const struct recogniser *recogniser, size_t i, struct found *out)
{
    static const char *const ranks[] = {"Earl",    "Marquis",  "Marquess", "Duke",
                                        "Duchess", "Viscount", "Countess"};
    const struct name_token *token = token_at(recogniser, i);
    bool rank = false;
    if (i + 2 >= recogniser->tokens.count || token[1].gap != GAP_SPACE ||
        token[2].gap != GAP_SPACE || token[2].shape != SHAPE_CAPITAL ||
        !slice_is(token_text(&recogniser->tokens, i + 1), "of"))
        return false;
    for (size_t r = 0; r < sizeof(ranks) / sizeof(*ranks); r++)
        rank = rank || slice_is(token_text(&recogniser->tokens, i), ranks[r]);
    if (!rank)
        return false;
    out->type = ENTITY_PERSON;
    out->surname = token[2].key;
    out->has_title = true;
    out->to = i + 3;
    out->names = entity_names_of(recogniser, i, out->to);
    out->method = "rule:title";
    out->confidence = 90;
    return true;
}

bool entity_is_earl(const struct recogniser *recogniser, size_t i)
{
    enum { PEERS_UNTIL = 19200101 };
    const struct name_token *token = token_at(recogniser, i);
    return (token->words & LEX_TITLE) && (token->words & LEX_GIVEN) &&
           dated(recogniser) && recogniser->days.last < PEERS_UNTIL &&
           slice_is(token_text(&recogniser->tokens, i), "Earl");
}
