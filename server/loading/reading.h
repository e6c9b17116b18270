/* A reading: all that is found out about one document before it is stored.
 *
 * Its file is read for the outline and for every fault in it, then its sidecar; then the
 * recogniser learns from its texts, and, where the file is short, the mentions are found.
 * A long file is not held in memory: its mentions, or the rest of them, are found while
 * its rows are stored. Several readings are under way at once, each on one thread at a
 * time; reports are kept until the loader prints them, in the order of documents. */
#ifndef CHANCERY_LOADING_READING_H
#define CHANCERY_LOADING_READING_H

#include "entities.h"
#include "naming/recogniser.h"
#include "progress.h"
#include "reading/outline.h"
#include "source/sidecar.h"

/* The mentions of one text. */
struct text_mentions {
    const struct mention *mentions;
    size_t count;
};

struct document_reading {
    const struct edition_document *document;
    int fd;
    struct parse *parse; /* rewound */
    struct outline outline;
    struct document_sidecar sidecar;
    struct digest sidecar_digest; /* of the sidecar's file; none: there is none */
    struct edtf_range days;       /* when it was written; both 0: not known */

    struct recogniser *recogniser; /* NULL in a load without entities */
    struct text_mentions
        *mentions_by_text; /* of the first texts: a block, its notes, and so on */
    size_t text_count, text_room;
    size_t mention_count; /* in them */
    bool is_cut_short;    /* there are no more of them */
    struct mention_pin *pins;
    size_t pin_count;
    uint32_t collection;

    struct arena arena; /* of this document */
    struct deferred_report *reports, **reports_end;
    bool is_stale;    /* the text is that of an earlier load */
    enum fault fault; /* of the reading; FAULT_INPUT: leave it out */
    struct fault_detail detail;
    bool is_read, is_awaited; /* under the pool's lock */
};

/* `entities` outlives it; NULL: without them. Faults: FAULT_MEMORY; release it all the
 * same. */
CHECKED enum fault document_reading_init(struct document_reading *reading,
                                         const struct entities *entities,
                                         struct fault_detail *detail);
void document_reading_release(struct document_reading *reading);

/* A document of the collection with key `collection` is to be read. */
CHECKED enum fault document_reading_begin(struct document_reading *reading,
                                          const struct entities *entities,
                                          const struct edition_document *document,
                                          uint32_t collection,
                                          struct fault_detail *detail);

/* Reads it, on any thread; its fault and words stay in the reading. */
void document_reading_read(struct document_reading *reading,
                           const struct parse_limits *limits);

/* Reads it once more, now from `fd`, which it takes over: the text of an earlier load. */
void document_reading_read_again(struct document_reading *reading,
                                 const struct entities *entities, uint32_t collection,
                                 int fd, const struct parse_limits *limits);

/* A step of it: the sidecar, and the row of the collection's table. FAULT_MEMORY. */
CHECKED enum fault document_reading_read_sidecar(struct document_reading *reading);

/* Reports what was found wrong in the sidecar. */
void document_reading_report(const struct document_reading *reading,
                             struct progress *progress);

/* The mentions of the text that comes next, number `next` from 0, of a block of `kind` or
 * of a note of it. They live until the next call. */
CHECKED enum fault document_reading_mentions(const struct document_reading *reading,
                                             size_t next, struct slice text,
                                             enum block_kind kind, bool note,
                                             struct text_mentions *out,
                                             struct fault_detail *detail);

/* FAULT_STORE, with words: the text was another one when it was read again. */
enum fault document_reading_changed(const struct document_reading *reading,
                                    struct fault_detail *detail);

/* Forgets the document. Memory is kept for the next one, but not that of a long one. */
void document_reading_clear(struct document_reading *reading);

#endif
