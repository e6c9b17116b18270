/* A check of a data set under way. Private to db/check*.c. */
#ifndef CHANCERY_DB_READ_CHECKING_H
#define CHANCERY_DB_READ_CHECKING_H

#include "db/read/connection.h"

struct checking {
    struct corpus *corpus;
    corpus_problem *problem;
    void *self;
    struct fault_detail *detail;
};

void check_report(struct checking *checking, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

CHECKED enum fault check_mentions(struct checking *checking);

#endif
