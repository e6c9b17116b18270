/* Reading the postings of a word in order of passage, with the bounds of the blocks to
 * come (postings.h), and its positions in a passage where they are asked for.
 *
 * Memory is the arena's unless it says otherwise. All bytes are checked as they are read:
 * passages that rise and are there, counts that agree, lengths that fit. Where they do
 * not, the postings end and `fault` is FAULT_DAMAGED. */
#ifndef CHANCERY_DB_SEARCH_POSTINGS_READ_H
#define CHANCERY_DB_SEARCH_POSTINGS_READ_H

#include "base/arena.h"
#include "db/read/norms.h"

#define POSTINGS_END UINT32_MAX /* no passage */

struct posting {
    uint32_t passage, count;
};

/* Positions in a passage, or what is computed of them, rising. */
struct position_list {
    uint32_t *at; /* malloc'ed */
    size_t count, room;
};

/* Where the positions of a word are stored; made when the first are asked for. */
struct position_reader {
    uint32_t *at;      /* of each block in its chunk */
    struct slice all;  /* the row with the directory, or all positions of a word of few */
    struct slice tail; /* those of the open block */
    uint32_t chunk;    /* in `room`; 0: none */
    struct slice bytes;
    char *room;
    size_t room_size;
    uint32_t block, next;    /* of the posting that is next in order, */
    const unsigned char *in; /* where its positions are */
};

struct postings {
    struct db *db;
    struct arena *arena;
    const struct passages *passages;
    int64_t number;     /* of the word */
    uint32_t total;     /* passages that contain it */
    uint32_t documents; /* that contain it; 0: not known */

    uint32_t blocks; /* the open block at the end included */
    uint32_t *last;  /* the last passage of each block */
    uint32_t *at;    /* where it begins in its chunk, or in `tail` */
    double *bounds;  /* what its best posting adds to a score, without the word's weight;
                        less than 0: not known yet */
    struct slice tail;   /* the open block */
    uint32_t tail_count; /* its postings */
    struct slice few_positions;
    struct position_reader *positions; /* NULL: not asked for yet */

    uint32_t block; /* the current one; `blocks` when past the end */
    bool decoded;   /* it is in `list` */
    uint32_t chunk; /* in `bytes`; 0: none */
    struct slice bytes;
    char *room; /* for a chunk */
    size_t room_size;
    uint32_t count, next; /* of `list` */
    struct posting *list;
    struct posting *flat; /* all postings, of postings_of_list */
    uint32_t flat_count;
    enum fault fault; /* the first one that reading met */
};

/* Opens the postings of a word; `few`: those in its own row, or none. */
CHECKED enum fault postings_open(struct postings *postings, struct db *db,
                                 const struct passages *passages, struct arena *arena,
                                 int64_t number, uint32_t total, struct slice few,
                                 struct fault_detail *detail);

/* Postings of a list in order of passage, which must outlive them. FAULT_MEMORY. */
CHECKED enum fault postings_of_list(struct postings *postings,
                                    const struct passages *passages, struct arena *arena,
                                    struct posting *list, uint32_t count,
                                    struct fault_detail *detail);

/* Moves to the block that `passage` would be in, forward or back, without reading it.
 * False at the end. */
bool postings_shallow_seek(struct postings *postings, uint32_t passage);

/* The bound of the current block, without the word's weight; may read the block. */
double postings_block_max(struct postings *postings);
static inline uint32_t postings_block_last(const struct postings *postings)
{
    return postings->last[postings->block];
}

/* The first passage that is `passage` or after it, or POSTINGS_END; *count is how often
 * the word occurs there. */
uint32_t postings_seek(struct postings *postings, uint32_t passage, uint32_t *count);

/* Appends the positions of the word in the passage that was sought last, which has
 * `count` of them. Not of postings_of_list. False when reading failed (see `fault`) or
 * memory ran out (noted as in shortage.h). */
CHECKED bool postings_positions(struct postings *postings, uint32_t count,
                                struct position_list *out);

/* Puts the positions of several words in order. */
void position_list_sort(struct position_list *list);

/* A row of the word by its part; valid until the next call for the same table. */
CHECKED enum fault postings_row(struct postings *postings, enum query table,
                                uint32_t part, struct slice *out,
                                struct fault_detail *detail);

/* BM25 (Robertson) of a weighted count in a passage of `size` words, without the word's
 * weight: the arithmetic is that of SQLite's FTS5, step by step. */
static inline double postings_bm25(double frequency, double size, double mean)
{
    const double k1 = 1.2, b = 0.75;
    return (frequency * (k1 + 1.0)) / (frequency + k1 * (1 - b + b * size / mean));
}

/* What a posting adds to a score, without the word's weight. */
static inline double postings_part(const struct postings *postings,
                                   const struct posting *posting)
{
    const struct passages *all = postings->passages;
    unsigned quarters = column_quarters(passage_column(all, posting->passage));
    return postings_bm25(posting->count * quarters / 4.0,
                         passage_size(all, posting->passage), all->mean);
}

/* Reads the current block into `list`. */
void postings_decode(struct postings *postings);

#endif
