/* A document between its file and its rows. Private to server/load_*.c. */
#ifndef CHANCERY_LOADING_DOCUMENT_H
#define CHANCERY_LOADING_DOCUMENT_H

#include "reader.h"

struct document_load {
    struct load *load;
    const struct edition_collection *in;
    const struct edition_document *document;
    const struct outline *outline;
    struct document_reading *reading;
    struct slice digest;
    struct slice predecessor_id; /* its id in the data set before */
    int64_t key, collection;
    struct slice url; /* path of the document, percent-encoded */
    struct slice *block_ids, *note_ids;
    uint32_t seq, ordinal; /* of the last block and note stored */
    size_t texts;          /* whose mentions were taken */
    struct fault_detail *detail;
};

enum fault document_no_memory(struct document_load *doc);

/* Settles the names of blocks, or of notes, `count` of them (load_names.c). */
CHECKED enum fault document_assign_ids(struct document_load *doc, bool notes,
                                       size_t count, struct slice **ids);

/* The last reading: blocks, notes and omissions to rows (load_rows.c). */
CHECKED enum fault document_put_rows(struct document_load *doc);

#endif
