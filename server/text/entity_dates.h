/* Dates from inside: what is read of an expression, and how it becomes EDTF. */
#ifndef CHANCERY_TEXT_ENTITY_DATES_H
#define CHANCERY_TEXT_ENTITY_DATES_H

#include "entity_own.h"

/* A day, month or year; 0: not said. */
struct moment {
    int year, month, day;
};

/* What was read, from its first to its last moment. */
struct expression {
    struct moment from, to;
    int season;                /* EDTF's number, or 0 */
    bool open_end, open_start; /* "since 1917", "until 1917" */
    bool said;                 /* the year stands there */
};

/* Gives a missing year from the date before or the document's, and writes `found`'s EDTF
 * and days; leaves them empty where no year can be had or the date cannot be. */
void date_settle(struct recogniser *recogniser, struct expression *expression,
                 struct found *found);

#endif
