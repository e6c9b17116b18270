/* A check of a data set under way. */
#ifndef CHANCERY_DB_READ_CHECKING_H
#define CHANCERY_DB_READ_CHECKING_H

#include "db/read/connection.h"

struct checking {
    struct corpus *corpus;
    corpus_problem *problem;
    void *self; /* of `problem` */
    struct fault_detail *detail;
};

/* Looks at the row that a statement is at; a fault ends the check. */
typedef enum fault check_row(void *self, sqlite3_stmt *row);

void check_report(struct checking *checking, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Calls `look` for each row of a query. */
CHECKED enum fault check_each_row(struct checking *checking, enum query query,
                                  check_row *look, void *self);

CHECKED enum fault check_mentions(struct checking *checking);
CHECKED enum fault check_sources(struct checking *checking);
CHECKED enum fault check_index(struct checking *checking);

#endif
