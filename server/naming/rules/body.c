/* Bodies, treaties and events by their head nouns: "Office of Northeast Asian Affairs",
 * "Atomic Energy Commission", "Soviet Foreign Ministry", "Geneva Conference". */
#include "lookup_at.h"
#include "lower.h"
#include "name_words.h"
#include "naming/rules/rules.h"

enum { HEADS = LEX_BODY | LEX_TREATY | LEX_EVENT, LONGEST = 14 };

/* "President's Science Advisory Committee", but not "Porter's Office". */
static bool owner(const struct name_token *token)
{
    return token->words & (LEX_RANK | LEX_TAIL | LEX_NATION | LEX_PAPER) ||
           token->letters > 9 || (token->words & (LEX_PLAIN | LEX_BODY));
}

static bool joined(const struct name_token *token)
{
    return token->gap == GAP_SPACE || token->gap == GAP_HYPHEN ||
           (token->gap == (GAP_POSSESSIVE | GAP_SPACE) && owner(token - 1)) ||
           (token->gap == (GAP_DOT | GAP_SPACE) && token[-1].shape == SHAPE_LETTER) ||
           (token->gap == GAP_DOT && token[-1].shape == SHAPE_LETTER);
}

static bool capital_word(const struct name_token *token)
{
    return token->shape == SHAPE_CAPITAL || token->shape == SHAPE_UPPER ||
           token->shape == SHAPE_LETTER;
}

/* "The", "Our": a capital because a sentence begins, and not part of a name. */
static bool determiner(struct slice word)
{
    return slice_is(word, "The") || slice_is(word, "This") || slice_is(word, "Our") ||
           slice_is(word, "His") || slice_is(word, "Its") || slice_is(word, "A") ||
           slice_is(word, "My") || slice_is(word, "Your") || slice_is(word, "Their");
}

/* A word that may come before the head in the name of a body. */
static bool modifier(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    if (!capital_word(token) || (token->words & (LEX_TITLE | LEX_DAY | LEX_MONTH)))
        return false;
    return !(token->words & LEX_PLAIN) || !determiner(token_text(&context->tokens, i));
}

static bool head(const struct name_token *token, uint32_t *heads)
{
    if (!(token->words & HEADS) || !capital_word(token) || token->shape == SHAPE_LETTER)
        return false;
    *heads = token->words & HEADS;
    return true;
}

/* Capitals in a row from `i`; their end. */
static size_t capitals_end(const struct rule_context *context, size_t i)
{
    size_t to = i;
    while (to < context->tokens.count && to < i + LONGEST &&
           (to == i || joined(token_at(context, to))) && modifier(context, to))
        to++;
    return to;
}

/* Heads that "on" goes with: "Committee on Public Information". */
static bool takes_on(struct slice head)
{
    static const char *const heads[] = {"Committee",   "Subcommittee", "Commission",
                                        "Council",     "Board",        "Conference",
                                        "Convention",  "Treaty",       "Agreement",
                                        "Declaration", "Protocol",     "Panel"};
    for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
        if (slice_is(head, heads[i]))
            return true;
    return false;
}

/* "Communist Party of China Mao Tse-tung": where a name of the lists ends in [from, to)
 * and a person's begins. */
static size_t before_a_person(const struct rule_context *context, size_t from, size_t to)
{
    size_t end;
    if (!lookup_at(context, from, 0, &end) || end >= to)
        return to;
    return token_at(context, end)->words & (LEX_GIVEN | LEX_SYLLABLE) ? end : to;
}

/* "the Government of Albert Sarraut": a given name and a surname. */
static bool of_a_person(const struct rule_context *context, size_t from, size_t to)
{
    const struct name_token *token = token_at(context, from);
    return to == from + 2 && (token->words & LEX_GIVEN) && token[1].gap == GAP_SPACE &&
           is_name_word(token + 1);
}

/* "of Northeast Asian Affairs", "for Europe", "on Atomic Energy", after a head: where it
 * ends. */
static size_t purpose_end(const struct rule_context *context, size_t first, size_t at)
{
    size_t count = context->tokens.count;
    if (at + 1 >= count || !joined(token_at(context, at)))
        return at;
    struct slice link = token_text(&context->tokens, at);
    bool on = slice_is(link, "on");
    if ((!slice_is(link, "of") && !slice_is(link, "for") && !on) ||
        (on && !takes_on(token_text(&context->tokens, at - 1))))
        return at;
    size_t from = at + 1;
    if (slice_is(token_text(&context->tokens, from), "the")) {
        if (at > first + 1)
            return at;
        from++;
    }
    if (from >= count || !joined(token_at(context, from)) || from > at + 2)
        return at;
    size_t to = before_a_person(context, from, capitals_end(context, from));
    if (to == from || of_a_person(context, from, to))
        return at;
    for (size_t next = to; next + 1 < count && next < at + LONGEST;) {
        const struct name_token *token = token_at(context, next);
        bool also = slice_is(token_text(&context->tokens, next), "and");
        bool comma = token->gap == (GAP_COMMA | GAP_SPACE) && capital_word(token);
        if (!(also && joined(token)) && !comma &&
            !(also && token->gap == (GAP_COMMA | GAP_SPACE)))
            break;
        size_t more = capitals_end(context, also ? next + 1 : next);
        if (more == (also ? next + 1 : next))
            break;
        next = more;
        if (token_at(context, more - 1)->words & LEX_TAIL)
            to = more;
    }
    return to;
}

/* Is the first word no part of the name: "The", "When", "Mr."? */
static bool begins_outside(const struct rule_context *context, size_t from)
{
    enum { NOT_FIRST = LEX_TITLE | LEX_DAY | LEX_MONTH };
    const struct name_token *token = token_at(context, from);
    bool common = starts_sentence(context, from) && (token->words & LEX_PLAIN) &&
                  !(token->words & (LEX_NATION | LEX_ORDINAL | HEADS));
    return common || (token->words & NOT_FIRST);
}

static enum entity_type type_of(uint32_t heads)
{
    if ((heads & LEX_TREATY) && !(heads & LEX_BODY))
        return ENTITY_TREATY;
    if ((heads & LEX_EVENT) && !(heads & LEX_BODY))
        return ENTITY_EVENT;
    return ENTITY_ORGANIZATION;
}

/* "Soviet Government": the lists may know whose government an adjective means. */
static void find_government(const struct rule_context *context, struct found *out)
{
    size_t to;
    const struct name_token *last = token_at(context, out->to - 1);
    struct slice word = token_text(&context->tokens, out->to - 1);
    const struct gazetteer_name *names =
        lookup_at(context, out->from, NAME_ADJECTIVE, &to);
    if (names && to == out->to - 1 && word.len > 4 && (last->words & LEX_BODY) &&
        (slice_is(word, "Government") || slice_is(word, "government")))
        out->names = names;
}

/* The last head of the capitals [i, to), or `to`; `heads` gets its classes. */
static size_t last_head(const struct rule_context *context, size_t i, size_t to,
                        uint32_t *heads)
{
    size_t at = to;
    for (size_t h = i; h < to; h++)
        if (head(token_at(context, h), heads))
            at = h;
    if (at < to)
        head(token_at(context, at), heads);
    return at;
}

/* "Radio Cairo" */
static bool broadcaster(const struct rule_context *context, size_t i)
{
    return slice_is(token_text(&context->tokens, i), "Radio") &&
           i + 1 < context->tokens.count && token_at(context, i + 1)->gap == GAP_SPACE &&
           token_at(context, i + 1)->shape == SHAPE_CAPITAL;
}

/* "Commercial Policy and Treaties Division", "Arms Control and Disarmament Agency": where
 * the second part of the name ends whose first ends at `to`. */
static size_t two_purposes(const struct rule_context *context, size_t i, size_t to)
{
    size_t count = context->tokens.count, known;
    uint32_t heads = 0;
    if (to == i || to + 2 >= count || !joined(token_at(context, to)) ||
        !slice_is(token_text(&context->tokens, to), "and") ||
        !(token_at(context, to - 1)->words & LEX_TAIL) ||
        last_head(context, i, to, &heads) != to || lookup_at(context, i, 0, &known))
        return to;
    size_t end = capitals_end(context, to + 1);
    if (end < to + 3 || last_head(context, to + 1, end, &heads) != end - 1 ||
        !(heads & LEX_BODY) || (token_at(context, to + 1)->words & LEX_NATION))
        return to;
    return end;
}

/* "Sent Department 390, repeated …", "Departments of State and Defense", "Oval Office",
 * and the second nation of "Sino-Soviet": no body, though the head is at `at`. */
static bool is_no_body(const struct rule_context *context, size_t i, size_t at)
{
    static const char *const acts[] = {"Sent", "Repeated", "Rptd", "Pouched", "Oval"};
    const struct name_token *head = token_at(context, at);
    struct slice word = token_text(&context->tokens, i);
    if (slice_is(word, "Departments") ||
        ((head->words & LEX_NATION) && (head->gap & GAP_HYPHEN)))
        return true;
    for (size_t a = 0; a < sizeof(acts) / sizeof(*acts); a++)
        if (slice_is(word, acts[a]) && at == i + 1)
            return true;
    return false;
}

bool rule_body(struct rule_context *context, size_t i, struct found *out)
{
    const struct name_token *first = token_at(context, i);
    uint32_t heads = 0;
    out->method = "rule:head-noun";
    out->confidence = 85;
    if (!modifier(context, i))
        return false;
    size_t capitals = capitals_end(context, i);
    if (lower_head(context, i, capitals, out)) {
        find_government(context, out);
        return true;
    }
    if (broadcaster(context, i)) {
        out->to = i + 2;
        out->type = ENTITY_ORGANIZATION;
        return true;
    }
    size_t to = two_purposes(context, i, capitals);
    size_t at = last_head(context, i, to, &heads);
    if (at == to || begins_outside(context, i))
        return false;
    size_t known = i;
    bool whole = !(heads & LEX_BODY) && lookup_at(context, i, 0, &known) &&
                 known == at + 1; /* "the North Atlantic Treaty of Greece and …" */
    size_t end = whole ? known : purpose_end(context, i, at + 1);
    if (end == at + 1 && !whole)
        end = event_year_end(context, at);
    bool lone = at == i && end == at + 1;
    bool rank =
        (first->words & LEX_RANK) && !(first->words & (LEX_NATION | LEX_BODY)) && at > i;
    struct slice word = token_text(&context->tokens, i);
    if (lone || is_no_body(context, i, at) ||
        (rank && !slice_is(word, "Foreign") && !slice_is(word, "Defense") &&
         !slice_is(token_text(&context->tokens, at), "Committee")))
        return false;
    out->to = end;
    out->type = type_of(heads);
    find_government(context, out);
    return true;
}
