/* Permanent ids of the blocks and notes of one document.
 *
 * Without former ids, a block with a printed number is p4 (p4-2 the second time), any
 * other is b5 by its ordinal; notes are fn2 and en2, by the id in their markers. Former
 * ids carry over: what is unchanged keeps its id, what was edited keeps it if it has the
 * same number or follows the same neighbour, and what is new gets an id that was never
 * used. Time is linear in the number of ids. One thread; all in the arena. */
#ifndef CHANCERY_LOADING_BLOCK_IDS_H
#define CHANCERY_LOADING_BLOCK_IDS_H

#include "base/arena.h"
#include "base/fault.h"
#include "db/store/rows.h"
#include <stdint.h>

/* The id that a block or note would have without former ids: letters and number make
 * "p4". */
struct id_request {
    const char *letters; /* "p", "b", "fn", "en"; "b": the number is the ordinal */
    uint64_t number;
    uint64_t digest; /* of its text */
};

/* Fills in `ids`, one for each request, and sets `retained` in the former ones that are
 * in use again. FAULT_MEMORY. */
CHECKED enum fault block_ids_assign(struct arena *arena,
                                    const struct id_request *requests, size_t count,
                                    struct predecessor_id *former, size_t former_count,
                                    struct slice *ids);

#endif
