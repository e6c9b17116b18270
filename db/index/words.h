/* Words of the index in the making, each with its pending postings. Private to
 * db/index_*.c. */
#ifndef CHANCERY_DB_INDEX_WORDS_H
#define CHANCERY_DB_INDEX_WORDS_H

#include "db/index/write.h"
#include "db/store/list_bytes.h"

/* What every word of a text touches stands in the first 64 bytes: one line of the
 * processor's caches, to which the array is aligned. */
enum { INDEX_WORD_LINE = 64 };
struct index_word {
    _Alignas(INDEX_WORD_LINE)
        uint64_t head;           /* of the text, which most words are no longer than */
    struct list_bytes positions; /* of the postings, the open one included */
    struct list_bytes pending;
    uint32_t passage;     /* that it came in last, whose posting is open; 0: none */
    uint32_t count;       /* of it in that passage */
    uint32_t position;    /* the last one there */
    uint32_t last;        /* passage of the posting before */
    uint32_t passages;    /* that hold it */
    uint16_t block_count; /* postings in the open block, without the open one */
    uint16_t len;

    const char *text;
    uint16_t full;         /* full blocks in `pending` */
    uint16_t chunks;       /* handed over */
    uint32_t block_at;     /* in `pending`: where the open block begins */
    uint32_t positions_at; /* in `positions`, the same */
    uint32_t block_base;   /* passage before that block */
    uint32_t blocks;       /* full blocks in all */
    uint32_t compound;     /* number + 1 of the last one that is this word; 0: none */
    struct list_bytes directory, positions_directory;
};

/* A hyphenated word that was seen: the parts of a whole. */
struct index_compound {
    uint32_t next;         /* of the same word: number + 1 */
    uint32_t first, count; /* word of its first part; how many parts it has */
    struct slice parts;    /* with blanks between */
};

/* Where a word stands. */
struct index_position {
    uint32_t word, passage;
    uint32_t position; /* in the passage */
};

enum { INDEX_POSITIONS = 32 * 1024 }; /* that are gathered */

/* Short words that were found lately: few enough for the nearest cache. */
enum { INDEX_RECENT_BITS = 12, INDEX_RECENT = 1 << INDEX_RECENT_BITS };
struct index_recent {
    uint64_t head;
    uint32_t len, word; /* len 0: free */
};

/* A place in the hash table. */
struct index_slot {
    uint32_t tag;  /* high half of the hash */
    uint32_t word; /* number + 1; 0: free */
};

uint64_t index_word_hash(struct slice text);

/* The word's number; false when memory ran out. */
CHECKED bool index_word_find(struct index_writer *index, struct slice text, uint64_t hash,
                             uint32_t *out);

/* The same where the word is short and was found lately, as most words of a text were:
 * true, and its number. What was found otherwise is to be kept. */
bool index_recent_find(const struct index_writer *index, struct slice text,
                       uint32_t *out);
void index_recent_put(struct index_writer *index, struct slice text, uint32_t word);

/* That a word will be asked for: the table is far larger than the caches, and what is
 * called for in time is there when it is needed. First its place in the table, then, a
 * few words later, the word. */
void index_slot_prefetch(const struct index_writer *index, uint64_t hash);
void index_word_prefetch(const struct index_writer *index, uint64_t hash);

/* Remembers that `word` is the whole of the hyphenated word that `tokens` is at, and
 * `first` its first part; false when memory ran out. */
CHECKED bool index_compound(struct index_writer *index, uint32_t word, uint32_t first,
                            const struct tokens *tokens);

/* Reads a passage, the newest, into places; how many words long it is. FAULT_MEMORY, or a
 * fault of a row. */
CHECKED enum fault index_read(struct index_writer *index, struct slice text,
                              uint32_t *positions, struct fault_detail *detail);

/* Gives all places that are gathered to their words. */
CHECKED enum fault index_post_all(struct index_writer *index,
                                  struct fault_detail *detail);

/* Gives one to its word; those of a word come in order. The size of a passage is on the
 * shelf when a word comes in a later one. */
CHECKED enum fault index_post(struct index_writer *index, const struct index_position *at,
                              struct fault_detail *detail);

/* That something will be added to the word. */
static inline void index_word_prefetch_lists(const struct index_word *word)
{
    __builtin_prefetch(word->positions.at + word->positions.len, 1);
    __builtin_prefetch(word->pending.at + word->pending.len, 1);
}

/* Hands over the row of a word, with its postings where they are few. */
CHECKED enum fault index_word_put(struct index_writer *index, uint32_t word,
                                  struct fault_detail *detail);

/* Hands over a word's directories and last postings where they are not few. */
CHECKED enum fault index_word_end(struct index_writer *index, uint32_t word,
                                  struct fault_detail *detail);

/* A new row of the batch in hand; and that it is complete. */
struct batch_row *index_row(struct index_writer *index, enum row_sort sort);
CHECKED enum fault index_row_done(struct index_writer *index,
                                  struct fault_detail *detail);

uint32_t index_size_of(const struct index_writer *index, uint32_t passage);
enum column index_column_of(const struct index_writer *index, uint32_t passage);

#endif
