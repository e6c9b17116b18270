/* Batches: rows on their way from the thread that reads texts to the one that writes
 * them.
 *
 * The reader fills one batch while the writer empties another; three go round, so memory
 * stays bounded and neither waits long. Rows are copied in. Private to db/. */
#ifndef CHANCERY_BATCH_H
#define CHANCERY_BATCH_H

#include "arena.h"
#include "ingest.h"

#include <pthread.h>

enum row_sort {
    ROW_COLLECTION,
    ROW_DOCUMENT,
    ROW_BLOCK,
    ROW_NOTE,
    ROW_OMISSION,
    ROW_FORMER,
    ROW_SOURCE,
    ROW_META,
    ROW_ENTITY,
    ROW_ENTITY_SOURCE,
    ROW_ENTITY_FORMER,
    ROW_ENTITY_COUNT,
    ROW_DOCUMENT_ENTITY,
    ROW_MENTIONS,
    ROW_PASSAGE,
    ROW_POSTINGS,
    ROW_SHELF,
    ROW_WORD,
    ROW_FORM
};

struct batch_row {
    struct batch_row *next;
    enum row_sort sort;
    union {
        struct collection_row collection;
        struct {
            struct document_row row;
            struct slice answer;
        } document;
        struct block_row block;
        struct note_row note;
        struct {
            int64_t block;
            struct slice answer;
        } omission;
        struct former_row former;
        struct {
            int64_t key;
            struct slice bytes;
        } source;
        struct {
            struct slice name, value;
        } meta;
        struct entity_row entity;
        struct {
            int64_t entity, place;
            struct slice words, answer;
        } entity_source;
        struct {
            struct slice id;
            int64_t entity;
        } entity_former;
        struct entity_count count; /* of an entity, or of one in a document */
        struct {
            int64_t block, note;
            struct slice bytes;
        } mentions;
        struct {
            int64_t number;
            int column;         /* enum column */
            struct slice words; /* as fts_tokenizer.c reads them */
        } passage;
        struct {
            int64_t key;
            struct slice bytes;
        } postings; /* and shelf */
        struct {
            struct slice word, few;
            int64_t number, passages;
        } word;
        struct {
            struct slice stem, word;
        } form;
    } as;
};

struct batch {
    struct batch *next;
    struct arena arena;
    struct batch_row *first, **last;
    size_t bytes; /* about */
};

enum { BATCHES = 3, BATCH_BYTES = 1024 * 1024 };

/* Writes one row; called on the writer's thread. */
typedef enum fault batch_write(void *self, const struct batch_row *row,
                               struct fault_detail *detail);

struct batch_line {
    pthread_t writer;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    struct batch batches[BATCHES];
    struct batch *empty, *full, **full_last; /* lists, under the lock */
    struct batch *filling;                   /* the reader's */
    bool running, ended;
    enum fault fault; /* of the writer; under the lock */
    struct fault_detail detail;
    batch_write *write;
    void *self;
};

CHECKED enum fault batch_line_open(struct batch_line *line, batch_write *write,
                                   void *self, struct fault_detail *detail);

/* A new row of the batch in hand, to be filled in; its slices must be copied with
 * batch_copy. NULL when memory ran out. */
struct batch_row *batch_add(struct batch_line *line, enum row_sort sort);
struct slice batch_copy(struct batch_line *line, struct slice text);

/* To be called when a row is complete: hands a full batch over. The writer's fault comes
 * back here. */
CHECKED enum fault batch_done(struct batch_line *line, struct fault_detail *detail);

/* Hands over what is left and waits until all of it is written; ends the thread. */
CHECKED enum fault batch_line_finish(struct batch_line *line,
                                     struct fault_detail *detail);

/* Ends the thread, written or not. */
void batch_line_close(struct batch_line *line);

#endif
