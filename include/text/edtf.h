/* EDTF: dates as the Library of Congress writes them, levels 0 and 1 (ISO 8601-2:2019,
 * annex A), and English dates turned into them.
 *
 * Days are int32 yyyymmdd, so that they sort; an end that is open ("..") or not known
 * ("") is INT32_MIN or INT32_MAX. Years are proleptic Gregorian; those beyond ±200000
 * count as ±200000. A season is three months, from March on for 21 (spring) as in the
 * northern half of the world; 24 (winter) ends in the next year's February. "?", "~"
 * and "%" do not widen a range. Pure functions, safe in any thread. */
#ifndef CHANCERY_TEXT_EDTF_H
#define CHANCERY_TEXT_EDTF_H

#include "base/slice.h"
#include <stdint.h>

struct edtf_range {
    int32_t first, last; /* inclusive */
};

/* Is `text` EDTF of level 0 or 1? If so `range` has its first and last day. */
bool edtf_read(struct slice text, struct edtf_range *range);

enum { EDTF_ROOM = 48 };

/* A month and a day of it at the start of `text`, without a year: "June 4", "4th June".
 */
bool edtf_month_day(struct slice text, int *month, int *day);

/* Finds the first English date in `text` ("June 9, 1953", "9th June, 1953", "March 6-7,
 * 1972", "April 1963") and writes it to `out` as EDTF, with a NUL; `where` is the part of
 * `text` that it is. A date has at least a month and a year of four digits; false when
 * there is none. */
bool edtf_from_english(struct slice text, char out[EDTF_ROOM], struct slice *where);

#endif
