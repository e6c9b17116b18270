/* Publications that quotation marks or the words beside them give away: quoted titles,
 * "the Globe newspaper", dailies, and the "Blue Books" of governments. */
#include "lookup_at.h"
#include "naming/rules/rules.h"

enum { LONGEST_TITLE = 20 };

/* Where the quotation ends that opens at `i`: the first token after it; the count where
 * it goes on to the end; `i` where it is too long, or where none opens. */
static size_t quote_end(const struct rule_context *context, size_t i)
{
    size_t count = context->tokens.count;
    for (size_t to = i + 1; to <= count && to <= i + LONGEST_TITLE; to++)
        if (to == count || (token_at(context, to)->gap & (GAP_UNQUOTE | GAP_QUOTE)))
            return to;
    return i;
}

/* "paragraph 3, entitled", "section II was entitled": a part of a paper is no paper. */
static bool of_a_part(const struct rule_context *context, size_t i)
{
    enum { FAR = 6 };
    static const char *const parts[] = {"section",   "sections",   "paragraph", "Section",
                                        "Paragraph", "paragraphs", "chapter",   "Chapter",
                                        "item",      "items",      "part",      NULL};
    for (size_t back = 1; back <= i && back <= FAR; back++)
        if (slice_is_one_of(token_text(&context->tokens, i - back), parts))
            return true;
    return false;
}

/* Do the words before it announce a title: "entitled", "author of"? */
static bool title_announced(const struct rule_context *context, size_t i)
{
    static const char *const cues[] = {"entitled", "titled", "headed", "pamphlet",
                                       "book",     "novel",  NULL};
    if (i == 0)
        return false;
    struct slice last = token_text(&context->tokens, i - 1);
    if (slice_is(last, "of"))
        return i > 1 && slice_is(token_text(&context->tokens, i - 2), "author");
    return slice_is_one_of(last, cues) && !of_a_part(context, i - 1);
}

/* Is [from, to) written as titles are: all but short words with a capital? */
static bool title_case(const struct rule_context *context, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct name_token *token = token_at(context, i);
        if (token->shape == SHAPE_LOWER && token->letters > 4)
            return false;
    }
    return to > from + 2;
}

/* Is there a publication of the lists at `i`? */
static bool paper_at(const struct rule_context *context, size_t i)
{
    size_t to;
    const struct gazetteer_name *name =
        i < context->tokens.count ? lookup_at(context, i, 0, &to) : NULL;
    for (; name; name++) {
        if (context->gazetteer->entities[name->entity].type == ENTITY_PUBLICATION)
            return true;
        if (name->flags & NAME_LAST)
            return false;
    }
    return false;
}

/* "entitled “U.S. Policy Toward Japan”"; "“Mideast Dangers,” New York Times". */
static bool quoted_title(const struct rule_context *context, size_t i, struct found *out)
{
    size_t to = i;
    if (token_at(context, i)->gap & GAP_QUOTE)
        to = quote_end(context, i);
    if (to == i || !token_is_capital(token_at(context, i)))
        return false;
    bool announced = title_announced(context, i);
    bool cited = !announced && to < context->tokens.count &&
                 (token_at(context, to)->gap & GAP_COMMA) && title_case(context, i, to) &&
                 paper_at(context, to);
    if (announced || cited)
        out->to = to;
    return announced || cited;
}

/* "memorandum entitled German Agents in Chile": a title that has lost its italics. */
static bool bare_title(const struct rule_context *context, size_t i, struct found *out)
{
    enum { ENTITLED = 8 };
    size_t count = context->tokens.count, to = i;
    if (i == 0 || token_at(context, i)->gap != GAP_SPACE ||
        token_at(context, i - 1)->letters != ENTITLED ||
        !slice_is(token_text(&context->tokens, i - 1), "entitled") ||
        of_a_part(context, i - 1))
        return false;
    for (size_t at = i; at < count && at < i + LONGEST_TITLE; at++) {
        const struct name_token *token = token_at(context, at);
        bool link = token->shape == SHAPE_LOWER && (token->words & LEX_LINK);
        if ((at > i && token->gap & ~(uint32_t)(GAP_SPACE | GAP_HYPHEN)) ||
            (!link && !token_is_capital(token)))
            break;
        to = link ? to : at + 1;
    }
    if (to > i + 2)
        out->to = to;
    return to > i + 2;
}

/* "the Globe newspaper", "the “Balkan” newspaper". */
static bool called_newspaper(const struct rule_context *context, size_t i,
                             struct found *out)
{
    static const char *const heads[] = {"newspaper", "newspapers", "gazette", NULL};
    enum {
        OTHER = LEX_PLAIN | LEX_NATION | LEX_BODY | LEX_MONTH | LEX_DAY | LEX_ORDINAL
    };
    size_t count = context->tokens.count, to = i + 1, place;
    if (i == 0 || (!(token_at(context, i)->gap & GAP_QUOTE) &&
                   token_at(context, i - 1)->letters != 3))
        return false;
    while (to < count && to < i + 3 && token_at(context, to)->gap == GAP_SPACE &&
           token_at(context, to)->shape == SHAPE_CAPITAL)
        to++;
    if (to >= count || token_at(context, to)->shape != SHAPE_LOWER ||
        !slice_is_one_of(token_text(&context->tokens, to), heads) ||
        token_at(context, to - 1)->shape != SHAPE_CAPITAL)
        return false;
    uint32_t gap = token_at(context, to)->gap;
    bool quoted =
        (token_at(context, i)->gap & GAP_QUOTE) && (gap & (GAP_UNQUOTE | GAP_QUOTE));
    bool article = slice_is(token_text(&context->tokens, i - 1), "the");
    if (!quoted &&
        (gap != GAP_SPACE || !article || (token_at(context, to - 1)->words & OTHER) ||
         lookup_at(context, i, 0, &place) ||
         lookup_at(context, i, NAME_ADJECTIVE, &place)))
        return false; /* "the Belgrade newspaper" */
    out->to = to;
    return true;
}

/* "Daily Telegraph", "Morning Post", "Evening Star". */
static bool daily(const struct rule_context *context, size_t i, struct found *out)
{
    static const char *const fronts[] = {"Daily", "Sunday", "Morning", "Evening", NULL};
    static const char *const papers[] = {
        "Telegraph", "Mail",    "News",       "Express", "Mirror", "Herald", "Worker",
        "Chronicle", "Graphic", "Sketch",     "Post",    "Star",   "Times",  "Globe",
        "Journal",   "Courier", "Advertiser", "Tribune", NULL};
    const struct name_token *token = token_at(context, i);
    if (i + 1 >= context->tokens.count || token[1].gap != GAP_SPACE ||
        !(token[1].words & LEX_PAPER) ||
        !slice_is_one_of(token_text(&context->tokens, i), fronts) ||
        !slice_is_one_of(token_text(&context->tokens, i + 1), papers) ||
        (i > 0 && token->gap == GAP_SPACE && token[-1].shape == SHAPE_UPPER))
        return false; /* "CBS Morning News" */
    out->to = i + 2;
    return true;
}

/* "Blue Book", "White Paper": papers laid before a parliament. */
static bool by_color(const struct rule_context *context, size_t i, struct found *out)
{
    static const char *const colors[] = {"Blue", "White", "Yellow", "Green",
                                         "Red",  "Grey",  "Orange", NULL};
    static const char *const books[] = {"Book", "Books", "Paper", "Papers", NULL};
    const struct name_token *token = token_at(context, i);
    if (i + 1 >= context->tokens.count ||
        (token[1].gap != GAP_SPACE && token[1].gap != GAP_HYPHEN) ||
        !slice_is_one_of(token_text(&context->tokens, i), colors) ||
        !slice_is_one_of(token_text(&context->tokens, i + 1), books))
        return false;
    out->to = i + 2;
    return true;
}

bool rule_quoted(struct rule_context *context, size_t i, struct found *out)
{
    out->type = ENTITY_PUBLICATION;
    out->method = "rule:publication";
    out->confidence = 85;
    if (token_at(context, i)->shape != SHAPE_CAPITAL &&
        !(token_at(context, i)->gap & GAP_QUOTE))
        return false;
    return quoted_title(context, i, out) || called_newspaper(context, i, out) ||
           daily(context, i, out) || by_color(context, i, out) ||
           bare_title(context, i, out);
}
