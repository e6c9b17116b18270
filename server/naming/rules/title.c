/* Titles: what stands before a person's name and says that it is one. */
#include "naming/rules/rule.h"

/* Is `token` joined to the one before it as within a name? */
static bool joined(const struct name_token *token)
{
    return token->gap == GAP_SPACE ||
           (token->gap == (GAP_DOT | GAP_SPACE) && token[-1].letters <= 6);
}

bool entity_office_ends(const struct recogniser *recogniser, size_t i)
{
    bool link = false;
    for (size_t back = 1; back <= 8 && back <= i; back++) {
        const struct name_token *token = token_at(recogniser, i - back);
        if (token->shape == SHAPE_LOWER && !(token->words & LEX_LINK))
            return false;
        link = link || token->shape == SHAPE_LOWER;
        if (link && token->shape == SHAPE_CAPITAL && (token->words & LEX_RANK))
            return true;
        if (token->gap & ~(uint32_t)(GAP_SPACE | GAP_HYPHEN | GAP_COMMA))
            return false;
    }
    return false;
}

bool entity_is_monsieur(const struct recogniser *recogniser, size_t i)
{
    const struct name_token *token = token_at(recogniser, i);
    if (token->shape != SHAPE_LETTER || !token->dot ||
        i + 1 >= recogniser->tokens.count ||
        !slice_is(token_text(&recogniser->tokens, i), "M") ||
        token[1].gap != (GAP_DOT | GAP_SPACE) || token[1].shape != SHAPE_CAPITAL)
        return false;
    bool inside = i > 0 && !(token->gap & GAP_STOP) &&
                  (token_is_capital(token - 1) || (token->gap & GAP_DOT)) &&
                  !entity_starts_sentence(recogniser, i) && !(token->gap & GAP_COMMA);
    return !inside;
}

/* "Messrs. A, B, and C": is it B or C that stands at `i`, behind a name of the list? */
static bool list_goes_on(const struct recogniser *recogniser, size_t i)
{
    const struct name_token *token = token_at(recogniser, i);
    size_t next = recogniser->list_next;
    if (next == i)
        return token->gap == (GAP_COMMA | GAP_SPACE);
    return next < i && next + 2 >= i &&
           slice_is(token_text(&recogniser->tokens, i - 1), "and");
}

/* "Foreign" of "Foreign Minister": no rank without one before or behind it. */
static bool half_rank(const struct recogniser *recogniser, size_t i)
{
    static const char *const halves[] = {"Foreign",   "Prime",   "Under",
                                         "Interior",  "Finance", "Field",
                                         "Assistant", "Defense", "Defence"};
    if (i > 0 && (token_at(recogniser, i - 1)->words & LEX_RANK))
        return false; /* "Secretary Interior Luong" */
    for (size_t h = 0; h < sizeof(halves) / sizeof(*halves); h++)
        if (slice_is(token_text(&recogniser->tokens, i), halves[h]))
            return true;
    return false;
}

int entity_title_kind(const struct recogniser *recogniser, size_t i, bool *several)
{
    const struct name_token *token = token_at(recogniser, i);
    *several = false;
    if (i == 0)
        return 0;
    if (recogniser->list_next <= i && list_goes_on(recogniser, i)) {
        *several = true;
        return 2;
    }
    const struct name_token *before = token - 1;
    if (entity_is_monsieur(recogniser, i - 1))
        return 2;
    if (!joined(token) || before->shape == SHAPE_LOWER)
        return 0;
    *several = (before->words & LEX_RANKS) != 0;
    if (before->words & LEX_TITLE)
        return before->shape == SHAPE_LETTER ? 0 : 2;
    if ((before->words & LEX_RANK) && !half_rank(recogniser, i - 1))
        return 1;
    return (before->words & LEX_OF_RANK) && entity_office_ends(recogniser, i - 1) ? 1 : 0;
}
