/* The words of persons' names: which may be part of one, and which is the surname. */
#include "name_words.h"

bool starts_sentence(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    enum { ENDS = GAP_START | GAP_STOP | GAP_QUOTE };
    if (token->gap & ENDS)
        return true;
    if (!(token->gap & GAP_DOT))
        return false;
    bool short_form = token[-1].shape == SHAPE_LETTER ||
                      (token[-1].words & (LEX_TITLE | LEX_MONTH)) ||
                      ((token[-1].words & LEX_RANK) && token[-1].letters <= 5);
    return !short_form;
}

bool is_title_after(const struct rule_context *context, size_t i)
{
    struct slice word = token_text(&context->tokens, i);
    return slice_is(word, "Pasha") || slice_is(word, "Bey") || slice_is(word, "Effendi");
}

bool is_name_word(const struct name_token *token)
{
    enum {
        OTHER = LEX_PLAIN | LEX_MONTH | LEX_DAY | LEX_BODY | LEX_TREATY | LEX_EVENT |
                LEX_NATION | LEX_RANK | LEX_TITLE | LEX_PLACE | LEX_ORDINAL | LEX_TAIL |
                LEX_OF_RANK
    };
    if (token->shape == SHAPE_LETTER)
        return token->dot;
    if (token->shape != SHAPE_CAPITAL)
        return false;
    return !(token->words & OTHER) || (token->words & (LEX_GIVEN | LEX_WEAK));
}

/* The token of the surname, before which there may be particles. */
static size_t surname_of(const struct rule_context *context, size_t from, size_t to)
{
    size_t at = to - 1;
    if (at > from && is_title_after(context, at))
        at--;
    if (token_at(context, at)->shape == SHAPE_LOWER)
        return from; /* Chou En-lai */
    while (at > from && (token_at(context, at)->gap & GAP_HYPHEN))
        at--;
    return at;
}

bool is_eastern_name(const struct rule_context *context, size_t from, size_t to)
{
    enum { SHORT = 6 };
    const struct name_token *first = token_at(context, from);
    if (to - from != 3 || !(first->words & LEX_SYLLABLE) || first->shape != SHAPE_CAPITAL)
        return false;
    for (size_t i = from + 1; i < to; i++) {
        const struct name_token *token = token_at(context, i);
        bool hyphened = i == from + 2 && token->gap == GAP_HYPHEN;
        if (token->letters > SHORT || (token->gap != GAP_SPACE && !hyphened) ||
            (token->shape != SHAPE_CAPITAL && !hyphened) || token->letters < 2 ||
            (token->words & (LEX_PLAIN | LEX_MONTH | LEX_DAY | LEX_GIVEN) && !hyphened))
            return false;
    }
    return true;
}

uint64_t surname_key(const struct rule_context *context, size_t from, size_t to)
{
    uint64_t key = 0;
    size_t at = surname_of(context, from, to);
    if (is_eastern_name(context, from, to) &&
        !(token_at(context, from)->words & LEX_CALLED_LAST))
        return token_at(context, from)->key;
    if (at == from && to > from + 1 && token_at(context, to - 1)->shape == SHAPE_LOWER)
        return token_at(context, from)->key;
    if (at + 1 < to && is_title_after(context, to - 1))
        to--;
    for (; at < to; at++)
        key = phrase_key(key, token_at(context, at));
    return key;
}
