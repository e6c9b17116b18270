/* The predecessor: the names of the data set that a load replaces, and the predecessor of
 * a document among them, from which ids of blocks and notes carry over.
 *
 * The predecessor of a document is the one of its id; else one that the edition has no
 * more: by a former id, by the digest of its text, or because it has at least half of its
 * blocks. One thread. */
#ifndef CHANCERY_LOADING_PREDECESSORS_H
#define CHANCERY_LOADING_PREDECESSORS_H

#include "base/map.h"
#include "db/read/names.h"
#include "loading/load.h"
#include "progress.h"
#include "source/sidecar.h"

#include <xxhash.h>

/* A document of the predecessor that the edition has not. */
struct gone_document {
    struct slice id;
    char text_digest[33];
    struct slice successor;     /* id of the document that it is now, or empty */
    uint32_t distinctive_count; /* of its blocks that no other document has */
};

struct predecessors {
    struct names *names;        /* NULL: there is none */
    struct names *with_files;   /* those of the data set, which has files; or NULL */
    bool is_damaged;            /* the data set was found to be: not to be opened again */
    struct gone_document *gone; /* by digest */
    size_t gone_count, gone_room;
    struct map distinctive; /* digest of a block -> which of `gone` alone has it */
    bool has_distinctive;   /* it was filled */
    bool is_by_id;          /* `gone` is in the order of ids: once all are stored */
    struct arena arena;     /* of ids */
    XXH3_state_t
        *changes; /* digest of what the predecessor changed in the new data set */
    bool has_changes;
};

/* Faults: FAULT_MEMORY; release it all the same. */
CHECKED enum fault predecessors_init(struct predecessors *predecessors,
                                     struct fault_detail *detail);
void predecessors_release(struct predecessors *predecessors);

/* Opens the names of the data set, and those of a text (--names, or NAMES_FILE in one of
 * the corpora); where there are both, the later ones are taken. FAULT_DATASET when there
 * is a data set whose names cannot be read, unless the load is forced: then it is
 * reported. That it is damaged may show later, when its ids are read. FAULT_INPUT: the
 * text is not one of names. */
CHECKED enum fault predecessors_open(struct predecessors *predecessors,
                                     const struct load_options *options,
                                     struct progress *progress,
                                     struct fault_detail *detail);

/* The same names, opened quietly before the corpus is walked, or NULL: to know which text
 * had which id. names_close. */
struct names *predecessors_peek(const struct load_options *options);

/* Reads which of its documents the edition has not. */
CHECKED enum fault predecessors_find_gone(struct predecessors *predecessors,
                                          const struct edition *edition,
                                          struct fault_detail *detail);

/* What is known of a document that looks for its predecessor. */
struct predecessor_request {
    struct slice id;
    const struct slice_list *former_ids;
    struct slice digest; /* of its text */
    const uint64_t *block_digests;
    size_t block_count;
};

/* Finds the predecessor of a document; *found is false when the document is new.
 * `arena` is for the search and for `*out`. */
CHECKED enum fault predecessors_find(struct predecessors *predecessors,
                                     struct arena *arena,
                                     const struct predecessor_request *request,
                                     struct name_document *out, bool *found,
                                     struct fault_detail *detail);

/* The document of that id that is gone, or NULL. No predecessor is found after it. */
const struct gone_document *predecessors_gone(struct predecessors *predecessors,
                                              struct slice id);

/* Adds a change to the digest of changes. */
void predecessors_changed(struct predecessors *predecessors, const void *bytes,
                          size_t len);

/* --- gone.c: of documents that were renamed and corrected --- */

/* Which of those that are gone has at least half of its blocks in common with a document
 * of these blocks; NULL when there is none, or more than one. */
CHECKED enum fault predecessors_by_blocks(struct predecessors *predecessors,
                                          const struct predecessor_request *request,
                                          struct gone_document **out,
                                          struct fault_detail *detail);

#endif
