/* Calendars: days as numbers, and what the calendars differ by. */
#include "text/calendar.h"

int calendar_number(struct calendar_day day)
{
    int year = day.month > 2 ? day.year : day.year - 1;
    int month = day.month > 2 ? day.month - 3 : day.month + 9;
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 +
           day.day - 1;
}

struct calendar_day calendar_day_of(int number)
{
    struct calendar_day day = {.year = number / 365 + 1, .month = 3, .day = 1};
    while (calendar_number(day) > number)
        day.year--;
    int left = number - calendar_number(day);
    int month = (5 * left + 2) / 153;
    day.day = left - (153 * month + 2) / 5 + 1;
    day.month = month < 10 ? month + 3 : month - 9;
    day.year += month >= 10;
    return day;
}

/* What the calendars differ by on a day that is printed in the Julian one; 0 where that
 * is out of use. */
static int difference(struct calendar_day old_style)
{
    enum { FIRST = 1582, LAST = 1930 };
    if (old_style.year <= FIRST || old_style.year > LAST)
        return 0;
    /* A leap day of a hundredth year is only in the Julian calendar. */
    int year = old_style.month > 2 ? old_style.year : old_style.year - 1;
    int centuries = year / 100;
    return centuries - centuries / 4 - 2;
}

bool calendar_same_day(struct calendar_day old_style, struct calendar_day new_style)
{
    int days = difference(old_style);
    return days > 0 && calendar_number(new_style) - calendar_number(old_style) == days;
}

struct calendar_day calendar_new_style(struct calendar_day old_style)
{
    int days = difference(old_style);
    return days ? calendar_day_of(calendar_number(old_style) + days) : old_style;
}

/* --- the French Republican calendar --- */

int calendar_republican_month(struct slice word)
{
    static const char *const months[][2] = {{"vend\xc3\xa9miaire", "vendemiaire"},
                                            {"brumaire", NULL},
                                            {"frimaire", NULL},
                                            {"niv\xc3\xb4se", "nivose"},
                                            {"pluvi\xc3\xb4se", "pluviose"},
                                            {"vent\xc3\xb4se", "ventose"},
                                            {"germinal", NULL},
                                            {"flor\xc3\xa9"
                                             "al",
                                             "floreal"},
                                            {"prairial", NULL},
                                            {"messidor", NULL},
                                            {"thermidor", NULL},
                                            {"fructidor", NULL}};
    for (int month = 0; month < REPUBLICAN_MONTHS; month++)
        for (int spelling = 0; spelling < 2; spelling++) {
            struct slice name =
                slice_of(months[month][spelling] ? months[month][spelling] : "");
            if (name.len > 0 && word.len == name.len &&
                (word.at[0] | 0x20) == name.at[0] &&
                memcmp(word.at + 1, name.at + 1, name.len - 1) == 0)
                return month + 1;
        }
    return 0;
}

struct calendar_day calendar_republican(int year, int month, int day)
{
    /* In September; of 1792 to 1805. */
    static const int first_days[REPUBLICAN_YEARS] = {22, 22, 22, 23, 22, 22, 22,
                                                     23, 23, 23, 23, 24, 23, 23};
    struct calendar_day first = {1791 + year, 9, first_days[year - 1]};
    return calendar_day_of(calendar_number(first) + (month - 1) * 30 + day - 1);
}
