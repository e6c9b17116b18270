/* A reading: all that can be known of one document before it goes to rows.
 *
 * Its file is read for the outline and for every fault in it, then its sidecar; then its
 * texts teach the recogniser of names, and, where the file is short, the mentions are
 * found. A long file is not kept in memory: its mentions, or the rest of them, are found
 * while its rows are made. Several readings are under way at once, each on one thread at
 * a time; what is wrong is kept until the loader says it, in the order of documents.
 * Private to server/load*.c. */
#ifndef CHANCERY_LOADING_READING_H
#define CHANCERY_LOADING_READING_H

#include "internal.h"
#include "naming/recogniser.h"
#include "reading/outline.h"

/* The mentions of one text. */
struct text_mentions {
    const struct mention *mentions;
    size_t count;
};

struct document_reading {
    const struct edition_document *document;
    int fd;
    struct parse *parse; /* at its beginning again */
    struct outline outline;
    struct document_sidecar sidecar;
    struct digest sidecar_digest; /* of the sidecar's file; none: there is none */
    struct edtf_range days;       /* when it was written; both 0: not known */

    struct recogniser *recogniser; /* NULL where the load is without names */
    struct text_mentions
        *mentions_by_text; /* of the first texts: a block, its notes, and so on */
    size_t text_count, text_room;
    size_t mention_count; /* in them */
    bool is_cut_short;    /* there are no more of them */
    struct mention_pin *pins;
    size_t pin_count;
    uint32_t collection;

    struct arena arena; /* of this document */
    struct kept_report *reports, **reports_end;
    enum fault fault; /* of the reading; FAULT_INPUT: leave it out */
    struct fault_detail detail;
    bool is_read, is_awaited; /* under the reader's lock */
};

/* Faults: FAULT_MEMORY; release it all the same. The load outlives it. */
CHECKED enum fault document_reading_init(struct document_reading *reading,
                                         const struct load *load,
                                         struct fault_detail *detail);
void document_reading_release(struct document_reading *reading);

/* A document of the collection with key `collection` is to be read. */
CHECKED enum fault document_reading_begin(struct document_reading *reading,
                                          const struct load *load,
                                          const struct edition_document *document,
                                          uint32_t collection,
                                          struct fault_detail *detail);

/* Reads it, on any thread; its fault and words stay in the reading. */
void document_reading_read(struct document_reading *reading,
                           const struct parse_limits *limits);

/* Says what was found wrong in the sidecar. */
void document_reading_report(const struct document_reading *reading, struct load *load);

/* The mentions of the text that comes next, number `next` from 0, of a block of `kind` or
 * of a note of it. They live until the next call. */
CHECKED enum fault document_reading_mentions(const struct document_reading *reading,
                                             size_t next, struct slice text,
                                             enum block_kind kind, bool note,
                                             struct text_mentions *out,
                                             struct fault_detail *detail);

/* What is left of the document; memory waits for the next one, but not that of a long
 * one. */
void document_reading_clear(struct document_reading *reading);

#endif
