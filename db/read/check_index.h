/* Checking the index: what the texts have, to be compared with what is stored.
 *
 * The texts are read as the index writer reads them. Of each word that is found, its
 * passages are counted and the hashes of its occurrences added up: a sum that is equal
 * says that the postings and positions of the word are, whatever their order, those of
 * the texts. Forms and compounds are compared in the same way, all at once. */
#ifndef CHANCERY_DB_READ_CHECK_INDEX_H
#define CHANCERY_DB_READ_CHECK_INDEX_H

#include "base/buffer.h"
#include "base/map.h"
#include "checking.h"

#include <xxhash.h>

struct word_tally {
    struct slice word;
    uint64_t sum; /* of occurrence_hash */
    uint32_t passages, last;
};

/* A list of pairs of texts: how many, and the sum of pair_hash. */
struct pair_tally {
    uint64_t count, sum;
};

struct index_tally {
    struct arena arena; /* of the words */
    struct map numbers; /* of words, in `words` */
    struct word_tally *words;
    size_t count, room;
    struct map compound_keys;
    struct buffer parts;
    struct pair_tally forms, compounds;
};

static inline uint64_t occurrence_hash(uint32_t passage, uint32_t position)
{
    const uint32_t pair[] = {passage, position};
    return XXH3_64bits(pair, sizeof(pair));
}

static inline uint64_t pair_hash(struct slice left, struct slice right)
{
    return XXH3_64bits_withSeed(right.at ? right.at : "", right.len,
                                XXH3_64bits(left.at ? left.at : "", left.len));
}

static inline void pair_tally_add(struct pair_tally *tally, struct slice left,
                                  struct slice right)
{
    tally->count++;
    tally->sum += pair_hash(left, right);
}

/* Counts what the texts have. *good is false, and it was reported, when passages and
 * texts do not fit each other, so that nothing can be compared. */
CHECKED enum fault tally_texts(struct checking *checking, struct index_tally *tally,
                               bool *good);

/* Reads the postings and positions of the word that a row is of, and checks that they are
 * well formed. */
struct word_postings {
    uint64_t sum; /* of occurrence_hash */
    uint32_t passages;
    uint32_t rows; /* that it has in each of the two tables */
    bool good;
};
CHECKED enum fault read_word_postings(struct checking *checking, sqlite3_stmt *row,
                                      struct word_postings *out);

#endif
