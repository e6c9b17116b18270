/* What one search may cost: time, postings and memory. */
#include "internal.h"

enum { STEPS_PER_LOOK = 256 }; /* at the clock, between passages */

enum { LIST_BYTES = 48 * 1024 * 1024 };

void search_clock_begin(struct searching *searching)
{
    struct db *db = &searching->corpus->db;
    uint64_t before = searching->deadline_before = db->limit.deadline;
    if (!searching->ask->milliseconds)
        return;
    db_set_limit(db, searching->ask->milliseconds);
    if (before && before < db->limit.deadline)
        db->limit.deadline = before;
}

void search_clock_end(struct searching *searching)
{
    searching->corpus->db.limit.deadline = searching->deadline_before;
}

bool search_out_of_time(struct searching *searching)
{
    if (!searching->out->timed_out && searching->steps++ % STEPS_PER_LOOK == 0)
        searching->out->timed_out = db_out_of_time(&searching->corpus->db);
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

/* A statement that the clock interrupted is no fault of the data set. */
enum fault search_fault_of_timeout(struct searching *searching, enum fault fault)
{
    if (fault == FAULT_BUSY && db_out_of_time(&searching->corpus->db))
        searching->out->timed_out = true; /* SQLite has looked at the clock */
    if (!searching->out->timed_out || (fault && fault != FAULT_BUSY))
        return fault;
    if (searching->ask->partial)
        return FAULT_NONE;
    return fault_set(searching->detail, FAULT_BUSY,
                     "the search ran out of time; ask for less, or with partial=1 for "
                     "what is found in time");
}
