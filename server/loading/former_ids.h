/* Former ids: the rows of ids that documents, blocks and notes had once, and have no
 * more.
 *
 * Some are declared by the editors, in sidecars (formerIds) and collection.json
 * (withdrawn); the others follow from the predecessor, which adds nothing to what is
 * declared. One thread; all it points to outlives it. */
#ifndef CHANCERY_LOADING_FORMER_IDS_H
#define CHANCERY_LOADING_FORMER_IDS_H

#include "changes.h"
#include "predecessors.h"

struct former_ids {
    struct ingest *ingest;
    struct progress *progress;
    struct predecessors *predecessors;
    struct changes *changes;
    int64_t made;       /* second of this load */
    void *declared;     /* tsearch(3) tree of declarations */
    struct arena arena; /* of the tree */
};

/* A document that was loaded. */
struct loaded_document {
    struct slice id;
    char text_digest[33];
};

void former_ids_init(struct former_ids *former_ids, struct progress *progress,
                     struct predecessors *predecessors, struct changes *changes);
void former_ids_release(struct former_ids *former_ids);

/* Stores the former ids that a sidecar declares: "OLD" was `document`, "OLD/BLOCK" was
 * that block of it. */
CHECKED enum fault former_ids_declare(struct former_ids *former_ids,
                                      struct slice document,
                                      const struct slice_list *declared,
                                      struct fault_detail *detail);

/* Stores the ids that a collection.json withdraws. */
CHECKED enum fault former_ids_withdraw(struct former_ids *former_ids,
                                       const struct slice_list *withdrawn,
                                       struct fault_detail *detail);

/* Stores those of the predecessor's ids of blocks or notes that `document` has no more.
 */
CHECKED enum fault former_ids_retire(struct former_ids *former_ids, struct slice document,
                                     const struct predecessor_id *ids, size_t count,
                                     struct fault_detail *detail);

/* Once every document is stored: stores the predecessor's documents that are gone, and
 * carries its own former ids over. Sorts `documents`. */
CHECKED enum fault former_ids_carry(struct former_ids *former_ids,
                                    struct loaded_document *documents, size_t count,
                                    struct fault_detail *detail);

#endif
