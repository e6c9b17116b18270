/* The words of the index writer, each with the postings that are not yet in rows. */
#ifndef CHANCERY_DB_INDEX_WORDS_H
#define CHANCERY_DB_INDEX_WORDS_H

#include "db/index/write.h"
#include "db/store/list_bytes.h"

/* What every occurrence of a word touches is in the first 64 bytes: one line of the
 * processor's caches, to which the array is aligned. */
enum { INDEX_WORD_LINE = 64 };
struct index_word {
    _Alignas(INDEX_WORD_LINE)
        uint64_t head;           /* the first 8 bytes of the text: all of most words */
    struct list_bytes positions; /* of the postings, the open one included */
    struct list_bytes pending;   /* postings */
    uint32_t passage;     /* of its last occurrence, whose posting is open; 0: none */
    uint32_t count;       /* occurrences in that passage */
    uint32_t position;    /* of the last one there */
    uint32_t last;        /* passage of the last complete posting */
    uint32_t passages;    /* that contain it */
    uint16_t block_count; /* complete postings in the open block */
    uint16_t len;         /* of the text */

    const char *text;
    uint16_t full;         /* full blocks in `pending` */
    uint16_t chunks;       /* already in rows */
    uint32_t block_at;     /* in `pending`: where the open block begins */
    uint32_t positions_at; /* the same in `positions` */
    uint32_t block_base;   /* last passage before that block */
    uint32_t blocks;       /* full blocks in all */
    uint32_t documents;    /* that contain it */
    uint32_t compound;     /* number + 1 of its last compound; 0: none */
    struct list_bytes directory, positions_directory;
};

/* The parts of a hyphenated word. */
struct index_compound {
    uint32_t next;         /* of the same word: number + 1 */
    uint32_t first, count; /* word of its first part; how many parts it has */
    struct slice parts;    /* with blanks between */
};

/* An occurrence of a word. */
struct index_position {
    uint32_t word, passage;
    uint32_t position; /* in the passage */
};

enum { INDEX_POSITIONS = 32 * 1024 }; /* that are gathered before they are sorted */

/* A cache of short words found recently, small enough for the processor's first cache. */
enum { INDEX_RECENT_BITS = 12, INDEX_RECENT = 1 << INDEX_RECENT_BITS };
struct index_recent {
    uint64_t head;
    uint32_t len, word; /* len 0: free */
};

/* A slot of the hash table (open addressing). */
struct index_slot {
    uint32_t tag;  /* high half of the hash */
    uint32_t word; /* number + 1; 0: free */
};

uint64_t index_word_hash(struct slice text);

/* Finds or adds a word: its number. False when memory ran out. */
CHECKED bool index_word_find(struct index_writer *index, struct slice text, uint64_t hash,
                             uint32_t *out);

/* The same for a short word that was found recently, as most words of a text were: true,
 * and its number. A word that was found in the table should be put. */
bool index_recent_find(const struct index_writer *index, struct slice text,
                       uint32_t *out);
void index_recent_put(struct index_writer *index, struct slice text, uint32_t word);

/* Prefetches for a word that will be looked up: the table is far larger than the caches.
 * First its slot, then, a few words later, the word. */
void index_slot_prefetch(const struct index_writer *index, uint64_t hash);
void index_word_prefetch(const struct index_writer *index, uint64_t hash);

/* Adds the hyphenated word that `tokens` is at: `word` is the whole of it and `first` its
 * first part. False when memory ran out. */
CHECKED bool index_compound(struct index_writer *index, uint32_t word, uint32_t first,
                            const struct tokens *tokens);

/* Reads the newest passage into positions; *positions is its size. FAULT_MEMORY, or a
 * fault of a row. */
CHECKED enum fault index_read(struct index_writer *index, struct slice text,
                              uint32_t *positions, struct fault_detail *detail);

/* Adds all gathered positions to their words. */
CHECKED enum fault index_post_all(struct index_writer *index,
                                  struct fault_detail *detail);

/* Adds the row of a word, with its postings where they are few. */
CHECKED enum fault index_word_put(struct index_writer *index, uint32_t word,
                                  struct fault_detail *detail);

/* Adds the directories and last postings of a word where they are not few. */
CHECKED enum fault index_word_end(struct index_writer *index, uint32_t word,
                                  struct fault_detail *detail);

/* The first passage of the document that a passage is of. */
uint32_t index_document_of(const struct index_writer *index, uint32_t passage);

/* A new row of the current batch, NULL when memory ran out; and that it is complete. */
struct batch_row *index_row(struct index_writer *index, enum row_sort sort);
CHECKED enum fault index_row_done(struct index_writer *index,
                                  struct fault_detail *detail);

static inline uint32_t index_size_of(const struct index_writer *index, uint32_t passage)
{
    uint16_t size;
    memcpy(&size, index->sizes.at + (size_t)(passage - 1) * sizeof(size), sizeof(size));
    return size;
}

/* The first passage of the document that came as number `at`, from 0. */
static inline uint32_t index_document_start(const struct index_writer *index, size_t at)
{
    uint32_t first;
    memcpy(&first, index->document_starts.at + at * sizeof(first), sizeof(first));
    return first;
}

static inline enum column index_column_of(const struct index_writer *index,
                                          uint32_t passage)
{
    return (enum column)index->columns.at[passage - 1];
}

/* Adds all rows that are left: words, postings, compounds, stems, norms. */
CHECKED enum fault index_end(struct index_writer *index, struct fault_detail *detail);

#endif
