/* The index in the making: words of passages to postings, on a thread of its own.
 *
 * It is a stage of the batch line: of the blocks and notes of a batch it makes postings,
 * and adds to the batch those that fill a row. Memory grows with the vocabulary (about
 * 150 bytes a word, and of each word's postings and places at most sixteen blocks before
 * they are handed over) and by three bytes a passage, not with the text. Private to db/.
 */
#ifndef CHANCERY_DB_INDEX_WRITE_H
#define CHANCERY_DB_INDEX_WRITE_H

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
    struct arena texts;

    struct index_compound *compounds;
    size_t compound_count, compound_room;

    struct index_position *positions,
        *sorted; /* not yet the words'; room for them by word */
    size_t position_count;

    struct buffer sizes, columns, document_starts; /* the shelf */
    uint32_t passages, documents;
    uint64_t occurrences;
    struct buffer scratch;
    struct batch *batch;             /* in hand */
    struct batch_pipeline *pipeline; /* at the end only: where full batches go */
};

CHECKED bool index_writer_open(struct index_writer *index);
void index_writer_close(struct index_writer *index);

/* A batch_work: `self` is the index_writer. Passages come in order of document. */
CHECKED enum fault index_batch(void *self, struct batch *batch,
                               struct fault_detail *detail);

/* Hands over all that is left, through a line that does not pass here any more. */
CHECKED enum fault index_write_end(struct index_writer *index,
                                   struct batch_pipeline *pipeline,
                                   struct fault_detail *detail);

/* --- the end (index_end.c) --- */
CHECKED enum fault index_end(struct index_writer *index, struct fault_detail *detail);

#endif
