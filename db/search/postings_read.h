/* Reading a word's postings in order of passage, with a look ahead at their bounds, and
 * its places in the passages where they are asked for.
 *
 * All memory is of the arena given; bytes are checked, so a damaged data set gives wrong
 * hits at worst. Private to db/. */
#ifndef CHANCERY_DB_SEARCH_POSTINGS_READ_H
#define CHANCERY_DB_SEARCH_POSTINGS_READ_H

#include "base/arena.h"
#include "db/read/norms.h"

#define POSTINGS_END UINT32_MAX /* no passage */

struct posting {
    uint32_t passage, count;
};

/* Where the places of a word lie; made when the first are asked for. */
struct position_reader {
    uint32_t *at;     /* of each block in its chunk */
    struct slice all; /* the word's own, where it has few; else the directory's row */
    struct slice tail;
    uint32_t chunk; /* that `room` holds; 0: none */
    struct slice bytes;
    char *room;
    size_t room_size;
    uint32_t block, next;    /* of the posting that is next in order, */
    const unsigned char *in; /* where its places are */
};

struct postings {
    struct db *db;
    struct arena *arena;
    const struct passages *passages;
    int64_t number; /* of the word */
    uint32_t total; /* passages that hold it */

    uint32_t blocks; /* the open block at the end included */
    uint32_t *last;  /* passage of each block */
    uint32_t *at;    /* where it begins in its chunk, or in `tail` */
    double *bounds;  /* what its best posting adds to a score, without the word's weight;
                        less than 0: not known yet */
    struct slice tail; /* the open block */
    struct slice few_positions;
    struct position_reader *positions; /* NULL: not asked for yet */

    uint32_t block; /* looked at; blocks when past the end */
    bool decoded;   /* `list` holds it */
    uint32_t chunk; /* that `bytes` holds; 0: none */
    struct slice bytes;
    char *room; /* for a chunk */
    size_t room_size;
    uint32_t count, next; /* of `list` */
    struct posting *list;
    struct posting *flat; /* all of them, when they were made in memory */
    uint32_t flat_count;
    enum fault fault; /* of the data set, once */
};

/* Opens the postings of a word, with the bytes of its own row (`few`, or none). */
CHECKED enum fault postings_open(struct postings *postings, struct db *db,
                                 const struct passages *passages, struct arena *arena,
                                 int64_t number, uint32_t total, struct slice few,
                                 struct fault_detail *detail);

/* Makes postings of a list in order of passage, which must live as long. FAULT_MEMORY. */
CHECKED enum fault postings_of_list(struct postings *postings,
                                    const struct passages *passages, struct arena *arena,
                                    struct posting *list, uint32_t count,
                                    struct fault_detail *detail);

/* Goes to the block that may hold `passage` or what follows; false at the end. It may go
 * back, too. Reads nothing. */
bool postings_shallow_seek(struct postings *postings, uint32_t passage);

/* Of the block that was looked at; may read it. */
double postings_block_max(struct postings *postings);
static inline uint32_t postings_block_last(const struct postings *postings)
{
    return postings->last[postings->block];
}

/* The first passage at or behind `passage`, or POSTINGS_END; *count is how often the word
 * stands there. */
uint32_t postings_seek(struct postings *postings, uint32_t passage, uint32_t *count);

/* The places of the word in the passage that was sought last, which holds it `count`
 * times: at most `count` numbers, rising. Not of postings made of a list. False: at fault
 * (see `fault`). */
CHECKED bool postings_positions(struct postings *postings, uint32_t *out, uint32_t count);

/* A row of a word's, by its part; valid until the next call for the same table. */
CHECKED enum fault postings_row(struct postings *postings, enum query table,
                                uint32_t part, struct slice *out,
                                struct fault_detail *detail);

/* What a count (in quarters) adds to a score, without the word's weight; the arithmetic
 * is that of FTS5's bm25, step by step. */
static inline double postings_bm25(double frequency, double size, double mean)
{
    const double k1 = 1.2, b = 0.75;
    return (frequency * (k1 + 1.0)) / (frequency + k1 * (1 - b + b * size / mean));
}

#endif
