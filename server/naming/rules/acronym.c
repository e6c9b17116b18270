/* Abbreviations: those that the document explains, and others. */
#include "lookup_at.h"
#include "naming/rules/rules.h"

/* "SCAP", and "USDel", but no plural: "POWs". */
static bool letters_of_body(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    struct slice word = token_text(&context->tokens, i);
    if (token->shape != SHAPE_CAPITAL || word.len < 4 || word.at[0] == 'D')
        return token->shape == SHAPE_UPPER;
    return word.at[1] >= 'A' && word.at[1] <= 'Z' && word.at[word.len - 1] != 's';
}

static bool is_listed(const struct rule_context *context, size_t i)
{
    size_t to;
    return lookup_at(context, i, 0, &to) && to == i + 1;
}

/* "ACDA/IR", "S/P": offices and their parts; but "NLF/VC" is two bodies, and "S/1234" a
 * number. */
static size_t code_end(const struct rule_context *context, size_t i)
{
    enum { LONGEST = 7 };
    size_t to = i + 1, count = context->tokens.count;
    bool upper = token_at(context, i)->shape == SHAPE_UPPER;
    for (; to < count && token_at(context, to)->gap == GAP_SLASH; to++) {
        const struct name_token *token = token_at(context, to);
        upper = upper || token->shape == SHAPE_UPPER;
        if ((token->shape != SHAPE_UPPER && token->shape != SHAPE_LETTER) ||
            token->letters > LONGEST || (token->words & (LEX_NOT_BODY | LEX_PLAIN)) ||
            is_listed(context, to))
            return i + 1;
    }
    bool numbered = to < count && token_at(context, to)->shape == SHAPE_NUMBER &&
                    !(token_at(context, to)->gap & GAP_SPACE);
    return numbered ? i + 1 : to;
}

static bool code(const struct rule_context *context, size_t i, struct found *out)
{
    const struct name_token *token = token_at(context, i);
    if ((token->shape != SHAPE_UPPER && token->shape != SHAPE_LETTER) ||
        (token->gap & (GAP_SLASH | GAP_HYPHEN)) ||
        (token->words & (LEX_NOT_BODY | LEX_PLAIN)) || (i > 0 && token->gap == 0))
        return false;
    out->to = code_end(context, i);
    if (out->to == i + 1 || (out->to < context->tokens.count &&
                             slice_is(token_text(&context->tokens, out->to), "Files")))
        return false;
    out->type = ENTITY_ORGANIZATION;
    out->method = "rule:acronym";
    out->confidence = 75;
    return true;
}

/* "CINCPAC", "COMUSMACV": commands may be longer than other abbreviations. */
static bool too_long(const struct rule_context *context, size_t i)
{
    struct slice word = token_text(&context->tokens, i);
    bool command =
        slice_starts(word, SLICE("CINC")) || slice_starts(word, SLICE("COMUS"));
    return word.len > (command ? 12 : 6);
}

/* An abbreviation that is not explained is mostly an office in these papers. */
bool rule_acronym(struct rule_context *context, size_t i, struct found *out)
{
    const struct name_token *token = token_at(context, i);
    if (code(context, i, out))
        return true;
    if (!letters_of_body(context, i))
        return false;
    const struct learned_word *learned =
        learned_words_find(&context->learned, token->key);
    out->to = i + 1;
    if (learned && (learned->flags & LEARNED_ABBREVIATION)) {
        out->type = (enum entity_type)learned->type;
        out->entity =
            learned->entity_count == 1 ? (int64_t)learned->entities[0] : ENTITY_NONE;
        out->method = "consistency";
        out->confidence = 90;
        return true;
    }
    bool last = i + 1 == context->tokens.count;
    bool filed =
        (!last && token[1].shape == SHAPE_CAPITAL &&
         slice_is(token_text(&context->tokens, i + 1), "Files")) ||
        (i > 0 && token[-1].shape == SHAPE_NUMBER &&
         !(i > 1 && (token[-2].words & LEX_MONTH))) ||
        (i > 0 && (token[-1].words & LEX_NOT_BODY) && token[-1].shape == SHAPE_UPPER);
    if (filed || too_long(context, i) ||
        (token->words & (LEX_NOT_BODY | LEX_PLAIN | LEX_TITLE | LEX_RANK)) ||
        (!last && token[1].shape == SHAPE_NUMBER) ||
        (i == 1 && slice_is(token_text(&context->tokens, 0), "DEAR")) ||
        (token->gap & (GAP_HYPHEN | GAP_DOT)) == GAP_HYPHEN)
        return false;
    out->type = ENTITY_ORGANIZATION;
    out->method = "rule:acronym";
    out->confidence = 60;
    return true;
}
