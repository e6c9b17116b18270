/* Treaties, acts and congresses whose names are more than capitals and a head. */
#include "lookup_at.h"
#include "name_words.h"
#include "naming/rules/rules.h"

/* "Bonn and Paris Agreements": one treaty of two places. */
static bool of_two_places(const struct rule_context *context, size_t i, struct found *out)
{
    size_t count = context->tokens.count, first, second;
    if (!lookup_at(context, i, 0, &first) || first + 2 >= count ||
        !slice_is(token_text(&context->tokens, first), "and") ||
        !lookup_at(context, first + 1, 0, &second) || second >= count)
        return false;
    const struct name_token *token = token_at(context, second);
    if (token->gap != GAP_SPACE || !(token->words & LEX_TREATY))
        return false;
    out->to = second + 1;
    out->type = ENTITY_TREATY;
    return true;
}

/* "Convention Establishing the European Free Trade Association", "Treaty on the Non-
 * Proliferation of Nuclear Weapons": what follows the head is part of the name.
 */
static size_t treaty_end(const struct rule_context *context, size_t i)
{
    size_t count = context->tokens.count, to = i + 1, known = i;
    if (to + 1 >= count || !(token_at(context, i)->words & LEX_TREATY) ||
        slice_starts(token_text(&context->tokens, i), SLICE("Communiqu")))
        return to;
    lookup_at(context, i, 0, &known);
    struct slice link = token_text(&context->tokens, to);
    static const char *const links[] = {
        "Establishing", "Concerning", "Relating", "Regarding",  "Respecting", "on", "of",
        "for",          "concerning", "relating", "respecting", "regarding"};
    bool linked = false;
    for (size_t l = 0; l < sizeof(links) / sizeof(*links); l++)
        linked = linked || slice_is(link, links[l]);
    if (!linked)
        return to;
    for (size_t at = to; at < count && at < i + 14 &&
                         token_at(context, at)->gap <= (GAP_SPACE | GAP_HYPHEN);
         at++) {
        const struct name_token *token = token_at(context, at);
        bool small = token->shape == SHAPE_LOWER;
        if (small && !(token->words & LEX_LINK) &&
            !slice_is(token_text(&context->tokens, at), "a") && at > to)
            break;
        if (small && (slice_is(token_text(&context->tokens, at), "in") || at == known))
            break; /* "the Pact of Paris and the …" */
        if (token->shape == SHAPE_NUMBER || (token->words & LEX_MONTH))
            break;
        to = small ? to : at + 1;
    }
    return to;
}

/* "Public Law 480", "P.L. 480", "Resolution 242": the number is part of the name. */
static bool numbered(const struct rule_context *context, size_t i, struct found *out)
{
    size_t count = context->tokens.count, to = i;
    while (to < count && to < i + 5 && token_is_capital(token_at(context, to)) &&
           (to == i || token_at(context, to)->gap == GAP_SPACE ||
            token_at(context, to)->gap == GAP_DOT))
        to++;
    if (to == i || to >= count || token_at(context, to)->shape != SHAPE_NUMBER)
        return false;
    struct slice last = token_text(&context->tokens, to - 1);
    struct slice before = to - i > 1 ? token_text(&context->tokens, to - 2) : SLICE_NONE;
    uint32_t gap = token_at(context, to)->gap;
    bool law = slice_is(last, "Resolution") ||
               (slice_is(last, "Law") && slice_is(before, "Public")) ||
               slice_is(last, "PL") || (slice_is(last, "L") && slice_is(before, "P"));
    if (!law || (gap != GAP_SPACE && gap != (GAP_DOT | GAP_SPACE)))
        return false;
    out->to = to + 1;
    out->type = ENTITY_TREATY;
    return true;
}

/* "20th Party Congress", "XXII Congress", "Third Conference". */
static bool counted(const struct rule_context *context, size_t i, struct found *out)
{
    static const char *const events[] = {"Congress", "Conference", "Plenum", "Assembly"};
    const struct name_token *token = token_at(context, i);
    size_t count = context->tokens.count, to = i + 1;
    if (token->shape == SHAPE_NUMBER && to < count && token[1].gap == 0 &&
        token[1].letters == 2)
        to++;
    else if (!(token->words & LEX_ORDINAL) || token->shape != SHAPE_CAPITAL)
        return false;
    for (; to < count && to < i + 6; to++) {
        const struct name_token *at = token_at(context, to);
        if (at->gap != GAP_SPACE || !token_is_capital(at))
            return false;
        for (size_t e = 0; e < sizeof(events) / sizeof(*events); e++)
            if (slice_is(token_text(&context->tokens, to), events[e])) {
                out->to = to + 1;
                out->type = ENTITY_EVENT;
                return true;
            }
    }
    return false;
}

/* "11th March 1922", "August 9, 1842", "1839": where a date with its year ends that
 * begins at `i`, or `i`. */
static size_t date_end(const struct rule_context *context, size_t i)
{
    enum { LONGEST = 6, JOINS = GAP_SPACE | GAP_COMMA | GAP_DOT };
    bool month = false;
    for (size_t at = i; at < context->tokens.count && at < i + LONGEST; at++) {
        const struct name_token *token = token_at(context, at);
        bool number = token->shape == SHAPE_NUMBER;
        if (token->gap & ~(uint32_t)JOINS)
            return i;
        if (number && token->letters == 4)
            return at == i || month ? at + 1 : i;
        bool tail = token->gap == 0 && token->letters <= 2;
        if (!number && !tail && !(token->words & LEX_MONTH) &&
            !slice_is(token_text(&context->tokens, at), "the") &&
            !slice_is(token_text(&context->tokens, at), "of"))
            return i;
        month = month || (token->words & LEX_MONTH);
    }
    return i;
}

/* "Treaty of 1839", "Convention of 1907"; inside a sentence "the Agreement of 11th March
 * 1922" too. */
static bool of_a_date(const struct rule_context *context, size_t i, struct found *out)
{
    const struct name_token *token = token_at(context, i);
    if (i + 2 >= context->tokens.count || token->shape != SHAPE_CAPITAL ||
        !(token->words & LEX_TREATY) || (token->words & (LEX_BODY | LEX_EVENT)) ||
        !slice_is(token_text(&context->tokens, i + 1), "of") || token[2].gap != GAP_SPACE)
        return false;
    size_t to = date_end(context, i + 2);
    if (to == i + 2 || (to > i + 3 && starts_sentence(context, i)))
        return false;
    out->to = to;
    out->type = ENTITY_TREATY;
    return true;
}

/* "Locarno Treaty of Mutual Guarantee": a treaty of the lists goes on, but not with "of"
 * and its parties. */
static bool listed_goes_on(const struct rule_context *context, size_t i,
                           struct found *out)
{
    size_t known, place;
    if (!lookup_at(context, i, 0, &known) || known < i + 2 ||
        known + 1 >= context->tokens.count ||
        !(token_at(context, known - 1)->words & LEX_TREATY) ||
        !slice_is(token_text(&context->tokens, known), "of") ||
        token_at(context, known + 1)->shape != SHAPE_CAPITAL ||
        (token_at(context, known + 1)->words & LEX_NATION) ||
        lookup_at(context, known + 1, 0, &place))
        return false;
    out->to = treaty_end(context, known - 1);
    out->type = ENTITY_TREATY;
    return out->to > known;
}

/* "General Act of Brussels", "Peace of Westphalia". */
static bool with_front(const struct rule_context *context, size_t i, struct found *out)
{
    static const char *const fronts[] = {"General",     "Final",         "Additional",
                                         "Preliminary", "Supplementary", "Definitive"};
    const struct name_token *token = token_at(context, i);
    if (i + 2 >= context->tokens.count ||
        (token[1].letters != 2 && !(token[1].words & LEX_TREATY)) ||
        token->shape != SHAPE_CAPITAL || token[1].gap != GAP_SPACE)
        return false;
    struct slice word = token_text(&context->tokens, i);
    size_t place;
    bool front = false;
    out->type = ENTITY_TREATY;
    if (slice_is(word, "Peace") && slice_is(token_text(&context->tokens, i + 1), "of"))
        return lookup_at(context, i + 2, 0, &place) && (out->to = place) > 0;
    for (size_t f = 0; f < sizeof(fronts) / sizeof(*fronts); f++)
        front = front || slice_is(word, fronts[f]);
    if (!front || token[1].shape != SHAPE_CAPITAL)
        return false;
    out->to = treaty_end(context, i + 1);
    return out->to > i + 3;
}

bool rule_treaty(struct rule_context *context, size_t i, struct found *out)
{
    out->method = "rule:treaty";
    out->confidence = 88;
    if (context->here.names && /* both begin with a name of the lists */
        (of_two_places(context, i, out) || listed_goes_on(context, i, out)))
        return true;
    if (numbered(context, i, out) || counted(context, i, out))
        return true;
    if (!(token_at(context, i)->words & LEX_TREATY))
        return with_front(context, i, out);
    if (of_a_date(context, i, out))
        return true;
    out->to = treaty_end(context, i);
    out->type = ENTITY_TREATY;
    return out->to > i + 2;
}
