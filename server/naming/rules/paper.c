/* Newspapers, journals, books and series: after words that announce one, by words that
 * are common in their names, and with a year or a page as in citations. */
#include "lookup_at.h"
#include "name_words.h"
#include "naming/rules/rules.h"

/* Words after which a paper is named. */
static bool cue_before(const struct rule_context *context, size_t i)
{
    if (i < 2)
        return false;
    struct slice last = token_text(&context->tokens, i - 1);
    struct slice before = token_text(&context->tokens, i - 2);
    if (slice_is(last, "the") && slice_is(before, "of") && i > 2)
        return slice_is(token_text(&context->tokens, i - 3), "editor");
    if (slice_is(last, "of"))
        return slice_is(before, "issue") || slice_is(before, "edition") ||
               slice_is(before, "number") || slice_is(before, "issues");
    if (slice_is(last, "in"))
        return slice_is(before, "published") || slice_is(before, "editorial") ||
               slice_is(before, "appeared") || slice_is(before, "printed") ||
               slice_is(before, "article");
    return slice_is(last, "magazine") || slice_is(last, "journal") ||
           slice_is(last, "newspaper") || slice_is(last, "weekly");
}

/* A word in lower case that may be in the middle of a title: "of", "i". */
static bool title_link(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    return token->shape == SHAPE_LOWER &&
           ((token->words & LEX_LINK) || token->letters == 1);
}

static size_t title_end(const struct rule_context *context, size_t i)
{
    size_t count = context->tokens.count, to = i + 1;
    while (to < count && to < i + 8 && token_at(context, to)->gap == GAP_SPACE) {
        const struct name_token *token = token_at(context, to);
        if (token->shape == SHAPE_CAPITAL)
            to++;
        else if (title_link(context, to) && to + 1 < count &&
                 token_at(context, to + 1)->gap == GAP_SPACE &&
                 (token_at(context, to + 1)->shape == SHAPE_CAPITAL ||
                  token->letters == 1))
            to += 2;
        else
            break;
    }
    return to;
}

/* "Foreign Relations, 1952–1954, vol. XIV, Part 2". */
static bool foreign_relations(const struct rule_context *context, size_t i,
                              struct found *out)
{
    size_t count = context->tokens.count, to = i + 2;
    if (to >= count || !slice_is(token_text(&context->tokens, i), "Foreign") ||
        !slice_is(token_text(&context->tokens, i + 1), "Relations") ||
        token_at(context, i + 1)->gap != GAP_SPACE)
        return false;
    uint32_t gap = token_at(context, to)->gap;
    if ((gap != (GAP_COMMA | GAP_SPACE) && gap != GAP_SPACE) ||
        token_at(context, to)->shape != SHAPE_NUMBER)
        return false;
    while (to < count && (token_at(context, to)->shape == SHAPE_NUMBER) && to < i + 5)
        to++;
    while (to + 1 < count && to < i + 9) {
        struct slice word = token_text(&context->tokens, to);
        bool part = slice_is(word, "vol") || slice_is(word, "volume") ||
                    slice_is(word, "Volume") || slice_is(word, "Part") ||
                    slice_is(word, "part");
        if (!part)
            break;
        to += 2;
    }
    out->to = to;
    out->no_dot = true;
    return true;
}

/* "Department of State Bulletin", "New York Times": the last word tells. */
static bool called_a_paper(const struct rule_context *context, size_t i, size_t end,
                           struct found *out)
{
    static const char *const papers[] = {
        "Bulletin",  "Times",   "Herald",     "Tribune",   "Gazette",   "Chronicle",
        "Telegraph", "Zeitung", "Quarterly",  "Tageblatt", "Rundschau", "Nachrichten",
        "Anzeiger",  "Courier", "Advertiser", "Inquirer",  "Examiner"};
    for (size_t at = i + 1; at < end; at++)
        for (size_t p = 0; (token_at(context, at)->words & LEX_PAPER) &&
                           p < sizeof(papers) / sizeof(*papers);
             p++)
            if (slice_is(token_text(&context->tokens, at), papers[p]))
                out->to = at + 1;
    const struct name_token *first = token_at(context, i);
    return out->to > i + 1 &&
           !((first->words & LEX_PLAIN) && starts_sentence(context, i) &&
             !(first->words & LEX_BODY));
}

/* "see American Foreign Policy: Current Documents, 1961, pp. 358-372": a title after
 * "see" or "in", with a year or a volume after it. */
static bool cited(const struct rule_context *context, size_t i, size_t to,
                  struct found *out)
{
    size_t count = context->tokens.count;
    if (i == 0 || token_at(context, i - 1)->letters > 4)
        return false;
    struct slice cue = token_text(&context->tokens, i - 1);
    bool edited = slice_is(cue, "ed") || slice_is(cue, "eds");
    if (!slice_is(cue, "see") && !slice_is(cue, "See") && !slice_is(cue, "in") &&
        !slice_is(cue, "ibid") && !slice_is(cue, "from") && !edited)
        return false;
    if (to + 1 < count && to > i + 1 &&
        token_at(context, to)->gap == (GAP_STOP | GAP_SPACE) &&
        context->tokens.text.at[token_at(context, to - 1)->end] == ':' &&
        token_at(context, to)->shape == SHAPE_CAPITAL)
        to = title_end(context, to);
    if (to + 1 >= count || to < i + 3 ||
        token_at(context, to)->gap != (GAP_COMMA | GAP_SPACE))
        return false;
    const struct name_token *follower = token_at(context, to);
    struct slice next = token_text(&context->tokens, to);
    bool year = follower->shape == SHAPE_NUMBER && follower->letters == 4;
    if (year && to + 1 < count && (follower[1].gap & GAP_DASH) == GAP_DASH)
        to++;
    struct slice after =
        to + 1 < count ? token_text(&context->tokens, to + 1) : SLICE_NONE;
    bool pages = slice_is(after, "pp") || slice_is(after, "p") ||
                 slice_is(after, "vol") || slice_is(after, "Vol") ||
                 slice_is(after, "page") || slice_is(after, "pages");
    if (!(year && pages) && !slice_is(next, "pp") && !slice_is(next, "p") &&
        !slice_is(next, "vol") && !slice_is(next, "volume"))
        return false;
    out->to = to + year;
    return true;
}

/* Is there "p. 35" or "vol. 309", or a date and then such, after the comma at `i`? */
static bool page_follows(const struct rule_context *context, size_t i)
{
    static const char *const pages[] = {"p", "pp", "vol", "vols", "Vol", "Vols"};
    for (size_t at = i; at < context->tokens.count && at < i + 4; at++) {
        const struct name_token *token = token_at(context, at);
        for (size_t p = 0; p < sizeof(pages) / sizeof(*pages); p++)
            if (slice_is(token_text(&context->tokens, at), pages[p]))
                return token->gap == (GAP_COMMA | GAP_SPACE) && token->dot;
        if ((at == i && token->gap != (GAP_COMMA | GAP_SPACE)) ||
            (token->gap & ~(uint32_t)(GAP_COMMA | GAP_SPACE | GAP_DOT)) ||
            (token->shape != SHAPE_NUMBER && !(token->words & LEX_MONTH)))
            return false;
    }
    return false;
}

/* "League of Nations, Official Journal, April 1936, p. 359"; "Merchant, Recollections, p.
 * 35": after the author, and with a page. In archives it is a file. */
static bool paged(const struct rule_context *context, size_t i, size_t to,
                  struct found *out)
{
    static const char *const files[] = {"Files",  "File", "Box",    "Lot",    "Records",
                                        "Papers", "Tab",  "Folder", "Series", "Annexes"};
    enum { OTHER = LEX_TREATY | LEX_EVENT | LEX_MONTH | LEX_DAY | LEX_RANK | LEX_GIVEN };
    const struct name_token *token = token_at(context, i);
    size_t known;
    bool after_owner =
        i > 0 && token->gap == (GAP_COMMA | GAP_SPACE) && token_is_capital(token - 1);
    if (!after_owner && token->gap != (GAP_OPEN | GAP_SPACE))
        return false;
    if (!after_owner && to < i + 3)
        return false; /* "(Proceedings of the Conference, p. 3)" */
    if (!page_follows(context, to) || lookup_at(context, i, 0, &known) ||
        (token->words & OTHER) ||
        (to == i + 1 && (token->words & (LEX_PLAIN | LEX_BODY))))
        return false;
    for (size_t at = i; at < to; at++)
        for (size_t f = 0; f < sizeof(files) / sizeof(*files); f++)
            if (slice_is(token_text(&context->tokens, at), files[f]))
                return false;
    out->to = to;
    return true;
}

/* Most words cannot begin what rule_quoted finds: it needs a quotation mark, a word of
 * papers beside it, or "Book" or "Paper". */
static bool may_be_quoted(const struct rule_context *context, size_t i)
{
    enum { NEWSPAPER = 7 }; /* letters of the shortest of its words in lower case */
    const struct name_token *token = token_at(context, i);
    size_t count = context->tokens.count;
    if ((token->gap & GAP_QUOTE) ||
        (i > 0 && (token[-1].words & LEX_PAPER) && token[-1].shape == SHAPE_LOWER))
        return true;
    if (i + 1 >= count || token[1].gap == GAP_START)
        return false;
    char first = context->tokens.text.at[token[1].start];
    bool paper =
        (token[1].words & LEX_PAPER) && (first < 'a' || token[1].letters >= NEWSPAPER);
    return paper || first == 'B' || first == 'P' ||
           (i + 2 < count && (token[2].words & LEX_PAPER) &&
            token[2].shape == SHAPE_LOWER && token[2].letters >= NEWSPAPER);
}

bool rule_paper(struct rule_context *context, size_t i, struct found *out)
{
    const struct name_token *token = token_at(context, i);
    if (may_be_quoted(context, i) && rule_quoted(context, i, out))
        return true;
    out->type = ENTITY_PUBLICATION;
    out->method = "rule:publication";
    out->confidence = 85;
    if (foreign_relations(context, i, out))
        return true;
    size_t to = title_end(context, i);
    if (to > i + 1 && (cited(context, i, to, out) || called_a_paper(context, i, to, out)))
        return true;
    if (paged(context, i, to, out))
        return true;
    if (!cue_before(context, i) || (token->words & (LEX_MONTH | LEX_DAY)) ||
        token->gap != GAP_SPACE)
        return false;
    size_t place;
    const struct gazetteer_name *names = lookup_at(context, i, 0, &place);
    if (names && (place == to || token_at(context, place)->shape == SHAPE_LOWER))
        return false;
    if (to < context->tokens.count && to > i + 2 &&
        token_at(context, to)->gap == (GAP_COMMA | GAP_SPACE) &&
        token_at(context, to)->shape == SHAPE_NUMBER &&
        token_at(context, to)->letters == 4)
        to++; /* "Documents on International Affairs, 1960" */
    out->to = to;
    return to > i + 1 || slice_is(token_text(&context->tokens, i - 1), "of") == false;
}
