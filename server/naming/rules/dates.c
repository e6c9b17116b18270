/* Dates: the expressions that fix a day, a month, a year, a decade or a span. */
#include "dates.h"

static bool is_month(const struct recogniser *recogniser, size_t i)
{
    const struct name_token *token = token_at(recogniser, i);
    return i < recogniser->tokens.count && (token->words & LEX_MONTH) &&
           (token->shape == SHAPE_CAPITAL || token->shape == SHAPE_UPPER);
}

bool date_take_day(const struct recogniser *recogniser, size_t *i, int *day)
{
    static const char *const tails[] = {"st", "nd", "rd", "th", "d"};
    if (*i >= recogniser->tokens.count)
        return false;
    const struct name_token *token = token_at(recogniser, *i);
    if (token->shape != SHAPE_NUMBER || token->letters > 2 || token->number < 1 ||
        token->number > 31)
        return false;
    size_t next = *i + 1;
    if (next < recogniser->tokens.count && date_gap(recogniser, next) == 0) {
        bool tail = false;
        for (size_t t = 0; t < sizeof(tails) / sizeof(*tails); t++)
            tail = tail || date_is_word(recogniser, next, tails[t]);
        if (!tail)
            return false;
        next++;
    }
    *day = token->number;
    *i = next;
    return true;
}

/* "first", "twenty-second": the day, and in `next` the token behind it; 0: no such word.
 */
static int ordinal(const struct recogniser *recogniser, size_t i, size_t *next)
{
    static const char *const words[] = {
        "first",     "second",      "third",      "fourth",     "fifth",
        "sixth",     "seventh",     "eighth",     "ninth",      "tenth",
        "eleventh",  "twelfth",     "thirteenth", "fourteenth", "fifteenth",
        "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
    *next = i + 1;
    for (int w = 0; w < 20; w++)
        if (date_is_word(recogniser, i, words[w]))
            return w + 1;
    if (date_is_word(recogniser, i, "thirtieth"))
        return 30;
    int tens = date_is_word(recogniser, i, "twenty")   ? 20
               : date_is_word(recogniser, i, "thirty") ? 30
                                                       : 0;
    for (int w = 0; tens && w < (tens == 20 ? 9 : 1); w++)
        if (date_is_word(recogniser, i + 1, words[w])) {
            *next = i + 2;
            return tens + w + 1;
        }
    return 0;
}

/* "the first of February, 1917" */
static bool day_in_words(const struct recogniser *recogniser, size_t *i,
                         struct date_expression *expression)
{
    size_t at;
    int day = ordinal(recogniser, *i, &at);
    if (!day || !date_is_word(recogniser, at, "of") ||
        at + 1 >= recogniser->tokens.count || !is_month(recogniser, at + 1) ||
        date_gap(recogniser, at + 1) != GAP_SPACE)
        return false;
    expression->from.day = expression->to.day = day;
    expression->from.month = expression->to.month = token_at(recogniser, at + 1)->number;
    *i = at + 2;
    expression->has_year = date_take_year(recogniser, i, &expression->from.year);
    expression->to.year = expression->from.year;
    return true;
}

bool date_year_like(const struct recogniser *recogniser, size_t i)
{
    if (i >= recogniser->tokens.count)
        return false;
    const struct name_token *token = token_at(recogniser, i);
    bool glued = i + 1 < recogniser->tokens.count && token[1].gap == 0;
    return token->shape == SHAPE_NUMBER && token->letters == 4 && !glued &&
           token->number >= 1000 && token->number < 2100;
}

bool date_take_year(const struct recogniser *recogniser, size_t *i, int *year)
{
    uint32_t gap = date_gap(recogniser, *i);
    if (!date_year_like(recogniser, *i) ||
        !(date_loose(gap) || gap == (GAP_OPEN | GAP_SPACE)))
        return false;
    *year = token_at(recogniser, *i)->number;
    ++*i;
    return true;
}

/* "-", "–", "and", "to", "or", a comma: to another day of the same month. */
static bool take_join(const struct recogniser *recogniser, size_t *i)
{
    uint32_t gap = date_gap(recogniser, *i);
    if (gap == GAP_HYPHEN || gap == GAP_DASH || gap == (GAP_DASH | GAP_SPACE) ||
        gap == (GAP_COMMA | GAP_SPACE))
        return true;
    if ((date_is_word(recogniser, *i, "and") || date_is_word(recogniser, *i, "to") ||
         date_is_word(recogniser, *i, "or")) &&
        date_gap(recogniser, *i + 1) == GAP_SPACE) {
        ++*i;
        return true;
    }
    return false;
}

/* Is the number at `i` a time of day: "5 p.m.", "4:38 p.m.", "7 pm"? */
static bool is_clock(const struct recogniser *recogniser, size_t i)
{
    size_t at = i + 1;
    uint32_t gap = date_gap(recogniser, at);
    if (at < recogniser->tokens.count && (gap == GAP_STOP || gap == GAP_DOT) &&
        token_at(recogniser, at)->shape == SHAPE_NUMBER)
        return true; /* "4:38" */
    if (date_is_word(recogniser, at, "am") || date_is_word(recogniser, at, "pm"))
        return true;
    return (date_is_word(recogniser, at, "a") || date_is_word(recogniser, at, "p")) &&
           date_is_word(recogniser, at + 1, "m");
}

/* Further days of the month: "4 and 5", "4–6", "4, 5, and 6"; but "March 3, 5 p.m." is
 * one day. */
static void more_days(const struct recogniser *recogniser, size_t *i,
                      struct date_expression *expression)
{
    for (size_t ahead = *i; take_join(recogniser, &ahead);) {
        int day;
        if (date_is_word(recogniser, ahead, "and") &&
            date_gap(recogniser, ahead) == (GAP_COMMA | GAP_SPACE))
            ahead++;
        if (is_clock(recogniser, ahead) || !date_take_day(recogniser, &ahead, &day) ||
            is_month(recogniser, ahead))
            return;
        expression->to.day = day;
        *i = ahead;
    }
}

/* "–December 3" behind "November 4". */
static bool more_months(const struct recogniser *recogniser, size_t *i,
                        struct date_expression *expression)
{
    size_t ahead = *i;
    uint32_t gap = date_gap(recogniser, ahead);
    bool dash = gap == GAP_HYPHEN || gap == GAP_DASH;
    if (!dash &&
        !(date_is_word(recogniser, ahead, "to") && is_month(recogniser, ahead + 1)))
        return false;
    ahead += !dash;
    if (ahead >= recogniser->tokens.count || !is_month(recogniser, ahead))
        return false;
    int month = token_at(recogniser, ahead)->number, day = 0;
    ahead++;
    bool with_day = date_loose(date_gap(recogniser, ahead)) &&
                    date_take_day(recogniser, &ahead, &day);
    if (with_day != (expression->from.day > 0))
        return false;
    expression->to.month = month;
    expression->to.day = day;
    *i = ahead;
    return true;
}

static void take_stated_year(const struct recogniser *recogniser, size_t *i,
                             struct date_expression *expression)
{
    expression->has_year = date_take_year(recogniser, i, &expression->from.year);
    expression->to.year = expression->from.year;
}

/* "May 5, 1955", "May 5–7", "Nov. 4 and 5", "May 1955", "May of 1955", "May". */
static bool month_first(const struct recogniser *recogniser, size_t *i,
                        struct date_expression *expression)
{
    if (!is_month(recogniser, *i))
        return false;
    size_t at = *i + 1;
    int day = 0;
    expression->from.month = expression->to.month = token_at(recogniser, *i)->number;
    bool gap =
        date_loose(date_gap(recogniser, at)) && !(date_gap(recogniser, at) & GAP_COMMA);
    size_t article = at + date_is_word(recogniser, at, "the"); /* "November the 30th" */
    if (gap && date_take_day(recogniser, &article, &day)) {
        at = article;
        expression->from.day = expression->to.day = day;
        more_days(recogniser, &at, expression);
    } else if (date_is_word(recogniser, at, "of") &&
               date_gap(recogniser, at + 1) == GAP_SPACE &&
               date_year_like(recogniser, at + 1)) {
        at++;
    }
    take_stated_year(recogniser, &at, expression);
    if (more_months(recogniser, &at, expression) && !expression->has_year)
        take_stated_year(recogniser, &at, expression);
    else if (expression->has_year && expression->to.month != expression->from.month) {
        int year;
        if (date_take_year(recogniser, &at, &year))
            expression->to.year = year;
    }
    *i = at;
    return true;
}

/* "5 May 1955", "5th of May", "6–7 March 1972". */
static bool day_first(const struct recogniser *recogniser, size_t *i,
                      struct date_expression *expression)
{
    size_t at = *i;
    int day;
    if (!date_take_day(recogniser, &at, &day))
        return false;
    expression->from.day = expression->to.day = day;
    more_days(recogniser, &at, expression);
    if (date_is_word(recogniser, at, "of"))
        at++;
    if (at >= recogniser->tokens.count || !is_month(recogniser, at) ||
        date_gap(recogniser, at) != GAP_SPACE)
        return false;
    expression->from.month = expression->to.month = token_at(recogniser, at++)->number;
    take_stated_year(recogniser, &at, expression);
    *i = at;
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
    struct slice word = date_word(recogniser, i);
    bool verb = slice_is(word, "May") || slice_is(word, "March") || word.len <= 3;
    if (token->shape != SHAPE_CAPITAL || (token->gap & GAP_POSSESSIVE))
        return false;
    for (size_t c = 0; i > 0 && c < sizeof(cues) / sizeof(*cues); c++)
        if (date_is_word(recogniser, i - 1, cues[c]) &&
            (date_gap(recogniser, i) == GAP_SPACE ||
             date_gap(recogniser, i) == GAP_HYPHEN))
            return true;
    return !verb && !entity_starts_sentence(recogniser, i);
}

static bool read(const struct recogniser *recogniser, size_t *i,
                 struct date_expression *expression)
{
    static date_reader *const readers[] = {
        month_first,    day_first,         date_instant, date_bare_day, date_of_decade,
        date_of_season, date_between_wars, date_of_year, day_in_words};
    for (size_t r = 0; r < sizeof(readers) / sizeof(readers[0]); r++) {
        *expression = (struct date_expression){.season = 0};
        if (readers[r](recogniser, i, expression))
            return true;
    }
    return false;
}

bool entity_date(struct recogniser *recogniser, size_t i, struct found *out)
{
    struct date_expression expression = {.season = 0};
    const struct name_token *token = token_at(recogniser, i);
    enum { STARTS = LEX_MONTH | LEX_SEASON | LEX_LOWER_DATE };
    if (token->shape != SHAPE_NUMBER && !(token->words & STARTS))
        return false;
    out->to = i;
    if (!read(recogniser, &out->to, &expression))
        return false;
    if (!expression.has_year && expression.from.day == 0 && !month_meant(recogniser, i))
        return false;
    expression.open_end = i > 0 && (date_is_word(recogniser, i - 1, "since") ||
                                    date_is_word(recogniser, i - 1, "Since"));
    out->type = ENTITY_DATE;
    out->method = "rule:date";
    date_settle(recogniser, &expression, out);
    out->confidence = !expression.has_year ? 88 : expression.from.month ? 98 : 90;
    return true;
}
