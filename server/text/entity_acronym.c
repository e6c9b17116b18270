/* Abbreviations: those that the document defines, and capitals that nobody explains. */
#include "entity_own.h"

/* "SCAP", and "USDel", but no plural: "POWs". */
static bool letters_of_body(const struct recogniser *recogniser, size_t i)
{
    const struct name_token *token = token_at(recogniser, i);
    struct slice word = token_text(&recogniser->tokens, i);
    if (token->shape != SHAPE_CAPITAL || word.len < 4 || word.at[0] == 'D')
        return token->shape == SHAPE_UPPER;
    return word.at[1] >= 'A' && word.at[1] <= 'Z' && word.at[word.len - 1] != 's';
}

/* Capitals that nobody explains: in these papers mostly an office. */
bool entity_acronym(struct recogniser *recogniser, size_t i, struct found *out)
{
    const struct name_token *token = token_at(recogniser, i);
    const struct known *known = known_find(&recogniser->known, token->key);
    if (!letters_of_body(recogniser, i) || recogniser->capitals)
        return false;
    out->to = i + 1;
    if (known && (known->flags & KNOWN_DEFINED)) {
        out->type = (enum entity_type)known->type;
        out->entity =
            known->entity_count == 1 ? (int64_t)known->entities[0] : ENTITY_NONE;
        out->method = "consistency";
        out->confidence = 90;
        return true;
    }
    bool last = i + 1 == recogniser->tokens.count;
    bool filed =
        (!last && token[1].shape == SHAPE_CAPITAL &&
         slice_is(token_text(&recogniser->tokens, i + 1), "Files")) ||
        (i > 0 && token[-1].shape == SHAPE_NUMBER) ||
        (i > 0 && (token[-1].words & LEX_NOT_BODY) && token[-1].shape == SHAPE_UPPER);
    if (filed || token->letters > 6 ||
        (token->words & (LEX_NOT_BODY | LEX_PLAIN | LEX_TITLE | LEX_RANK)) ||
        (!last && token[1].shape == SHAPE_NUMBER) ||
        (token->gap & (GAP_HYPHEN | GAP_DOT)) == GAP_HYPHEN)
        return false;
    out->type = ENTITY_ORGANIZATION;
    out->method = "rule:acronym";
    out->confidence = 60;
    return true;
}
