/* Checking the index: the postings and positions of a word, decoded from end to end. */
#include "base/varint.h"
#include "check_index.h"

struct decoding {
    const struct passages *passages;
    struct slice postings, positions; /* what is left of them */
    uint32_t passage;                 /* of the last posting */
    struct {
        uint32_t passage, count;
    } block[POSTINGS_BLOCK];
    struct word_postings *out;
};

/* Pairs of an entry of the directory: one of them bounds each posting (postings.h). */
struct bounds {
    uint64_t count[POSTINGS_PAIRS], size[POSTINGS_PAIRS];
    uint64_t pairs;
};

static bool is_bounded(const struct decoding *decoding, const struct bounds *bounds,
                       uint32_t passage, uint64_t count)
{
    uint64_t weighted =
        count * column_quarters(passage_column(decoding->passages, passage));
    uint32_t size = passage_size(decoding->passages, passage);
    for (uint64_t i = 0; i < bounds->pairs; i++)
        if (bounds->count[i] >= weighted && bounds->size[i] <= size)
            return true;
    return false;
}

static bool take_posting(struct decoding *decoding, size_t at,
                         const struct bounds *bounds)
{
    uint64_t step, count = 1;
    if (!varint_take(&decoding->postings, &step) ||
        ((step & 1) && (!varint_take(&decoding->postings, &count) || count < 2)))
        return false;
    step >>= 1;
    if (step == 0 || step > decoding->passages->count - decoding->passage ||
        count > UINT32_MAX)
        return false;
    decoding->passage += (uint32_t)step;
    decoding->block[at].passage = decoding->passage;
    decoding->block[at].count = (uint32_t)count;
    decoding->out->passages++;
    return !bounds || is_bounded(decoding, bounds, decoding->passage, count);
}

static bool take_positions(struct decoding *decoding, uint32_t passage, uint32_t count)
{
    uint64_t position = 0, step;
    for (uint32_t i = 0; i < count; i++) {
        if (!varint_take(&decoding->positions, &step) || (step == 0 && i > 0) ||
            step > UINT32_MAX - position)
            return false;
        position += step;
        decoding->out->sum += occurrence_hash(passage, (uint32_t)position);
    }
    return true;
}

/* So many postings, or as many as there are, and then their positions. */
static bool take_block(struct decoding *decoding, size_t most,
                       const struct bounds *bounds, bool few)
{
    size_t count = 0;
    while (count < most && decoding->postings.len)
        if (!take_posting(decoding, count++, bounds))
            return false;
    if (few) /* they follow in the same row */
        decoding->positions = decoding->postings;
    for (size_t i = 0; i < count; i++)
        if (!take_positions(decoding, decoding->block[i].passage,
                            decoding->block[i].count))
            return false;
    return true;
}

static bool take_bounds(struct slice *directory, struct bounds *bounds)
{
    if (!varint_take(directory, &bounds->pairs) || bounds->pairs > POSTINGS_PAIRS)
        return false;
    for (uint64_t i = 0; i < bounds->pairs; i++)
        if (!varint_take(directory, &bounds->count[i]) ||
            !varint_take(directory, &bounds->size[i]))
            return false;
    return true;
}

/* A full block: as long, and ending with the passage, as its entries say. */
static bool take_full_block(struct decoding *decoding, struct slice *directory,
                            struct slice *positions_directory)
{
    struct bounds bounds;
    uint64_t step, bytes, position_bytes;
    size_t postings = decoding->postings.len, positions = decoding->positions.len;
    uint32_t before = decoding->passage, count = decoding->out->passages;
    return varint_take(directory, &step) && varint_take(directory, &bytes) &&
           take_bounds(directory, &bounds) &&
           varint_take(positions_directory, &position_bytes) &&
           take_block(decoding, POSTINGS_BLOCK, &bounds, false) &&
           decoding->out->passages - count == POSTINGS_BLOCK &&
           decoding->passage - before == step &&
           postings - decoding->postings.len == bytes &&
           positions - decoding->positions.len == position_bytes;
}

/* --- rows --- */

/* Appends the row of a part; false when it is not there, or no bytes. */
static enum fault add_row(struct checking *checking, enum query query, int64_t key,
                          struct buffer *out, bool *good)
{
    struct db *db = &checking->corpus->db;
    sqlite3_stmt *statement = query_by_key(checking->corpus, query, key);
    bool row;
    enum fault fault = db_step(db, statement, &row, checking->detail);
    *good = !fault && row && db_row_is(statement, "b");
    if (*good)
        buffer_put(out, (struct slice){sqlite3_column_blob(statement, 0),
                                       (size_t)sqlite3_column_bytes(statement, 0)});
    db_end(statement);
    return !fault && buffer_failed(out) ? fault_memory(checking->detail) : fault;
}

/* The first row of each table, and the others one after the other. */
struct word_rows {
    struct buffer first[2], rest[2];
};

static enum fault add_rows(struct checking *checking, int64_t number,
                           struct word_rows *rows, struct word_postings *out)
{
    static const enum query queries[] = {QUERY_POSTINGS_PART, QUERY_PLACES_PART};
    uint64_t blocks = 0;
    enum fault fault = FAULT_NONE;
    for (int i = 0; i < 2 && !fault && out->good; i++)
        fault = add_row(checking, queries[i], postings_key(number, 0), &rows->first[i],
                        &out->good);
    struct slice first = buffer_slice(&rows->first[0]);
    out->good = out->good && varint_take(&first, &blocks) && blocks <= first.len;
    uint64_t chunks = out->good ? (blocks + POSTINGS_CHUNK - 1) / POSTINGS_CHUNK : 0;
    for (uint64_t part = 1; part <= chunks; part++)
        for (int i = 0; i < 2 && !fault && out->good; i++)
            fault = add_row(checking, queries[i], postings_key(number, (uint32_t)part),
                            &rows->rest[i], &out->good);
    out->rows = (uint32_t)chunks + 1;
    return fault;
}

static bool decode_rows(struct decoding *decoding, const struct word_rows *rows)
{
    struct slice directory = buffer_slice(&rows->first[0]),
                 positions_directory = buffer_slice(&rows->first[1]);
    uint64_t blocks;
    decoding->postings = buffer_slice(&rows->rest[0]);
    decoding->positions = buffer_slice(&rows->rest[1]);
    if (!varint_take(&directory, &blocks))
        return false;
    for (; blocks > 0; blocks--)
        if (!take_full_block(decoding, &directory, &positions_directory))
            return false;
    if (decoding->postings.len || decoding->positions.len)
        return false;
    decoding->postings = directory; /* the open block */
    decoding->positions = positions_directory;
    return take_block(decoding, POSTINGS_BLOCK - 1, NULL, false) &&
           !decoding->postings.len && !decoding->positions.len;
}

static enum fault decode_many(struct checking *checking, int64_t number,
                              struct decoding *decoding)
{
    struct word_rows rows;
    for (int i = 0; i < 2; i++) {
        buffer_init(&rows.first[i]);
        buffer_init(&rows.rest[i]);
    }
    enum fault fault = add_rows(checking, number, &rows, decoding->out);
    if (!fault && decoding->out->good)
        decoding->out->good = decode_rows(decoding, &rows);
    for (int i = 0; i < 2; i++) {
        buffer_release(&rows.first[i]);
        buffer_release(&rows.rest[i]);
    }
    return fault;
}

enum fault read_word_postings(struct checking *checking, sqlite3_stmt *row,
                              struct word_postings *out)
{
    int64_t number = sqlite3_column_int64(row, 1), said = sqlite3_column_int64(row, 2);
    struct decoding decoding = {.passages = checking->corpus->passages, .out = out};
    *out = (struct word_postings){.good = number > 0 && number <= INT32_MAX};
    enum fault fault = FAULT_NONE;
    if (out->good && sqlite3_column_type(row, 3) == SQLITE_NULL) {
        fault = decode_many(checking, number, &decoding);
    } else if (out->good) {
        decoding.postings = (struct slice){sqlite3_column_blob(row, 3),
                                           (size_t)sqlite3_column_bytes(row, 3)};
        out->good = said > 0 && said <= POSTINGS_FEW &&
                    take_block(&decoding, (size_t)said, NULL, true) &&
                    !decoding.positions.len;
    }
    out->good = out->good && out->passages == said;
    return fault;
}
