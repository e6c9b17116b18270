/* Surnames that their neighbours tell: signatures, "drafted by", "(Merchant)" behind an
 * office, "Habib said". */
#include "entity_own.h"

/* Words before a surname that nobody else follows: "drafted by", "approved by". */
static bool signed_by(const struct recogniser *recogniser, size_t i)
{
    static const char *const acts[] = {"Drafted",  "drafted",   "approved",
                                       "Approved", "cleared",   "Cleared",
                                       "signed",   "initialed", "initialled"};
    const struct name_token *token = token_at(recogniser, i);
    if (i < 2 || token->gap != GAP_SPACE ||
        !slice_is(token_text(&recogniser->tokens, i - 1), "by"))
        return false;
    for (size_t a = 0; a < sizeof(acts) / sizeof(*acts); a++)
        if (slice_is(token_text(&recogniser->tokens, i - 2), acts[a]))
            return true;
    return false;
}

/* "Habib said", "Louw had called". */
static bool speaks(const struct recogniser *recogniser, size_t i)
{
    if (i + 1 >= recogniser->tokens.count)
        return false;
    const struct name_token *next = token_at(recogniser, i + 1);
    struct slice word = token_text(&recogniser->tokens, i);
    bool letters = word.len > 1 && word.at[1] >= 'A' && word.at[1] <= 'Z';
    return !letters && next->gap == GAP_SPACE && next->shape == SHAPE_LOWER &&
           (next->words & LEX_SPEECH);
}

/* A signature: nothing but a name. */
static bool signature(const struct recogniser *recogniser, size_t i)
{
    size_t count = recogniser->tokens.count;
    if (recogniser->kind != BLOCK_SIGNATURE || i != 0 || count > 4)
        return false;
    for (size_t t = 0; t < count; t++)
        if (!token_is_capital(token_at(recogniser, t)) ||
            (token_at(recogniser, t)->words & LEX_BODY))
            return false;
    return true;
}

/* "the Assistant Secretary of State for European Affairs (Merchant)" */
static bool holds_office(const struct recogniser *recogniser, size_t i)
{
    const struct name_token *token = token_at(recogniser, i);
    size_t count = recogniser->tokens.count;
    if (i < 2 || !(token->gap & GAP_OPEN) || i + 1 >= count + 0)
        return i >= 2 && (token->gap & GAP_OPEN) && i + 1 == count &&
               recogniser->kind == BLOCK_TITLE;
    if (!(token[1].gap & GAP_CLOSE))
        return false;
    for (size_t back = 1; back <= 10 && back <= i; back++)
        if (token_is_capital(token - back) && (token[-(ptrdiff_t)back].words & LEX_RANK))
            return true;
    return false;
}

/* A capital word that could be a surname, where its neighbours say that it is one. */
bool entity_cue(struct recogniser *recogniser, size_t i, struct found *out)
{
    const struct name_token *token = token_at(recogniser, i);
    bool listed_by = recogniser->list_next < i && recogniser->list_next + 2 >= i;
    if (signature(recogniser, i)) {
        out->to = recogniser->tokens.count;
        out->confidence = 90;
    } else {
        size_t place;
        bool side = signed_by(recogniser, i) || holds_office(recogniser, i) || listed_by;
        if (!entity_name_word(token) || token->shape == SHAPE_LETTER ||
            recogniser->capitals || (token->words & LEX_PLAIN) ||
            (!side && !speaks(recogniser, i)))
            return false;
        if (!side && (entity_look(recogniser, i, 0, &place) ||
                      (i > 0 && token->gap == GAP_SPACE && token_is_capital(token - 1))))
            return false;
        out->to = entity_name_end(recogniser, i);
        out->confidence = side ? 85 : 75;
        out->several = signed_by(recogniser, i) || listed_by;
    }
    out->type = ENTITY_PERSON;
    out->titled = true;
    out->surname = entity_surname_key(recogniser, i, out->to);
    out->names = entity_names_of(recogniser, i, out->to);
    out->method = "rule:context";
    return true;
}
