/* The index in the making: words of passages to postings, on the reader's thread.
 *
 * Memory grows with the vocabulary (about 100 bytes a word, and of each word's postings
 * at most sixteen blocks before they are handed over) and by three bytes a passage, not
 * with the text. Private to db/. */
#ifndef CHANCERY_INDEX_WRITE_H
#define CHANCERY_INDEX_WRITE_H

#include "batch.h"
#include "postings.h"

struct index_word;
struct index_slot;

struct index_writer {
    struct index_word *words;
    struct index_slot *slots; /* by hash */
    size_t word_count, word_room, slot_count;
    struct arena texts;

    uint32_t *touched; /* words of the passage in hand */
    size_t touched_count, touched_room;

    struct buffer sizes, columns, firsts; /* the shelf */
    uint32_t passages, documents;
    uint64_t occurrences;
    struct buffer folded; /* the words of the passage in hand, for FTS5 */
    struct buffer scratch;
    struct batch_line *line;
};

CHECKED bool index_writer_open(struct index_writer *index, struct batch_line *line);
void index_writer_close(struct index_writer *index);

/* Adds the next passage, of a document not before the last one. What it hands over goes
 * into the line. */
CHECKED enum fault index_write(struct index_writer *index, int64_t document,
                               enum column column, struct slice text,
                               struct fault_detail *detail);

/* Hands over all that is left; nothing may follow. */
CHECKED enum fault index_write_end(struct index_writer *index,
                                   struct fault_detail *detail);

#endif
