/* Dates as EDTF: which year is meant where none is given, and the first and last day. */
#include "dates.h"
#include "text/calendar.h"

#include <stdio.h>
#include <stdlib.h>

/* The year that brings the month nearest to the day the document was written. */
static int nearest_year(struct edtf_range days, int month)
{
    int year = days.first / 10000, written = days.first / 100 % 100;
    if (month - written > 6)
        return year - 1;
    return written - month > 6 ? year + 1 : year;
}

static int missing_year(const struct rule_context *context,
                        const struct date_expression *expression)
{
    bool dated = context->days.first > 10000;
    if (context->year_before)
        return context->year_before;
    return dated ? nearest_year(context->days, expression->from.month) : 0;
}

static int print(const struct partial_date *moment, int season, char *out, size_t room)
{
    if (season)
        return snprintf(out, room, "%04d-%02d", moment->year, season);
    if (moment->day)
        return snprintf(out, room, "%04d-%02d-%02d", moment->year, moment->month,
                        moment->day);
    if (moment->month)
        return snprintf(out, room, "%04d-%02d", moment->year, moment->month);
    return snprintf(out, room, "%04d", moment->year);
}

static bool is_decade(const struct date_expression *expression)
{
    return expression->from.year % 10 == 0 && !expression->from.month &&
           expression->to.year == expression->from.year + 9;
}

static struct calendar_day day_of(struct partial_date date)
{
    return (struct calendar_day){date.year, date.month, date.day};
}

/* One day in two calendars is the New Style one; so is a day that is said to be of the
 * older one. */
static void settle_styles(struct date_expression *expression)
{
    struct partial_date *from = &expression->from, *to = &expression->to;
    if (!from->day || !to->day)
        return;
    if (expression->two_styles && from->month == to->month && from->day > to->day) {
        struct partial_date before = *from; /* "28/9 June": 28 May */
        before.year -= before.month == 1;
        before.month = before.month == 1 ? 12 : before.month - 1;
        if (calendar_same_day(day_of(before), day_of(*to)))
            *from = *to;
    } else if (expression->two_styles && calendar_same_day(day_of(*from), day_of(*to))) {
        *from = *to;
    } else if (expression->old_style && from->day == to->day) {
        struct calendar_day ours = calendar_new_style(day_of(*from));
        *from = *to = (struct partial_date){ours.year, ours.month, ours.day};
    }
}

void date_settle(struct rule_context *context, struct date_expression *expression,
                 struct found *found)
{
    char first[16], last[16];
    if (!expression->has_year) {
        expression->from.year = missing_year(context, expression);
        expression->to.year = expression->from.year;
        found->by_before = true; /* the year is that of a date before it, or may be */
        if (expression->to.month < expression->from.month)
            expression->to.year++;
    } else if (expression->from.month) {
        found->year = expression->to.year;
    }
    found->edtf[0] = '\0';
    if (expression->from.year == 0)
        return;
    settle_styles(expression);
    print(&expression->from, expression->season, first, sizeof(first));
    print(&expression->to, expression->season, last, sizeof(last));
    if (expression->open_start)
        snprintf(found->edtf, EDTF_ROOM, "../%s", last);
    else if (expression->open_end && strcmp(first, last) == 0)
        snprintf(found->edtf, EDTF_ROOM, "%s/..", first);
    else if (is_decade(expression))
        snprintf(found->edtf, EDTF_ROOM, "%.3sX", first);
    else if (strcmp(first, last) == 0)
        snprintf(found->edtf, EDTF_ROOM, "%s", first);
    else
        snprintf(found->edtf, EDTF_ROOM, "%s/%s", first, last);
    if (!edtf_read(slice_of(found->edtf), &found->days)) {
        found->edtf[0] = '\0';
        found->days = (struct edtf_range){0, 0};
    }
}
