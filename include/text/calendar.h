/* Calendars: days of the Julian and the French Republican calendar as days of ours.
 *
 * Years are proleptic Gregorian. Source of the rules: J. Meeus, Astronomical Algorithms,
 * chapter 7 (days as numbers); the first days of the Republican years I to XIV as they
 * were kept (they follow the autumn equinox of Paris). Pure functions, safe in any
 * thread. */
#ifndef CHANCERY_TEXT_CALENDAR_H
#define CHANCERY_TEXT_CALENDAR_H

#include "base/slice.h"

struct calendar_day {
    int year, month, day;
};

/* Days from 1 March 1 BC on; two days differ by the days between them. */
int calendar_number(struct calendar_day day);

/* The day with that number. */
struct calendar_day calendar_day_of(int number);

/* Are `old_style` and `new_style` one day, in the Julian calendar and in ours? Only for
 * days after 1582 and before 1931, when a country still had the older one. */
bool calendar_same_day(struct calendar_day old_style, struct calendar_day new_style);

/* The day of ours that a Julian one is; what is not after 1582 stays as it is. */
struct calendar_day calendar_new_style(struct calendar_day old_style);

enum { REPUBLICAN_YEARS = 14, REPUBLICAN_MONTHS = 12 };

/* "vendémiaire" is 1, with or without accents; 0: no month of that calendar. */
int calendar_republican_month(struct slice word);

/* A day of the Republican years 1 to 14, with months 1 to 12 and days 1 to 30. */
struct calendar_day calendar_republican(int year, int month, int day);

#endif
