/* Names that last: the ids of the blocks and notes of one document.
 *
 * Without a past, a block with a printed number is p4 (p4-2 the second time), any other
 * is b5 by its place; notes are fn2 and en2, by the id in their markers. With a past,
 * names carry over: what is unchanged keeps its name, a numbered or bracketed-in
 * neighbour that was only edited keeps it too, and what is new takes a name that was
 * never used. Time is linear in what is named. One thread; all in the arena. */
#ifndef CHANCERY_LOADING_BLOCK_IDS_H
#define CHANCERY_LOADING_BLOCK_IDS_H

#include "base/arena.h"
#include "base/fault.h"
#include "db/store/rows.h"
#include <stdint.h>

/* How a thing wants to be called: letters and number make "p4". */
struct id_request {
    const char *letters; /* "p", "b", "fn", "en"; "b" counts places */
    uint64_t number;
    uint64_t digest; /* of what it says */
};

/* Fills in `ids`, one for each want. FAULT_MEMORY. */
CHECKED enum fault block_ids_assign(struct arena *arena,
                                    const struct id_request *requests, size_t count,
                                    struct predecessor_id *former, size_t former_count,
                                    struct slice *ids);

#endif
