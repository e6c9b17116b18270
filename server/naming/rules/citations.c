/* Citations: in the Russian form, "Author \Title // Journal. 1950. No. 4", where author,
 * title and journal are names; and of archives, "Department of State, Central Files, POL
 * 23-9 IRAN", where the body is a name and its files and boxes are none. */
#include "naming/rules/rules.h"

/* The first token from `i` on whose gap has one of `gaps`, or the count. */
static size_t next_gap(const struct rule_context *context, size_t i, uint32_t gaps)
{
    while (i < context->tokens.count && !(token_at(context, i)->gap & gaps))
        i++;
    return i;
}

/* "Belov M. \": a surname and initials, or initials and a surname, before a backslash. */
static bool author(const struct rule_context *context, size_t i, struct found *out)
{
    size_t to = i, words = 0, initials = 0;
    while (to < context->tokens.count && to < i + 5) {
        const struct name_token *token = token_at(context, to);
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
    if (to >= context->tokens.count || words != 1 || initials == 0 || to == i ||
        !(token_at(context, to)->gap & GAP_BACKSLASH))
        return false;
    out->to = to;
    out->type = ENTITY_PERSON;
    return true;
}

/* After a backslash, up to "//". */
static bool title(const struct rule_context *context, size_t i, struct found *out)
{
    if (!(token_at(context, i)->gap & GAP_BACKSLASH))
        return false;
    size_t to = next_gap(context, i + 1, GAP_SLASHES);
    if (to >= context->tokens.count || to - i > 60)
        return false;
    out->to = to;
    return true;
}

/* After "//", up to a full stop, a comma or a number. */
static bool journal(const struct rule_context *context, size_t i, struct found *out)
{
    if (!(token_at(context, i)->gap & GAP_SLASHES) ||
        token_at(context, i)->shape == SHAPE_LOWER)
        return false;
    size_t to = i + 1;
    while (to < context->tokens.count && to < i + 12 &&
           token_at(context, to)->shape != SHAPE_NUMBER &&
           !(token_at(context, to)->gap & (GAP_DOT | GAP_COMMA | GAP_OPEN | GAP_STOP)))
        to++;
    out->to = to;
    return true;
}

bool rule_citation(struct rule_context *context, size_t i, struct found *out)
{
    out->type = ENTITY_PUBLICATION;
    out->method = "rule:citation";
    out->confidence = 92;
    out->no_dot = false;
    if (!(context->gaps & (GAP_BACKSLASH | GAP_SLASHES)))
        return false;
    return author(context, i, out) || title(context, i, out) || journal(context, i, out);
}

/* --- citations of archives --- */

enum { BEFORE = 30 };

/* Is there an archive before token `i`, in the same sentence? */
static bool in_citation(const struct rule_context *context, size_t i)
{
    static const char *const archives[] = {"Library", "Archives", "Ibid",   "ibid",
                                           "Source",  "State",    "Center", NULL};
    for (size_t back = 1; back <= i && back < BEFORE; back++) {
        const struct name_token *token = token_at(context, i - back);
        if (token_is_capital(token) || token->gap & GAP_OPEN)
            if (slice_is_one_of(token_text(&context->tokens, i - back), archives))
                return true;
        if (token->gap & GAP_OPEN)
            return false;
    }
    return false;
}

static bool sentence_ends(const struct rule_context *context, size_t i)
{
    static const char *const short_forms[] = {"Vol", "Vols", "No", "Nos",
                                              "Pt",  "Misc", NULL};
    const struct name_token *token = token_at(context, i);
    if (token->gap & GAP_CLOSE)
        return true;
    if (token->gap & GAP_STOP)
        return context->tokens.text.at[token[-1].end] != ':';
    return token->gap == (GAP_DOT | GAP_SPACE) && token->shape != SHAPE_NUMBER &&
           token[-1].shape != SHAPE_LETTER &&
           !slice_is_one_of(token_text(&context->tokens, i - 1), short_forms);
}

size_t archive_file_end(const struct rule_context *context, size_t i)
{
    static const char *const files[] = {"Files", "File", "Lot", "Box", NULL};
    const struct name_token *token = token_at(context, i);
    if (i < 2 || token[-1].shape != SHAPE_CAPITAL ||
        !slice_is_one_of(token_text(&context->tokens, i - 1), files) ||
        sentence_ends(context, i) || !in_citation(context, i - 1))
        return i;
    size_t to = i;
    while (to < context->tokens.count && (to == i || !sentence_ends(context, to)))
        to++;
    return to;
}
