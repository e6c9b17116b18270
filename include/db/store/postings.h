/* Postings: the lists of passages that hold a word, and where in them it stands, as the
 * data set keeps them.
 *
 * A passage is a block or a note; passages are counted from 1 in the order of loading, so
 * those of a document stand together. A posting is a passage and how often the word
 * stands in it. Postings come in blocks of 128; each full block has an entry in the
 * word's directory with bounds: pairs (weighted count, size) such that every posting of
 * the block is outdone by one of them. A score grows with the count and falls with the
 * size, so the best pair's score is never less than that of any posting in the block,
 * whatever the mean size turns out to be.
 *
 *   posting   = varint((step << 1) | many), then varint(count) when many
 *   entry     = varint(step of last), varint(bytes), varint(pairs), pairs of varints
 *   key 0     = varint(full blocks), entries, then the postings behind the last full
 * block key n     = the bytes of full blocks (n-1)*16 up to n*16
 *
 * Places are apart, in rows of the same keys, so that who only counts never reads them:
 * for each posting as many varints as it counts, the first place of the word in the
 * passage and then the steps to the next ones.
 *
 *   key 0     = varint(bytes of the places) of each full block, then the places of the
 *               postings behind the last full block
 *   key n     = the places of full blocks (n-1)*16 up to n*16
 *
 * A word of few passages has both in its own row, the places behind the postings.
 * Private to db/. */
#ifndef CHANCERY_DB_STORE_POSTINGS_H
#define CHANCERY_DB_STORE_POSTINGS_H

#include "base/buffer.h"
#include "base/model.h"

enum {
    POSTINGS_BLOCK = 128,
    POSTINGS_CHUNK = 16, /* full blocks to a row */
    POSTINGS_PAIRS = 8,  /* of an entry, at most */
    POSTINGS_FEW = 8,    /* passages: so few stand in the word's own row */
    POSTINGS_KEY_BITS = 16,
};

/* Where a passage stands; tree_column in query.h has the same order. */
enum column {
    COLUMN_BODY,
    COLUMN_NOTE,
    COLUMN_TITLE,
    COLUMN_HEADING,
    COLUMN_FRAME,
    COLUMN_RECORD, /* the title of a document whose text has another or none */
    COLUMNS
};

/* What a word counts in a column, in quarters: titles and headings more; what frames a
 * document (classification, dateline, salutation, closer, signature, source) less. */
static inline unsigned column_quarters(enum column column)
{
    static const unsigned char quarters[COLUMNS] = {4, 4, 16, 8, 1, 16};
    return quarters[column];
}

enum column column_of_block(enum block_kind kind);

/* Rows of the shelf: what is held in memory for every passage or document. */
enum norms_row { NORMS_SIZES, NORMS_COLUMNS, NORMS_DOCUMENT_STARTS };
enum { NORMS_PART_BYTES = 64 * 1024 };

static inline const unsigned char *
postings_varint(const unsigned char *at, const unsigned char *end, uint32_t *out)
{
    uint32_t value = 0;
    unsigned shift = 0;
    while (at < end) {
        unsigned char byte = *at++;
        value |= (uint32_t)(byte & 127) << shift;
        if (byte < 128)
            break;
        shift = shift < 28 ? shift + 7 : 28;
    }
    *out = value;
    return at;
}

static inline size_t postings_put_varint(unsigned char *at, uint32_t value)
{
    size_t len = 0;
    while (value >= 128) {
        at[len++] = (unsigned char)(value | 128);
        value >>= 7;
    }
    at[len++] = (unsigned char)value;
    return len;
}

#endif
