/* Citations in the Russian form: "Author \Title // Journal. 1950. No. 4". */
#include "naming/rules/rule.h"

/* The first token from `i` on whose gap has one of `gaps`, or the count. */
static size_t next_gap(const struct recogniser *recogniser, size_t i, uint32_t gaps)
{
    while (i < recogniser->tokens.count && !(token_at(recogniser, i)->gap & gaps))
        i++;
    return i;
}

/* "Belov M. \": a surname and initials, or initials and a surname, before a backslash. */
static bool author(const struct recogniser *recogniser, size_t i, struct found *out)
{
    size_t to = i, words = 0, initials = 0;
    while (to < recogniser->tokens.count && to < i + 5) {
        const struct name_token *token = token_at(recogniser, to);
        if (to > i && (token->gap & (GAP_BACKSLASH | GAP_SLASHES)))
            break;
        if (to > i && (token->gap & ~(uint32_t)(GAP_SPACE | GAP_DOT | GAP_COMMA)))
            return false;
        words += token->shape == SHAPE_CAPITAL;
        initials += token->shape == SHAPE_LETTER && token->dot;
        if (token->shape == SHAPE_LOWER)
            return false;
        to++;
    }
    if (to >= recogniser->tokens.count || words != 1 || initials == 0 || to == i ||
        !(token_at(recogniser, to)->gap & GAP_BACKSLASH))
        return false;
    out->to = to;
    out->type = ENTITY_PERSON;
    return true;
}

/* Behind a backslash, up to "//". */
static bool title(const struct recogniser *recogniser, size_t i, struct found *out)
{
    if (!(token_at(recogniser, i)->gap & GAP_BACKSLASH))
        return false;
    size_t to = next_gap(recogniser, i + 1, GAP_SLASHES);
    if (to >= recogniser->tokens.count || to - i > 60)
        return false;
    out->to = to;
    return true;
}

/* Behind "//", up to a full stop, a comma or a number. */
static bool journal(const struct recogniser *recogniser, size_t i, struct found *out)
{
    if (!(token_at(recogniser, i)->gap & GAP_SLASHES) ||
        token_at(recogniser, i)->shape == SHAPE_LOWER)
        return false;
    size_t to = i + 1;
    while (to < recogniser->tokens.count && to < i + 12 &&
           token_at(recogniser, to)->shape != SHAPE_NUMBER &&
           !(token_at(recogniser, to)->gap & (GAP_DOT | GAP_COMMA | GAP_OPEN | GAP_STOP)))
        to++;
    out->to = to;
    return true;
}

bool entity_citation(struct recogniser *recogniser, size_t i, struct found *out)
{
    out->type = ENTITY_PUBLICATION;
    out->method = "rule:citation";
    out->confidence = 92;
    out->no_dot = false;
    if (!(recogniser->gaps & (GAP_BACKSLASH | GAP_SLASHES)))
        return false;
    return author(recogniser, i, out) || title(recogniser, i, out) ||
           journal(recogniser, i, out);
}
