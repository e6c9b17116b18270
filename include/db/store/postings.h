/* The inverted index as the data set stores it: for each word the passages that contain
 * it, and its positions in each.
 *
 * A passage is a block or a note; passages are numbered from 1 in the order of loading,
 * so those of a document are consecutive. A posting is a passage and how often the word
 * occurs in it. Postings are stored in blocks of 128. Each full block has an entry in the
 * word's directory with its bounds: pairs (weighted count, size) such that for every
 * posting of the block some pair has a count no less and a size no greater. As a score
 * rises with the count and falls with the size, the best score of the pairs is no less
 * than that of any posting in the block, whatever the mean size turns out to be. This is
 * the block maximum of block-max WAND (Ding & Suel, 2011).
 *
 *   posting   = varint((step << 1) | many), then varint(count) when many
 *   entry     = varint(step of last), varint(bytes), varint(pairs), pairs of varints
 *   part 0    = varint(full blocks), entries, then the postings after the last full block
 *   part n    = the bytes of full blocks (n-1)*16 up to n*16
 *
 * Positions are stored apart, in rows of the same keys, so that counting never reads
 * them: for each posting as many varints as its count, the first position of the word in
 * the passage and then the steps to the next ones.
 *
 *   part 0    = varint(bytes of the positions) of each full block, then the positions of
 *               the postings after the last full block
 *   part n    = the positions of full blocks (n-1)*16 up to n*16
 *
 * A word in few passages has both in its own row, the positions after the postings. */
#ifndef CHANCERY_DB_STORE_POSTINGS_H
#define CHANCERY_DB_STORE_POSTINGS_H

#include "base/model.h"

enum {
    POSTINGS_BLOCK = 128,
    POSTINGS_CHUNK = 16, /* full blocks to a row */
    POSTINGS_PAIRS = 8,  /* of an entry, at most */
    POSTINGS_FEW = 8,    /* passages: a word in no more has them in its own row */
    POSTINGS_KEY_BITS = 16,
};

/* The key of a row of postings or positions: the word's number, then the part. */
static inline int64_t postings_key(int64_t word, uint32_t part)
{
    return word << POSTINGS_KEY_BITS | part;
}

/* What kind of text a passage is; tree_column in query.h has the same order. */
enum column {
    COLUMN_BODY,
    COLUMN_NOTE,
    COLUMN_TITLE,
    COLUMN_HEADING,
    COLUMN_FRAME,
    COLUMN_RECORD, /* the title of a document whose text has another or none */
    COLUMNS
};

static inline enum column column_of_block(enum block_kind kind)
{
    switch (kind) {
    case BLOCK_TITLE:
        return COLUMN_TITLE;
    case BLOCK_HEADING:
        return COLUMN_HEADING;
    case BLOCK_PARAGRAPH:
    case BLOCK_LIST_ITEM:
    case BLOCK_TABLE_ROW:
    case BLOCK_COMMENT:
        return COLUMN_BODY;
    default:
        return COLUMN_FRAME;
    }
}

/* The weight of a word in a column, in quarters: more in titles and headings, less in
 * what frames a document (classification, dateline, salutation, closer, signature,
 * source). */
static inline unsigned column_quarters(enum column column)
{
    static const unsigned char quarters[COLUMNS] = {4, 4, 16, 8, 1, 16};
    return quarters[column];
}

/* The norms: what is held in memory for every passage (its size, its column) and every
 * document (its first passage). Each is stored in rows of NORMS_PART_BYTES. */
enum norms_row { NORMS_SIZES, NORMS_COLUMNS, NORMS_DOCUMENT_STARTS };
enum { NORMS_PART_BYTES = 64 * 1024 };

static inline int64_t norms_key(enum norms_row norms, uint32_t part)
{
    return (int64_t)norms << 32 | part;
}

#endif
