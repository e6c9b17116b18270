/* Titles and offices before a person's name. */
#include "title.h"
#include "name_words.h"

/* Is `token` joined to the one before it as within a name? */
static bool joined(const struct name_token *token)
{
    return token->gap == GAP_SPACE ||
           (token->gap == (GAP_DOT | GAP_SPACE) && token[-1].letters <= 6);
}

bool title_ends_office(const struct rule_context *context, size_t i)
{
    bool link = false;
    for (size_t back = 1; back <= 8 && back <= i; back++) {
        const struct name_token *token = token_at(context, i - back);
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

bool title_is_monsieur(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    if (token->shape != SHAPE_LETTER || !token->dot || i + 1 >= context->tokens.count ||
        !slice_is(token_text(&context->tokens, i), "M") ||
        token[1].gap != (GAP_DOT | GAP_SPACE) || token[1].shape != SHAPE_CAPITAL)
        return false;
    bool inside = i > 0 && !(token->gap & GAP_STOP) &&
                  (token_is_capital(token - 1) || (token->gap & GAP_DOT)) &&
                  !starts_sentence(context, i) && !(token->gap & GAP_COMMA);
    return !inside;
}

/* "Messrs. A, B, and C": is B or C at `i`, after a name of the list? */
static bool list_goes_on(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    size_t next = context->list_next;
    if (next == i)
        return token->gap == (GAP_COMMA | GAP_SPACE);
    return next < i && next + 2 >= i &&
           slice_is(token_text(&context->tokens, i - 1), "and");
}

/* "Foreign" of "Foreign Minister": no rank without one before or after it. */
static bool half_rank(const struct rule_context *context, size_t i)
{
    static const char *const halves[] = {"Foreign",   "Prime",   "Under",
                                         "Interior",  "Finance", "Field",
                                         "Assistant", "Defense", "Defence"};
    if (i > 0 && (token_at(context, i - 1)->words & LEX_RANK))
        return false; /* "Secretary Interior Luong" */
    for (size_t h = 0; h < sizeof(halves) / sizeof(*halves); h++)
        if (slice_is(token_text(&context->tokens, i), halves[h]))
            return true;
    return false;
}

enum title_kind title_before(const struct rule_context *context, size_t i, bool *several)
{
    const struct name_token *token = token_at(context, i);
    *several = false;
    if (i == 0)
        return TITLE_NONE;
    if (context->list_next <= i && list_goes_on(context, i)) {
        *several = true;
        return TITLE_PERSON;
    }
    const struct name_token *before = token - 1;
    if (title_is_monsieur(context, i - 1))
        return TITLE_PERSON;
    if (!joined(token) || before->shape == SHAPE_LOWER)
        return TITLE_NONE;
    *several = (before->words & LEX_RANKS) != 0;
    if (before->words & LEX_TITLE)
        return before->shape == SHAPE_LETTER ? TITLE_NONE : TITLE_PERSON;
    if ((before->words & LEX_RANK) && !half_rank(context, i - 1))
        return TITLE_OFFICE;
    return (before->words & LEX_OF_RANK) && title_ends_office(context, i - 1)
               ? TITLE_OFFICE
               : TITLE_NONE;
}

bool title_is_earl(const struct rule_context *context, size_t i)
{
    enum { PEERS_UNTIL = 19200101 };
    const struct name_token *token = token_at(context, i);
    return (token->words & LEX_TITLE) && (token->words & LEX_GIVEN) &&
           is_dated(context) && context->days.last < PEERS_UNTIL &&
           slice_is(token_text(&context->tokens, i), "Earl");
}

/* "Dr. Adenauer" may be in a list; the title is no part of the mention all the same. */
void title_skip(const struct rule_context *context, struct found *out, uint32_t stops)
{
    while (out->from + 1 < out->to) {
        const struct name_token *token = token_at(context, out->from);
        if (!(token->words & (LEX_TITLE | LEX_RANK)) ||
            ((token->words & LEX_GIVEN) && !title_is_earl(context, out->from)) ||
            (token[1].words & stops) || token[1].shape == SHAPE_LOWER)
            return;
        out->from++;
        out->has_title = true;
    }
}
