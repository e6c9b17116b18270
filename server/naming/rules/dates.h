/* Dates: an expression as it is read, its readers, and how it becomes EDTF. */
#ifndef CHANCERY_NAMING_RULES_DATES_H
#define CHANCERY_NAMING_RULES_DATES_H

#include "naming/rules/rules.h"

/* A day, month and year; 0: not given. */
struct partial_date {
    int year, month, day;
};

/* From the first to the last moment of what was read. */
struct date_expression {
    struct partial_date from, to;
    int season;                /* EDTF's number, or 0 */
    bool open_end, open_start; /* "since 1917", "until 1917" */
    bool has_year;             /* the year is part of it */
    bool two_styles;           /* "12/24 May": it may be one day in two calendars */
    bool old_style;            /* "O.S." follows: a day of the Julian calendar */
};

/* Takes a missing year from the date before or that of the document, and writes EDTF and
 * days of `found`; leaves them empty where the year is not known or there is no such
 * date.
 */
void date_settle(struct rule_context *context, struct date_expression *expression,
                 struct found *found);

/* --- what the readers share --- */
static inline struct slice date_word(const struct rule_context *context, size_t i)
{
    return i < context->tokens.count ? token_text(&context->tokens, i) : SLICE_NONE;
}

static inline uint32_t date_gap(const struct rule_context *context, size_t i)
{
    return i < context->tokens.count ? token_at(context, i)->gap : GAP_START;
}

static inline bool date_is_word(const struct rule_context *context, size_t i,
                                const char *word)
{
    return slice_is(date_word(context, i), word);
}

/* Blanks, a comma or a full stop: what may be inside a date. */
static inline bool date_loose(uint32_t gap)
{
    return !(gap & ~(uint32_t)(GAP_SPACE | GAP_COMMA | GAP_DOT)) && (gap & GAP_SPACE);
}

/* A day of a month at `i`, also with "st" or "th": moves `i` past it. */
bool date_take_day(const struct rule_context *context, size_t *i, int *day);

/* A year of four digits at `i`, after blanks and commas: moves `i` past it. */
bool date_take_year(const struct rule_context *context, size_t *i, int *year);

/* Four digits that could be a year. */
bool date_year_like(const struct rule_context *context, size_t i);

/* Each reads one kind of date at `i` and moves `i` past it. */
typedef bool date_reader(const struct rule_context *context, size_t *i,
                         struct date_expression *has_year);
date_reader date_fiscal_year, date_instant, date_bare_day, date_of_year, date_of_decade,
    date_of_season, date_between_wars;

#endif
