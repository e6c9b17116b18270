/* What one search may cost: time, postings and memory. */
#include "internal.h"

#include <time.h>

enum {
    STEPS_PER_LOOK = 256,      /* at the clock, between passages */
    OPERATIONS_PER_LOOK = 1000 /* of SQLite, within a statement */
};

enum { LIST_BYTES = 48 * 1024 * 1024 };

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/* SQLite calls this while a statement runs; not 0 ends it. */
static int is_over(void *self)
{
    struct searching *searching = self;
    searching->out->timed_out |= now() > searching->deadline;
    return searching->out->timed_out;
}

void search_clock_begin(struct searching *searching)
{
    unsigned milliseconds = searching->ask->milliseconds;
    if (!milliseconds)
        return;
    searching->deadline = now() + (uint64_t)milliseconds * 1000000;
    sqlite3_progress_handler(searching->corpus->db.handle, OPERATIONS_PER_LOOK, is_over,
                             searching);
}

void search_clock_end(struct searching *searching)
{
    if (searching->deadline)
        sqlite3_progress_handler(searching->corpus->db.handle, 0, NULL, NULL);
}

bool search_out_of_time(struct searching *searching)
{
    if (searching->deadline && !searching->out->timed_out &&
        searching->steps++ % STEPS_PER_LOOK == 0)
        searching->out->timed_out = now() > searching->deadline;
    return searching->out->timed_out;
}

bool search_over_budget(struct searching *searching, uint64_t more)
{
    uint64_t most = searching->ask->posting_budget;
    searching->postings += more;
    searching->out->over_budget |= most && searching->postings > most;
    return searching->out->over_budget;
}

enum fault search_take_bytes(struct searching *searching, size_t bytes)
{
    searching->list_bytes += bytes;
    return searching->list_bytes <= LIST_BYTES
               ? FAULT_NONE
               : fault_set(searching->detail, FAULT_BUSY,
                           "the search matches too many words; ask for less");
}
