/* A document that was read and is being stored. */
#ifndef CHANCERY_LOADING_DOCUMENT_H
#define CHANCERY_LOADING_DOCUMENT_H

#include "internal.h"
#include "reading.h"

struct document_load {
    struct load *load;
    struct document_reading *reading;
    const struct edition_document *document; /* the reading's */
    const struct outline *outline;           /* the reading's */
    struct slice digest;                     /* of text and sidecar, as it is served */
    struct name_document predecessor;        /* its id is that of the document if new */
    bool is_new;                             /* it has no predecessor */
    struct part_changes parts;
    bool is_stale; /* the text is that of the predecessor */
    int64_t modified;
    int64_t key;
    struct slice url; /* its path, percent-encoded */
    struct slice *block_ids, *note_ids;
    uint32_t seq, ordinal; /* of the last block and note stored */
    size_t texts;          /* whose mentions were taken */
    struct fault_detail *detail;
};

/* Finds its predecessor among the names of the earlier data set (document_change.c). */
CHECKED enum fault document_find_predecessor(struct document_load *doc);

/* Stores what this load makes of it, once it has its ids, and when it was changed last
 * (document_change.c). */
CHECKED enum fault document_note_change(struct document_load *doc);

/* Assigns ids to the `count` blocks, or notes, of the document and stores what became of
 * the predecessor's (ids.c). `*ids` is in the load's arena. */
CHECKED enum fault document_assign_ids(struct document_load *doc, bool notes,
                                       size_t count, struct slice **ids);

/* Stores the row of the document, with its answer (document_row.c). */
CHECKED enum fault document_put_row(struct document_load *doc);

/* Reads the document once more and stores blocks, notes and omissions, with their
 * mentions (rows.c). */
CHECKED enum fault document_put_rows(struct document_load *doc);

/* Stores and counts the mentions in a text: of the block with key `block`, or of its note
 * `ordinal`, which is not 0 (mentions.c). */
CHECKED enum fault document_put_mentions(struct document_load *doc, int64_t block,
                                         uint32_t ordinal, struct slice text,
                                         enum block_kind kind);

/* Stores how often the document names each entity, after its last text (mentions.c). */
CHECKED enum fault document_put_entity_counts(struct document_load *doc);

#endif
