/* Days without their months: "the 5th instant", "dated on the 12th". */
#include "dates.h"

/* "the 5th inst.", "the 28th ult.", "the 3rd prox.": of this month, of the last, of the
 * next. */
bool date_instant(const struct rule_context *context, size_t *i,
                  struct date_expression *expression)
{
    size_t at = *i;
    int day;
    if (!date_take_day(context, &at, &day) || context->days.first <= 0)
        return false;
    bool ultimo = date_is_word(context, at, "ult") || date_is_word(context, at, "ultimo");
    bool proximo =
        date_is_word(context, at, "prox") || date_is_word(context, at, "proximo");
    if (!ultimo && !proximo && !date_is_word(context, at, "inst") &&
        !date_is_word(context, at, "instant"))
        return false;
    int month = context->days.first / 100 % 100, year = context->days.first / 10000;
    month += proximo - ultimo;
    year += (month > 12) - (month < 1);
    expression->from = (struct partial_date){year,
                                             month < 1    ? 12
                                             : month > 12 ? 1
                                                          : month,
                                             day};
    expression->to = expression->from;
    expression->has_year = true;
    *i = at + 1;
    return true;
}

/* Words after which "the 12th" is a day: of a letter, of a meeting. */
static bool day_expected(const struct rule_context *context, size_t i)
{
    static const char *const cues[] = {"on",    "of",   "dated", "until",
                                       "till",  "from", "since", "before",
                                       "after", "by",   "to",    "for"};
    if (i < 2 || !date_is_word(context, i - 1, "the") ||
        date_gap(context, i) != GAP_SPACE || date_gap(context, i - 1) != GAP_SPACE)
        return false;
    for (size_t c = 0; c < sizeof(cues) / sizeof(*cues); c++)
        if (date_is_word(context, i - 2, cues[c]))
            return true;
    return false;
}

/* "the 12th," and "the 12th that …": nothing is counted. */
static bool counts_nothing(const struct rule_context *context, size_t i)
{
    static const char *const words[] = {"and",  "that", "at",    "in",   "to",  "I",
                                        "with", "from", "the",   "by",   "he",  "when",
                                        "was",  "were", "which", "a",    "or",  "for",
                                        "it",   "we",   "last",  "here", "but", "upon"};
    enum { ENDS = GAP_COMMA | GAP_DOT | GAP_STOP | GAP_CLOSE | GAP_DASH | GAP_UNQUOTE };
    if (i >= context->tokens.count || (date_gap(context, i) & ENDS))
        return true;
    for (size_t w = 0; w < sizeof(words) / sizeof(*words); w++)
        if (date_is_word(context, i, words[w]))
            return true;
    return false;
}

/* "dated on the 12th": of this month or, before that day of it, of the last. */
bool date_bare_day(const struct rule_context *context, size_t *i,
                   struct date_expression *expression)
{
    size_t at = *i;
    int day;
    if (!is_dated(context) || context->days.first != context->days.last ||
        !day_expected(context, at) || !date_take_day(context, &at, &day) ||
        at == *i + 1 || !counts_nothing(context, at))
        return false;
    int day_written = context->days.first % 100;
    int month = context->days.first / 100 % 100 - (day > day_written);
    expression->from = (struct partial_date){.month = month ? month : 12, .day = day};
    expression->to = expression->from;
    *i = at;
    return true;
}
