/* Dates: the expressions that fix a day, a month, a year, a decade or a span. */
#include "entity_dates.h"

static struct slice word_at(const struct recogniser *recogniser, size_t i)
{
    return i < recogniser->tokens.count ? token_text(&recogniser->tokens, i) : SLICE_NONE;
}

static uint32_t gap_at(const struct recogniser *recogniser, size_t i)
{
    return i < recogniser->tokens.count ? token_at(recogniser, i)->gap : GAP_START;
}

static bool is_word(const struct recogniser *recogniser, size_t i, const char *word)
{
    return slice_is(word_at(recogniser, i), word);
}

static bool loose(uint32_t gap)
{
    return !(gap & ~(uint32_t)(GAP_SPACE | GAP_COMMA | GAP_DOT)) && (gap & GAP_SPACE);
}

static bool is_month(const struct recogniser *recogniser, size_t i)
{
    const struct name_token *token = token_at(recogniser, i);
    return i < recogniser->tokens.count && (token->words & LEX_MONTH) &&
           (token->shape == SHAPE_CAPITAL || token->shape == SHAPE_UPPER);
}

/* A day of a month, with "st" or "th" glued to it. */
static bool take_day(const struct recogniser *recogniser, size_t *i, int *day)
{
    static const char *const tails[] = {"st", "nd", "rd", "th", "d"};
    if (*i >= recogniser->tokens.count)
        return false;
    const struct name_token *token = token_at(recogniser, *i);
    if (token->shape != SHAPE_NUMBER || token->letters > 2 || token->number < 1 ||
        token->number > 31)
        return false;
    size_t next = *i + 1;
    if (next < recogniser->tokens.count && gap_at(recogniser, next) == 0) {
        bool tail = false;
        for (size_t t = 0; t < sizeof(tails) / sizeof(*tails); t++)
            tail = tail || is_word(recogniser, next, tails[t]);
        if (!tail)
            return false;
        next++;
    }
    *day = token->number;
    *i = next;
    return true;
}

static bool year_like(const struct recogniser *recogniser, size_t i)
{
    if (i >= recogniser->tokens.count)
        return false;
    const struct name_token *token = token_at(recogniser, i);
    bool glued = i + 1 < recogniser->tokens.count && token[1].gap == 0;
    return token->shape == SHAPE_NUMBER && token->letters == 4 && !glued &&
           token->number >= 1000 && token->number < 2100;
}

static bool take_year(const struct recogniser *recogniser, size_t *i, int *year)
{
    uint32_t gap = gap_at(recogniser, *i);
    if (!year_like(recogniser, *i) || !(loose(gap) || gap == (GAP_OPEN | GAP_SPACE)))
        return false;
    *year = token_at(recogniser, *i)->number;
    ++*i;
    return true;
}

/* "-", "–", "and", "to", "or", a comma: to another day of the same month. */
static bool take_join(const struct recogniser *recogniser, size_t *i)
{
    uint32_t gap = gap_at(recogniser, *i);
    if (gap == GAP_HYPHEN || gap == GAP_DASH || gap == (GAP_DASH | GAP_SPACE) ||
        gap == (GAP_COMMA | GAP_SPACE))
        return true;
    if ((is_word(recogniser, *i, "and") || is_word(recogniser, *i, "to") ||
         is_word(recogniser, *i, "or")) &&
        gap_at(recogniser, *i + 1) == GAP_SPACE) {
        ++*i;
        return true;
    }
    return false;
}

/* Further days of the month: "4 and 5", "4–6", "4, 5, and 6". */
static void more_days(const struct recogniser *recogniser, size_t *i,
                      struct expression *said)
{
    for (size_t ahead = *i; take_join(recogniser, &ahead);) {
        int day;
        if (is_word(recogniser, ahead, "and") &&
            gap_at(recogniser, ahead) == (GAP_COMMA | GAP_SPACE))
            ahead++;
        if (!take_day(recogniser, &ahead, &day) || is_month(recogniser, ahead))
            return;
        said->to.day = day;
        *i = ahead;
    }
}

/* "–December 3" behind "November 4". */
static bool more_months(const struct recogniser *recogniser, size_t *i,
                        struct expression *said)
{
    size_t ahead = *i;
    uint32_t gap = gap_at(recogniser, ahead);
    bool dash = gap == GAP_HYPHEN || gap == GAP_DASH;
    if (!dash && !(is_word(recogniser, ahead, "to") && is_month(recogniser, ahead + 1)))
        return false;
    ahead += !dash;
    if (ahead >= recogniser->tokens.count || !is_month(recogniser, ahead))
        return false;
    int month = token_at(recogniser, ahead)->number, day = 0;
    ahead++;
    bool with_day =
        loose(gap_at(recogniser, ahead)) && take_day(recogniser, &ahead, &day);
    if (with_day != (said->from.day > 0))
        return false;
    said->to.month = month;
    said->to.day = day;
    *i = ahead;
    return true;
}

static void take_said_year(const struct recogniser *recogniser, size_t *i,
                           struct expression *said)
{
    said->said = take_year(recogniser, i, &said->from.year);
    said->to.year = said->from.year;
}

/* "May 5, 1955", "May 5–7", "Nov. 4 and 5", "May 1955", "May". */
static bool month_first(const struct recogniser *recogniser, size_t *i,
                        struct expression *said)
{
    if (!is_month(recogniser, *i))
        return false;
    size_t at = *i + 1;
    int day = 0;
    said->from.month = said->to.month = token_at(recogniser, *i)->number;
    bool gap = loose(gap_at(recogniser, at)) && !(gap_at(recogniser, at) & GAP_COMMA);
    if (gap && take_day(recogniser, &at, &day)) {
        said->from.day = said->to.day = day;
        more_days(recogniser, &at, said);
    }
    take_said_year(recogniser, &at, said);
    if (more_months(recogniser, &at, said) && !said->said)
        take_said_year(recogniser, &at, said);
    else if (said->said && said->to.month != said->from.month) {
        int year;
        if (take_year(recogniser, &at, &year))
            said->to.year = year;
    }
    *i = at;
    return true;
}

/* "5 May 1955", "5th of May", "6–7 March 1972". */
static bool day_first(const struct recogniser *recogniser, size_t *i,
                      struct expression *said)
{
    size_t at = *i;
    int day;
    if (!take_day(recogniser, &at, &day))
        return false;
    said->from.day = said->to.day = day;
    more_days(recogniser, &at, said);
    if (is_word(recogniser, at, "of"))
        at++;
    if (at >= recogniser->tokens.count || !is_month(recogniser, at) ||
        gap_at(recogniser, at) != GAP_SPACE)
        return false;
    said->from.month = said->to.month = token_at(recogniser, at++)->number;
    take_said_year(recogniser, &at, said);
    *i = at;
    return true;
}

/* "the 5th inst.", "the 28th ult.": of this month, of the last. */
static bool instant(const struct recogniser *recogniser, size_t *i,
                    struct expression *said)
{
    size_t at = *i;
    int day;
    if (!take_day(recogniser, &at, &day) || recogniser->days.first <= 0)
        return false;
    bool ultimo = is_word(recogniser, at, "ult") || is_word(recogniser, at, "ultimo");
    if (!ultimo && !is_word(recogniser, at, "inst") &&
        !is_word(recogniser, at, "instant"))
        return false;
    int month = recogniser->days.first / 100 % 100, year = recogniser->days.first / 10000;
    month -= ultimo;
    said->from = (struct moment){month ? year : year - 1, month ? month : 12, day};
    said->to = said->from;
    said->said = true;
    *i = at + 1;
    return true;
}

/* --- years --- */

/* Words before a number of four digits that make it no year. */
static bool counts_things(const struct recogniser *recogniser, size_t i)
{
    static const char *const counters[] = {
        "No",        "Nos",      "telegram", "Telegram", "telegrams",
        "despatch",  "Despatch", "dispatch", "Tel",      "Embtel",
        "Deptel",    "page",     "pages",    "p",        "pp",
        "airgram",   "Box",      "Lot",      "NSC",      "Resolution",
        "paragraph", "about",    "some",     "over",     "approximately",
        "nearly",    "Public",   "line",     "Embtels",  "Deptels",
        "Executive", "Order",    "Airgram",  "Secto",    "Tosec",
        "Polto",     "Files",    "at",       "CA",       "file",
        "Part",      "than",     "only",     "Room"};
    for (size_t c = 0; i > 0 && c < sizeof(counters) / sizeof(*counters); c++)
        if (is_word(recogniser, i - 1, counters[c]) && loose(gap_at(recogniser, i)) &&
            !(gap_at(recogniser, i) & GAP_COMMA))
            return true;
    return false;
}

static bool things_follow(const struct recogniser *recogniser, size_t i)
{
    static const char *const things[] = {
        "men",       "tons",       "hours",     "miles",     "troops",   "dollars",
        "people",    "copies",     "planes",    "metric",    "officers", "soldiers",
        "students",  "persons",    "aircraft",  "words",     "members",  "tanks",
        "missiles",  "kilometers", "meters",    "feet",      "percent",  "Z",
        "million",   "pounds",     "employees", "prisoners", "families", "workers",
        "personnel", "barrels",    "EST",       "GMT",       "local",    "acres",
        "MW",        "km",         "villages",  "families"};
    for (size_t t = 0; t < sizeof(things) / sizeof(*things); t++)
        if (is_word(recogniser, i, things[t]) && !(gap_at(recogniser, i) & GAP_COMMA))
            return true;
    return false;
}

/* Could the number be a year where it stands? */
static bool plain_year(const struct recogniser *recogniser, size_t i)
{
    const struct name_token *token = token_at(recogniser, i);
    enum { BAD = GAP_HYPHEN | GAP_SLASH | GAP_OTHER | GAP_AND };
    if (!year_like(recogniser, i) || token->number < 1400 || (token->gap & BAD) ||
        (token->gap & (GAP_SPACE | GAP_OPEN | GAP_START | GAP_DASH | GAP_QUOTE)) == 0)
        return false;
    if (counts_things(recogniser, i) || things_follow(recogniser, i + 1))
        return false;
    if (token->gap == GAP_DASH && token[-1].shape == SHAPE_NUMBER)
        return false;
    uint32_t after = gap_at(recogniser, i + 1);
    bool more_digits = i + 1 < recogniser->tokens.count &&
                       token[1].shape == SHAPE_NUMBER &&
                       (after == GAP_SLASH || after == GAP_DOT || after == GAP_STOP);
    return !more_digits && !(after & GAP_OTHER && after == GAP_OTHER);
}

/* "–1954", "-54" behind a year. */
static void year_range(const struct recogniser *recogniser, size_t *i,
                       struct expression *said)
{
    if (*i >= recogniser->tokens.count)
        return;
    const struct name_token *token = token_at(recogniser, *i);
    if ((token->gap != GAP_HYPHEN && token->gap != GAP_DASH) ||
        token->shape != SHAPE_NUMBER)
        return;
    int year = token->letters == 4   ? token->number
               : token->letters == 2 ? said->from.year / 100 * 100 + token->number
                                     : 0;
    if (year <= said->from.year || year > 2100)
        return;
    said->to.year = year;
    ++*i;
}

static bool year_alone(const struct recogniser *recogniser, size_t *i,
                       struct expression *said)
{
    if (!plain_year(recogniser, *i))
        return false;
    said->from.year = said->to.year = token_at(recogniser, *i)->number;
    said->said = true;
    ++*i;
    year_range(recogniser, i, said);
    return true;
}

/* "1940s", "late 1940s", "mid-1950s": early is the first four years, mid 4 to 6. */
static bool decade(const struct recogniser *recogniser, size_t *i,
                   struct expression *said)
{
    size_t at = *i;
    int first = 0, last = 9;
    bool early = is_word(recogniser, at, "early"), late = is_word(recogniser, at, "late"),
         mid = is_word(recogniser, at, "mid");
    if (early || late || mid) {
        first = late ? 6 : mid ? 4 : 0;
        last = early ? 3 : mid ? 6 : 9;
        if (gap_at(recogniser, ++at) != GAP_SPACE && gap_at(recogniser, at) != GAP_HYPHEN)
            return false;
    }
    if (at + 1 >= recogniser->tokens.count)
        return false;
    const struct name_token *token = token_at(recogniser, at);
    bool ends = token[1].gap == 0 ? is_word(recogniser, at + 1, "s")
                                  : (token[1].gap & GAP_POSSESSIVE) != 0;
    if (token->shape != SHAPE_NUMBER || token->letters != 4 || token->number % 10 != 0 ||
        token->number < 1400 || token->number > 2100 || !ends)
        return false;
    said->from.year = token->number + first;
    said->to.year = token->number + last;
    said->said = true;
    *i = at + (token[1].gap == 0 ? 2 : 1);
    return true;
}

/* "summer of 1955", "spring 1953". */
static bool season(const struct recogniser *recogniser, size_t *i,
                   struct expression *said)
{
    size_t at = *i + 1;
    if (!(token_at(recogniser, *i)->words & LEX_SEASON))
        return false;
    said->season = token_at(recogniser, *i)->number;
    if (is_word(recogniser, at, "of"))
        at++;
    if (!take_year(recogniser, &at, &said->from.year))
        return false;
    said->to.year = said->from.year;
    said->said = true;
    *i = at;
    return true;
}

/* Between the two world wars. */
static bool between_wars(const struct recogniser *recogniser, size_t *i,
                         struct expression *said)
{
    size_t at = *i + 1;
    if (is_word(recogniser, *i, "inter")) {
        if (!is_word(recogniser, at, "war"))
            return false;
        at++;
    } else if (!is_word(recogniser, *i, "interwar") &&
               !is_word(recogniser, *i, "Interwar")) {
        return false;
    }
    if (!is_word(recogniser, at, "period") && !is_word(recogniser, at, "years"))
        return false;
    said->from.year = 1918;
    said->to.year = 1939;
    said->said = true;
    *i = at + 1;
    return true;
}

/* --- a month alone: the name of a month, or the verb? --- */

static bool month_meant(const struct recogniser *recogniser, size_t i)
{
    static const char *const cues[] = {
        "in",   "since", "until", "by",     "of",  "early",   "late",   "last",
        "this", "next",  "from",  "during", "mid", "through", "before", "after",
        "till", "for",   "and",   "to",     "end", "or",      "between"};
    const struct name_token *token = token_at(recogniser, i);
    struct slice word = word_at(recogniser, i);
    bool verb = slice_is(word, "May") || slice_is(word, "March") || word.len <= 3;
    if (token->shape != SHAPE_CAPITAL || (token->gap & GAP_POSSESSIVE))
        return false;
    for (size_t c = 0; i > 0 && c < sizeof(cues) / sizeof(*cues); c++)
        if (is_word(recogniser, i - 1, cues[c]) &&
            (gap_at(recogniser, i) == GAP_SPACE || gap_at(recogniser, i) == GAP_HYPHEN))
            return true;
    return !verb && !entity_begins(recogniser, i);
}

static bool read(const struct recogniser *recogniser, size_t *i, struct expression *said)
{
    typedef bool reader(const struct recogniser *, size_t *, struct expression *);
    static reader *const readers[] = {month_first, day_first,    instant,   decade,
                                      season,      between_wars, year_alone};
    for (size_t r = 0; r < sizeof(readers) / sizeof(readers[0]); r++) {
        *said = (struct expression){.season = 0};
        if (readers[r](recogniser, i, said))
            return true;
    }
    return false;
}

bool entity_date(struct recogniser *recogniser, size_t i, struct found *out)
{
    struct expression said;
    const struct name_token *token = token_at(recogniser, i);
    enum { STARTS = LEX_MONTH | LEX_SEASON | LEX_LOWER_DATE };
    if (token->shape != SHAPE_NUMBER && !(token->words & STARTS))
        return false;
    out->to = i;
    if (recogniser->learning || !read(recogniser, &out->to, &said))
        return false;
    if (!said.said && said.from.day == 0 && !month_meant(recogniser, i))
        return false;
    said.open_end = i > 0 && (is_word(recogniser, i - 1, "since") ||
                              is_word(recogniser, i - 1, "Since"));
    out->type = ENTITY_DATE;
    out->method = "rule:date";
    date_settle(recogniser, &said, out);
    out->confidence = !said.said ? 88 : said.from.month ? 98 : 90;
    return true;
}
