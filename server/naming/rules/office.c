/* Offices beside a name: whether the person named held the office. */
#include "naming/rules/office.h"
#include "name_words.h"
#include "naming/rules/lookup.h"
#include "person.h"

/* The first holder of the office, or of the next one: once sealed, offices are sorted. */
static size_t first_holder(const struct gazetteer *gazetteer, uint64_t office)
{
    size_t low = 0, high = gazetteer->office_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (gazetteer->offices[middle].office < office)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* An office as a text gives it. */
struct office_said {
    uint64_t phrase;
    size_t from, to;
    const struct gazetteer_name *nation; /* of "Greek Foreign Minister"; or NULL */
    bool ever;                           /* at any time will do */
};

/* Is `place` one of those that the nation's adjective belongs to? */
static bool is_of_nation(const struct gazetteer *gazetteer,
                         const struct gazetteer_name *nation, uint32_t place)
{
    bool any = false;
    for (const struct gazetteer_name *name = nation; name; name++) {
        bool fits = (name->flags & NAME_ADJECTIVE) != 0;
        any = any || fits;
        if (fits && gazetteer_merged_into(gazetteer, name->entity) ==
                        gazetteer_merged_into(gazetteer, place))
            return true;
        if (name->flags & NAME_LAST)
            break;
    }
    return !any;
}

/* Of these there is one at a time, who is named by it for years afterwards. */
static bool is_head(const struct rule_context *context, const struct office_said *said)
{
    static const char *const heads[] = {"President", "Premier", "Chancellor", "King",
                                        "Queen",     "Emperor", "Empress",    "Shah",
                                        "Sultan",    "Pope",    "Tsar"};
    struct slice first = token_text(&context->tokens, said->from);
    if (said->to - said->from > 1)
        return slice_is(first, "Prime") || slice_is(first, "Secretary");
    for (size_t h = 0; h < sizeof(heads) / sizeof(*heads); h++)
        if (slice_is(first, heads[h]))
            return true;
    return false;
}

/* A rank by itself that many hold at a time. */
static bool many_hold(const struct rule_context *context, const struct office_said *said)
{
    static const char *const ones[] = {"Secretary", "Chairman", "Speaker", "Marshal",
                                       "Premier"};
    struct slice first = token_text(&context->tokens, said->from);
    if (said->to - said->from > 1 || is_head(context, said))
        return false;
    for (size_t o = 0; o < sizeof(ones) / sizeof(*ones); o++)
        if (slice_is(first, ones[o]))
            return false;
    return true;
}

/* Do the years of the office agree with those of the document? */
static bool years_agree(const struct rule_context *context,
                        const struct office_said *said, struct edtf_range days)
{
    enum { TWENTY_YEARS = 200000 }; /* of yyyymmdd */
    if (!is_dated(context) || said->ever || ranges_overlap(days, context->days))
        return true;
    return days.first <= context->days.last && is_head(context, said) &&
           days.last + TWENTY_YEARS >= context->days.first;
}

static bool held(const struct rule_context *context, uint32_t entity,
                 const struct office_said *said)
{
    const struct gazetteer *gazetteer = context->gazetteer;
    uint32_t namesake = gazetteer->entities[entity].namesake;
    for (size_t i = first_holder(gazetteer, said->phrase);
         i < gazetteer->office_count && gazetteer->offices[i].office == said->phrase;
         i++) {
        const struct gazetteer_office *at = &gazetteer->offices[i];
        uint32_t holder = gazetteer_merged_into(gazetteer, at->entity);
        if ((holder == entity || holder == namesake) &&
            years_agree(context, said, at->days) &&
            (at->of == UINT32_MAX || is_of_nation(gazetteer, said->nation, at->of)))
            return true;
    }
    return false;
}

/* The nation before token `from`: "Greek" of "Greek Foreign Minister"; or NULL. */
static const struct gazetteer_name *nation_before(const struct rule_context *context,
                                                  size_t from)
{
    if (from == 0 || token_at(context, from)->gap != GAP_SPACE ||
        token_at(context, from - 1)->shape != SHAPE_CAPITAL)
        return NULL;
    return lookup_phrase(context, from - 1, from);
}

/* Does a word before the office make it another: "Vice President"? */
static bool is_lessened(const struct rule_context *context, size_t from)
{
    static const char *const words[] = {"Vice", "VICE", "Prime", "PRIME"};
    uint32_t gap = token_at(context, from)->gap;
    for (size_t w = 0; from > 0 && w < sizeof(words) / sizeof(*words); w++)
        if ((gap == GAP_SPACE || gap == GAP_HYPHEN) &&
            slice_is(token_text(&context->tokens, from - 1), words[w]))
            return true;
    return false;
}

/* Is what is said before a surname at `at` enough to know the person by? */
static bool tells(const struct rule_context *context, size_t at,
                  const struct office_said *said)
{
    return !is_lessened(context, said->from) &&
           (said->ever || !(token_at(context, at)->words & LEX_MANY) ||
            !many_hold(context, said));
}

static bool said_before(const struct rule_context *context, size_t at, uint32_t entity,
                        bool ever)
{
    for (size_t back = 1; back <= 6 && back <= at; back++) {
        struct office_said said = {
            .from = at - back, .to = at, .ever = ever, .phrase = 0};
        said.nation = nation_before(context, said.from);
        for (size_t i = at - back; i < at; i++)
            said.phrase = phrase_key(said.phrase, token_at(context, i));
        if (tells(context, at, &said) && held(context, entity, &said))
            return true;
        if (token_at(context, at - back)->gap & ~(uint32_t)GAP_SPACE)
            break;
    }
    return false;
}

/* "the Under Secretary of State for Political Affairs (Murphy)": the office begins
 * further off, and has more to it than the list says. */
static bool said_around(const struct rule_context *context, size_t at, uint32_t entity)
{
    enum { FAR = 10 };
    for (size_t back = 1; back <= FAR && back <= at; back++) {
        const struct name_token *token = token_at(context, at - back);
        struct office_said said = {.from = at - back, .ever = false};
        if ((token->words & LEX_RANK) && token_is_capital(token)) {
            said.nation = nation_before(context, said.from);
            for (said.to = said.from; said.to < at;) {
                said.phrase = phrase_key(said.phrase, token_at(context, said.to++));
                if (tells(context, at, &said) && held(context, entity, &said))
                    return true;
            }
        }
        if (token->gap & ~(uint32_t)(GAP_SPACE | GAP_HYPHEN))
            return false;
    }
    return false;
}

bool held_office_before(const struct rule_context *context, size_t at, uint32_t entity)
{
    if (token_at(context, at)->gap & GAP_OPEN)
        return said_around(context, at, entity);
    return said_before(context, at, entity, false);
}

bool held_office_ever(const struct rule_context *context, size_t at, uint32_t entity)
{
    return said_before(context, at, entity, true);
}

/* --- after the name: "Dulles, Secretary of State", "Mr. Molotov, the Soviet Foreign
 * Minister" --- */

static bool is_word(const struct rule_context *context, size_t i, const char *word)
{
    return slice_is(token_text(&context->tokens, i), word);
}

/* The word of rank after the comma at `at`; the count when there is none. */
static size_t rank_after(const struct rule_context *context, size_t at)
{
    size_t count = context->tokens.count;
    for (size_t i = at; i < count && i < at + 4; i++) {
        const struct name_token *token = token_at(context, i);
        bool nation = i > at && (token[-1].words & LEX_NATION);
        if (i > at && token->gap != GAP_SPACE && token->gap != GAP_HYPHEN)
            return count;
        if ((token->words & LEX_RANK) && (token_is_capital(token) || nation))
            return i;
        if (token->shape == SHAPE_LOWER)
            return count;
    }
    return count;
}

/* Where the office ends that has its word of rank at `rank`. */
static size_t office_end(const struct rule_context *context, size_t rank)
{
    size_t count = context->tokens.count, to = rank + 1;
    for (size_t i = to; i < count && i < rank + 8; i++) {
        const struct name_token *token = token_at(context, i);
        bool link = token->shape == SHAPE_LOWER && (token->words & LEX_LINK);
        if (token->gap != GAP_SPACE && token->gap != GAP_HYPHEN)
            break;
        if (!link && !token_is_capital(token) && !(token->words & LEX_RANK))
            break;
        to = link ? to : i + 1;
    }
    return to;
}

size_t office_after(const struct rule_context *context, size_t at, size_t *from)
{
    size_t count = context->tokens.count, start = at;
    if (at >= count || token_at(context, at)->gap != (GAP_COMMA | GAP_SPACE))
        return at;
    while (start < count && start < at + 2 &&
           (is_word(context, start, "the") || is_word(context, start, "then") ||
            is_word(context, start, "our")))
        start++;
    size_t rank = rank_after(context, start);
    if (rank == count)
        return at;
    size_t to = office_end(context, rank);
    /* "Dulles, Secretary Wilson": it is Wilson's office */
    if (to > rank + 1 && !is_word(context, rank + 1, "of") &&
        !is_word(context, rank + 1, "for") && is_name_word(token_at(context, to - 1)))
        return at;
    *from = start;
    return to;
}

bool held_office_after(const struct rule_context *context, size_t at, uint32_t entity)
{
    size_t from = at, to = office_after(context, at, &from);
    for (size_t first = from; to > at && first < to; first++) {
        uint64_t phrase = 0;
        for (size_t i = first; i < to; i++) {
            phrase = phrase_key(phrase, token_at(context, i));
            struct office_said said = {.phrase = phrase, .from = first, .to = i + 1};
            said.nation = nation_before(context, first);
            if (tells(context, at - 1, &said) && held(context, entity, &said))
                return true;
        }
    }
    return false;
}
