/* Limits of the work on a connection: a time by which what is in hand must be done, and
 * the time at which all work on a data set ends because the program stops.
 *
 * SQLite looks at them while a statement runs, and ends it with SQLITE_INTERRUPT; loops
 * over what is stored look for themselves. Times are nanoseconds of the monotonic clock.
 * One thread a connection, but any thread may set the stop. */
#ifndef CHANCERY_DB_STORE_LIMIT_H
#define CHANCERY_DB_STORE_LIMIT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct db;

struct db_limit {
    uint64_t deadline;                /* 0: none */
    const atomic_uint_fast64_t *stop; /* NULL or 0: none */
};

uint64_t db_now(void);

/* Has the time of what is in hand passed, or that of all work? */
bool db_out_of_time(const struct db *db);

/* Lets SQLite look at the limits of an open connection, which must not move. */
void db_watch(struct db *db);

/* What begins now may take so long; 0: no limit. */
void db_set_limit(struct db *db, unsigned milliseconds);

#endif
