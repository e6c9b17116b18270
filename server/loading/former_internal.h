/* What the files of former ids share. */
#ifndef CHANCERY_LOADING_FORMER_INTERNAL_H
#define CHANCERY_LOADING_FORMER_INTERNAL_H

#include "former_ids.h"

/* What the editors say of a former id. */
struct declaration {
    struct slice key; /* "DOCUMENT/BLOCK" */
    int status;
    struct slice target; /* a document's id, or empty */
};

/* What was loaded, by id. */
struct loaded {
    const struct loaded_document *documents;
    size_t count;
    struct map by_digest; /* of the text -> place in `documents` */
};

/* Stores a row that the editors declare, and keeps it for former_find_declared. */
CHECKED enum fault former_put_declared(struct former_ids *former_ids,
                                       const struct former_row *row,
                                       struct fault_detail *detail);

/* NULL in `*declared`: the editors say nothing of it. */
CHECKED enum fault former_find_declared(const struct former_ids *former_ids,
                                        const struct former_row *row,
                                        const struct declaration **declared,
                                        struct fault_detail *detail);

/* Stores a row that the predecessor, and not this corpus, is the reason for. */
CHECKED enum fault former_put_inherited(struct former_ids *former_ids,
                                        const struct former_row *row,
                                        struct fault_detail *detail);

/* Sorts the documents by id and indexes their texts; map_release(&loaded->by_digest). */
CHECKED enum fault loaded_index(struct loaded *loaded, struct loaded_document *documents,
                                size_t count, struct fault_detail *detail);
bool loaded_has(const struct loaded *loaded, struct slice id);

/* Stores what became of the predecessor's documents that were not loaded. */
CHECKED enum fault former_put_gone_documents(struct former_ids *former_ids,
                                             const struct loaded *loaded,
                                             struct fault_detail *detail);

#endif
