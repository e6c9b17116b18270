/* Dates: the expressions that fix a day, a month, a year, a decade or a span. */
#include "dates.h"
#include "name_words.h"
#include "naming/rules/rules.h"

static bool is_month(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    return i < context->tokens.count && (token->words & LEX_MONTH) &&
           (token->shape == SHAPE_CAPITAL || token->shape == SHAPE_UPPER);
}

/* "first", "twenty-second": the day, and in `next` the token after it; 0: no such word.
 */
static int ordinal(const struct rule_context *context, size_t i, size_t *next)
{
    static const char *const words[] = {
        "first",     "second",      "third",      "fourth",     "fifth",
        "sixth",     "seventh",     "eighth",     "ninth",      "tenth",
        "eleventh",  "twelfth",     "thirteenth", "fourteenth", "fifteenth",
        "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
    *next = i + 1;
    for (int w = 0; w < 20; w++)
        if (date_is_word(context, i, words[w]))
            return w + 1;
    if (date_is_word(context, i, "thirtieth"))
        return 30;
    int tens = date_is_word(context, i, "twenty")   ? 20
               : date_is_word(context, i, "thirty") ? 30
                                                    : 0;
    for (int w = 0; tens && w < (tens == 20 ? 9 : 1); w++)
        if (date_is_word(context, i + 1, words[w])) {
            *next = i + 2;
            return tens + w + 1;
        }
    return 0;
}

/* "the first of February, 1917" */
static bool day_in_words(const struct rule_context *context, size_t *i,
                         struct date_expression *expression)
{
    size_t at;
    int day = ordinal(context, *i, &at);
    if (!day || !date_is_word(context, at, "of") || at + 1 >= context->tokens.count ||
        !is_month(context, at + 1) || date_gap(context, at + 1) != GAP_SPACE)
        return false;
    expression->from.day = expression->to.day = day;
    expression->from.month = expression->to.month = token_at(context, at + 1)->number;
    *i = at + 2;
    expression->has_year = date_take_year(context, i, &expression->from.year);
    expression->to.year = expression->from.year;
    return true;
}

/* "-", "–", "and", "to", "or", a comma: to another day of the same month. */
static bool take_join(const struct rule_context *context, size_t *i)
{
    uint32_t gap = date_gap(context, *i);
    if (gap == GAP_HYPHEN || gap == GAP_SLASH || gap == GAP_DASH ||
        gap == (GAP_DASH | GAP_SPACE) || gap == (GAP_COMMA | GAP_SPACE))
        return true;
    if ((date_is_word(context, *i, "and") || date_is_word(context, *i, "to") ||
         date_is_word(context, *i, "or")) &&
        date_gap(context, *i + 1) == GAP_SPACE) {
        ++*i;
        return true;
    }
    return false;
}

/* Is the number at `i` a time of day: "5 p.m.", "4:38 p.m.", "7 pm"? */
static bool is_clock(const struct rule_context *context, size_t i)
{
    size_t at = i + 1;
    uint32_t gap = date_gap(context, at);
    if (at < context->tokens.count && (gap == GAP_STOP || gap == GAP_DOT) &&
        token_at(context, at)->shape == SHAPE_NUMBER)
        return true; /* "4:38" */
    if (date_is_word(context, at, "am") || date_is_word(context, at, "pm"))
        return true;
    return (date_is_word(context, at, "a") || date_is_word(context, at, "p")) &&
           date_is_word(context, at + 1, "m");
}

/* Further days of the month: "4 and 5", "4–6", "4, 5, and 6"; but "March 3, 5 p.m." is
 * one day. */
static void more_days(const struct rule_context *context, size_t *i,
                      struct date_expression *expression, bool before_month)
{
    for (size_t ahead = *i; take_join(context, &ahead);) {
        int day;
        bool slash = date_gap(context, ahead) == GAP_SLASH;
        if (date_is_word(context, ahead, "and") &&
            date_gap(context, ahead) == (GAP_COMMA | GAP_SPACE))
            ahead++;
        if (is_clock(context, ahead) || !date_take_day(context, &ahead, &day) ||
            (!before_month && is_month(context, ahead)))
            return;
        expression->to.day = day;
        expression->two_styles = slash;
        *i = ahead;
    }
}

/* "–December 3" after "November 4". */
static bool more_months(const struct rule_context *context, size_t *i,
                        struct date_expression *expression)
{
    size_t ahead = *i;
    uint32_t gap = date_gap(context, ahead);
    bool dash = gap == GAP_HYPHEN || gap == GAP_DASH;
    if (!dash && !(date_is_word(context, ahead, "to") && is_month(context, ahead + 1)))
        return false;
    ahead += !dash;
    if (ahead >= context->tokens.count || !is_month(context, ahead))
        return false;
    int month = token_at(context, ahead)->number, day = 0;
    ahead++;
    bool with_day =
        date_loose(date_gap(context, ahead)) && date_take_day(context, &ahead, &day);
    if (with_day != (expression->from.day > 0))
        return false;
    expression->to.month = month;
    expression->to.day = day;
    *i = ahead;
    return true;
}

static void take_stated_year(const struct rule_context *context, size_t *i,
                             struct date_expression *expression)
{
    expression->has_year = date_take_year(context, i, &expression->from.year);
    expression->to.year = expression->from.year;
}

/* "May 5, 1955", "May 5–7", "Nov. 4 and 5", "May 1955", "May of 1955", "May". */
static bool month_first(const struct rule_context *context, size_t *i,
                        struct date_expression *expression)
{
    if (!is_month(context, *i))
        return false;
    size_t at = *i + 1;
    int day = 0;
    expression->from.month = expression->to.month = token_at(context, *i)->number;
    bool gap = date_loose(date_gap(context, at)) && !(date_gap(context, at) & GAP_COMMA);
    size_t article = at + date_is_word(context, at, "the"); /* "November the 30th" */
    if (gap && date_take_day(context, &article, &day)) {
        at = article;
        expression->from.day = expression->to.day = day;
        more_days(context, &at, expression, false);
    } else if (date_is_word(context, at, "of") &&
               date_gap(context, at + 1) == GAP_SPACE &&
               date_year_like(context, at + 1)) {
        at++;
    }
    take_stated_year(context, &at, expression);
    if (more_months(context, &at, expression) && !expression->has_year)
        take_stated_year(context, &at, expression);
    else if (expression->has_year && expression->to.month != expression->from.month) {
        int year;
        if (date_take_year(context, &at, &year))
            expression->to.year = year;
    }
    *i = at;
    return true;
}

/* "to 2 September" after "30 August"; "/11th March" after "26th February". */
static void later_month(const struct rule_context *context, size_t *i,
                        struct date_expression *expression)
{
    size_t ahead = *i;
    int day;
    bool slash = date_gap(context, ahead) == GAP_SLASH;
    if (date_is_word(context, ahead, "and") || !take_join(context, &ahead) ||
        date_is_word(context, ahead - 1, "or") || !date_take_day(context, &ahead, &day) ||
        !is_month(context, ahead) || date_gap(context, ahead) != GAP_SPACE)
        return;
    expression->to.day = day;
    expression->to.month = token_at(context, ahead)->number;
    expression->two_styles = slash;
    *i = ahead + 1;
}

/* "5 May 1955", "5th of May", "6–7 March 1972". */
static bool day_first(const struct rule_context *context, size_t *i,
                      struct date_expression *expression)
{
    size_t at = *i;
    int day;
    if (!date_take_day(context, &at, &day))
        return false;
    expression->from.day = expression->to.day = day;
    more_days(context, &at, expression, true);
    if (date_is_word(context, at, "of"))
        at++;
    if (at >= context->tokens.count || !is_month(context, at) ||
        date_gap(context, at) != GAP_SPACE)
        return false;
    expression->from.month = expression->to.month = token_at(context, at++)->number;
    if (!expression->two_styles && expression->from.day == expression->to.day)
        later_month(context, &at, expression);
    take_stated_year(context, &at, expression);
    *i = at;
    return true;
}

/* --- a month alone: the name of a month, or the verb? --- */

static bool month_meant(const struct rule_context *context, size_t i)
{
    static const char *const cues[] = {
        "in",   "since", "until", "by",     "of",  "early",   "late",   "last",
        "this", "next",  "from",  "during", "mid", "through", "before", "after",
        "till", "for",   "and",   "to",     "end", "or",      "between"};
    const struct name_token *token = token_at(context, i);
    struct slice word = date_word(context, i);
    bool verb = slice_is(word, "May") || slice_is(word, "March") || word.len <= 3;
    if (token->shape != SHAPE_CAPITAL || (token->gap & GAP_POSSESSIVE))
        return false;
    for (size_t c = 0; i > 0 && c < sizeof(cues) / sizeof(*cues); c++)
        if (date_is_word(context, i - 1, cues[c]) &&
            (date_gap(context, i) == GAP_SPACE || date_gap(context, i) == GAP_HYPHEN))
            return true;
    return !verb && !starts_sentence(context, i);
}

static bool read(const struct rule_context *context, size_t *i,
                 struct date_expression *expression)
{
    static date_reader *const readers[] = {
        date_fiscal_year, month_first,    day_first,         date_instant, date_bare_day,
        date_of_decade,   date_of_season, date_between_wars, date_of_year, day_in_words};
    for (size_t r = 0; r < sizeof(readers) / sizeof(readers[0]); r++) {
        *expression = (struct date_expression){.season = 0};
        if (readers[r](context, i, expression))
            return true;
    }
    return false;
}

/* "before 1949", "by 1949", "after 1951": what is known of the time, and no more. */
static void take_bound(const struct rule_context *context, size_t i,
                       struct date_expression *expression)
{
    if (!expression->has_year || expression->from.month ||
        expression->from.year != expression->to.year)
        return;
    if (date_is_word(context, i - 1, "before") ||
        date_is_word(context, i - 1, "Before")) {
        expression->open_start = true;
        expression->from.year = --expression->to.year;
    } else if (date_is_word(context, i - 1, "by") || date_is_word(context, i - 1, "By")) {
        expression->open_start = true;
    } else if (date_is_word(context, i - 1, "after") ||
               date_is_word(context, i - 1, "After")) {
        expression->open_end = true;
        expression->to.year = ++expression->from.year;
    }
}

bool rule_date(struct rule_context *context, size_t i, struct found *out)
{
    struct date_expression expression = {.season = 0};
    const struct name_token *token = token_at(context, i);
    enum { STARTS = LEX_MONTH | LEX_SEASON | LEX_LOWER_DATE };
    if (token->shape != SHAPE_NUMBER && !(token->words & STARTS))
        return false;
    out->to = i;
    if (!read(context, &out->to, &expression))
        return false;
    if (!expression.has_year && expression.from.day == 0 && !month_meant(context, i))
        return false;
    expression.old_style = date_is_word(context, out->to, "O") &&
                           date_is_word(context, out->to + 1, "S") &&
                           date_gap(context, out->to + 1) == GAP_DOT;
    if (i > 0 && !expression.from.day && !expression.season)
        take_bound(context, i, &expression);
    expression.open_end |= i > 0 && (date_is_word(context, i - 1, "since") ||
                                     date_is_word(context, i - 1, "Since"));
    out->type = ENTITY_DATE;
    out->method = "rule:date";
    date_settle(context, &expression, out);
    out->confidence = !expression.has_year ? 88 : expression.from.month ? 98 : 90;
    return true;
}
