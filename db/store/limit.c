/* Limits of the work on a connection: SQLite's progress handler looks at the clock. */
#include "db/store/limit.h"
#include "db/store/db.h"

#include <time.h>

enum { OPERATIONS_PER_LOOK = 1000 }; /* of SQLite's machine: some microseconds */

uint64_t db_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

bool db_out_of_time(const struct db *db)
{
    const struct db_limit *limit = &db->limit;
    uint64_t stop =
        limit->stop ? atomic_load_explicit(limit->stop, memory_order_relaxed) : 0;
    if (!limit->deadline && !stop)
        return false;
    uint64_t now = db_now();
    return (limit->deadline && now > limit->deadline) || (stop && now > stop);
}

static int look(void *self)
{
    return db_out_of_time(self);
}

void db_watch(struct db *db)
{
    sqlite3_progress_handler(db->handle, OPERATIONS_PER_LOOK, look, db);
}

void db_set_limit(struct db *db, unsigned milliseconds)
{
    db->limit.deadline =
        milliseconds ? db_now() + (uint64_t)milliseconds * UINT64_C(1000000) : 0;
}
