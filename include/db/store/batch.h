/* Batches of rows, and the pipeline that brings them from the thread that reads texts to
 * the one that writes them.
 *
 * The reader fills one batch while the stages after it, a thread each, work on others:
 * one makes the index of the rows in a batch and adds its own, the last one writes. A
 * dozen batches go round, so memory is bounded and no thread waits long. Rows are copied
 * into the batch. */
#ifndef CHANCERY_DB_STORE_BATCH_H
#define CHANCERY_DB_STORE_BATCH_H

#include "base/arena.h"
#include "base/fault.h"
#include "db/store/rows.h"

#include <pthread.h>

enum row_sort {
    ROW_COLLECTION,
    ROW_DOCUMENT,
    ROW_BLOCK,
    ROW_NOTE,
    ROW_OMISSION,
    ROW_FORMER,
    ROW_REVISION,
    ROW_CHANGE,
    ROW_SOURCE,
    ROW_META,
    ROW_ENTITY,
    ROW_ENTITY_SOURCE,
    ROW_ENTITY_FORMER,
    ROW_ENTITY_NAME,
    ROW_ENTITY_COUNT,
    ROW_DOCUMENT_ENTITY,
    ROW_ENTITY_DOCUMENT,
    ROW_MENTIONS,
    ROW_POSTINGS,
    ROW_POSITIONS,
    ROW_NORMS,
    ROW_WORD,
    ROW_FORM,
    ROW_COMPOUND
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
        struct revision_row revision;
        struct change_row change;
        struct {
            int64_t key;
            struct slice bytes;
        } source;
        struct {
            struct slice name, value;
        } meta;
        struct entity_row entity;
        struct {
            int64_t entity, rank;
            struct slice words, answer;
        } entity_source;
        struct {
            struct slice id;
            int64_t entity;
        } entity_former;
        struct entity_name_row entity_name;
        struct entity_count count;
        struct {
            int64_t key;
            struct slice bytes;
        } packed; /* mentions and their counts, postings, positions, norms */
        struct {
            struct slice word, few;
            int64_t number, passages, documents;
        } word;
        struct {
            struct slice stem, word;
        } form;
        struct {
            struct slice word, parts; /* with blanks between */
        } compound;
    } as;
};

struct batch {
    struct batch *next;
    struct arena arena;
    struct batch_row *first, **last;
    size_t bytes; /* about this many */
};

enum { BATCHES = 12, BATCH_BYTES = 256 * 1024, BATCH_STAGES = 2 };

/* A new row, to be filled in; its slices must be copied with batch_keep, which returns
 * SLICE_NONE for none. NULL when memory ran out. */
struct batch_row *batch_put(struct batch *batch, enum row_sort sort);
struct slice batch_keep(struct batch *batch, struct slice text);

/* Works on one batch, on the thread of the stage. */
typedef enum fault batch_work(void *self, struct batch *batch,
                              struct fault_detail *detail);

struct batch_stage {
    struct batch_pipeline *pipeline;
    batch_work *work;
    void *self;
    pthread_t thread;
    struct batch *first, **last; /* waiting; under the pipeline's lock */
    bool running, ended;
};

struct batch_pipeline {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    struct batch batches[BATCHES];
    struct batch *empty;   /* under the lock */
    struct batch *filling; /* the current one of the reader */
    struct batch_stage stages[BATCH_STAGES];
    size_t stage_count;
    size_t entry; /* the first stage that is not drained */
    bool open;
    enum fault fault; /* of a stage; under the lock */
    struct fault_detail detail;
};

CHECKED enum fault batch_pipeline_open(struct batch_pipeline *pipeline,
                                       struct fault_detail *detail);

/* Adds a stage after those that there are; before the first row. */
CHECKED enum fault batch_pipeline_add(struct batch_pipeline *pipeline, batch_work *work,
                                      void *self, struct fault_detail *detail);

/* batch_put and batch_keep for the current batch of the reader. */
struct batch_row *batch_add(struct batch_pipeline *pipeline, enum row_sort sort);
struct slice batch_copy(struct batch_pipeline *pipeline, struct slice text);

/* To be called when a row is complete: gives a full batch to the first stage. Returns the
 * fault of a stage, if there was one. */
CHECKED enum fault batch_done(struct batch_pipeline *pipeline,
                              struct fault_detail *detail);

/* Gives what is left to the first stage, waits until it has worked on all of it, and ends
 * it; what is added from here on goes to the next one. */
CHECKED enum fault batch_pipeline_drain(struct batch_pipeline *pipeline,
                                        struct fault_detail *detail);

/* Drains all stages, one after the other. */
CHECKED enum fault batch_pipeline_finish(struct batch_pipeline *pipeline,
                                         struct fault_detail *detail);

/* Ends the threads and frees all memory, whatever is left. */
void batch_pipeline_close(struct batch_pipeline *pipeline);

#endif
