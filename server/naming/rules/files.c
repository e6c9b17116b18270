/* Citations of archives: "Department of State, Central Files, POL 23-9 IRAN". The body is
 * a name; what its files and boxes are called is none. */
#include "naming/rules/rule.h"

enum { BEFORE = 30 };

/* Does an archive stand before token `i`, in the same sentence? */
static bool in_citation(const struct recogniser *recogniser, size_t i)
{
    static const char *const archives[] = {"Library", "Archives", "Ibid",   "ibid",
                                           "Source",  "State",    "Center", NULL};
    for (size_t back = 1; back <= i && back < BEFORE; back++) {
        const struct name_token *token = token_at(recogniser, i - back);
        if (token_is_capital(token) || token->gap & GAP_OPEN)
            if (slice_is_one_of(token_text(&recogniser->tokens, i - back), archives))
                return true;
        if (token->gap & GAP_OPEN)
            return false;
    }
    return false;
}

static bool sentence_ends(const struct recogniser *recogniser, size_t i)
{
    static const char *const short_forms[] = {"Vol", "Vols", "No", "Nos",
                                              "Pt",  "Misc", NULL};
    const struct name_token *token = token_at(recogniser, i);
    if (token->gap & GAP_CLOSE)
        return true;
    if (token->gap & GAP_STOP)
        return recogniser->tokens.text.at[token[-1].end] != ':';
    return token->gap == (GAP_DOT | GAP_SPACE) && token->shape != SHAPE_NUMBER &&
           token[-1].shape != SHAPE_LETTER &&
           !slice_is_one_of(token_text(&recogniser->tokens, i - 1), short_forms);
}

size_t entity_file_end(const struct recogniser *recogniser, size_t i)
{
    static const char *const files[] = {"Files", "File", "Lot", "Box", NULL};
    const struct name_token *token = token_at(recogniser, i);
    if (i < 2 || token[-1].shape != SHAPE_CAPITAL ||
        !slice_is_one_of(token_text(&recogniser->tokens, i - 1), files) ||
        sentence_ends(recogniser, i) || !in_citation(recogniser, i - 1))
        return i;
    size_t to = i;
    while (to < recogniser->tokens.count && (to == i || !sentence_ends(recogniser, to)))
        to++;
    return to;
}
