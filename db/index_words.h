/* Words of the index in the making, each with its pending postings. Private to
 * db/index_*.c. */
#ifndef CHANCERY_INDEX_WORDS_H
#define CHANCERY_INDEX_WORDS_H

#include "index_write.h"

/* Bytes that grow; small ones are many, so no struct buffer. */
struct index_bytes {
    unsigned char *at;
    uint32_t len, room;
};

/* What every posting touches stands in the first 64 bytes. */
struct index_word {
    char head[8]; /* of the text, NULs behind it */
    const char *text;
    struct index_bytes pending;
    uint32_t len;
    uint32_t count;       /* of it in the passage in hand; 0 between passages */
    uint32_t passages;    /* that hold it */
    uint32_t last;        /* passage of the last posting */
    uint16_t block_count; /* postings in the open block */
    uint16_t full;        /* full blocks in `pending` */
    uint32_t block_at;    /* in `pending`: where the open block begins */
    uint32_t block_base;  /* passage before that block */
    uint32_t blocks;      /* full blocks in all */
    uint32_t chunks;      /* handed over */
    struct index_bytes directory;
};

/* A place in the hash table. */
struct index_slot {
    uint32_t tag;  /* high half of the hash */
    uint32_t word; /* number + 1; 0: free */
};

/* The word's number; false when memory ran out. */
CHECKED bool index_word_find(struct index_writer *index, struct slice text,
                             uint32_t *out);

/* Adds a posting of passage `passage`, whose size is on the shelf already. */
CHECKED enum fault index_post(struct index_writer *index, uint32_t word, uint32_t passage,
                              uint32_t count, struct fault_detail *detail);

/* Hands over a word's last postings: its row, and where they are not few, its directory.
 */
CHECKED enum fault index_word_end(struct index_writer *index, uint32_t word,
                                  struct fault_detail *detail);

CHECKED bool index_bytes_reserve(struct index_bytes *bytes, uint32_t more);

uint32_t index_size_of(const struct index_writer *index, uint32_t passage);
enum column index_column_of(const struct index_writer *index, uint32_t passage);

#endif
