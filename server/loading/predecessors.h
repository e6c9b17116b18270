/* The predecessor: the data set that a load replaces, and the predecessor of a document
 * in it, from which ids of blocks and notes carry over.
 *
 * The predecessor of a document is the one of its id; else one that the edition has no
 * more, by a former id or by the digest of its text. One thread. */
#ifndef CHANCERY_LOADING_PREDECESSORS_H
#define CHANCERY_LOADING_PREDECESSORS_H

#include "db/read/corpus.h"
#include "progress.h"
#include "source/sidecar.h"

#include <xxhash.h>

struct predecessors {
    struct corpus *corpus;      /* NULL: there is none, or none that can be read */
    bool is_damaged;            /* it was found to be: not to be opened again */
    struct gone_document *gone; /* its documents that the edition has not, by digest */
    size_t gone_count, gone_room;
    struct arena arena; /* their ids */
    XXH3_state_t
        *changes; /* digest of what the predecessor changed in the new data set */
    bool has_changes;
};

/* Faults: FAULT_MEMORY; release it all the same. */
CHECKED enum fault predecessors_init(struct predecessors *predecessors,
                                     struct fault_detail *detail);
void predecessors_release(struct predecessors *predecessors);

/* Opens the data set at `path`, when there is one that this program can read; one that it
 * cannot read is reported. That it is damaged may show later, when its ids are read. */
CHECKED enum fault predecessors_open(struct predecessors *predecessors, const char *path,
                                     struct progress *progress,
                                     struct fault_detail *detail);

/* Reads which of its documents the edition has not. */
CHECKED enum fault predecessors_find_gone(struct predecessors *predecessors,
                                          const struct edition *edition,
                                          struct fault_detail *detail);

/* The id that the predecessor of a document has; `id` when the document is new. `arena`
 * is for the search; `*out` lives as long as the arguments. */
CHECKED enum fault predecessors_id(struct predecessors *predecessors, struct arena *arena,
                                   struct slice id, const struct slice_list *former_ids,
                                   struct slice digest, struct slice *out,
                                   struct fault_detail *detail);

/* Adds a change to the digest of changes. */
void predecessors_changed(struct predecessors *predecessors, const void *bytes,
                          size_t len);

#endif
