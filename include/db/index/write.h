/* The index writer: makes the inverted index (postings.h) of the passages of a data set.
 *
 * It is a stage of the pipeline of batches, on a thread of its own: from the blocks and
 * notes of a batch it makes postings, and adds to the batch the rows that are full.
 * Memory grows with the vocabulary (about 150 bytes a word, and at most sixteen blocks of
 * postings and positions for each) and by three bytes a passage, not with the text. */
#ifndef CHANCERY_DB_INDEX_WRITE_H
#define CHANCERY_DB_INDEX_WRITE_H

#include "base/buffer.h"
#include "db/store/batch.h"
#include "db/store/postings.h"

struct index_word;
struct index_slot;
struct index_recent;
struct index_position;
struct index_compound;
struct tokens;

struct index_writer {
    struct index_word *words;
    struct index_slot *slots; /* by hash */
    size_t word_count, word_room, slot_count;
    struct index_recent *recent; /* by head */
    struct arena texts;          /* of words and compounds */

    struct index_compound *compounds;
    size_t compound_count, compound_room;

    struct index_position *positions; /* gathered, not yet added to their words */
    struct index_position *sorted;    /* the same by word */
    size_t position_count;

    struct buffer sizes, columns, document_starts; /* the norms */
    uint32_t passages, documents;
    uint64_t occurrences;
    struct buffer scratch;
    struct batch *batch;             /* to which rows are added */
    struct batch_pipeline *pipeline; /* at the end only: takes full batches */
};

/* False when memory ran out; index_writer_close must follow either way. */
CHECKED bool index_writer_open(struct index_writer *index);
void index_writer_close(struct index_writer *index);

/* A batch_work: `self` is the index_writer. Passages must come in order of document. */
CHECKED enum fault index_batch(void *self, struct batch *batch,
                               struct fault_detail *detail);

/* Adds all rows that are left to the pipeline, from which this stage was drained. */
CHECKED enum fault index_write_end(struct index_writer *index,
                                   struct batch_pipeline *pipeline,
                                   struct fault_detail *detail);

#endif
