/* Reading postings: the directory at once, the blocks when they are needed. */
#include "postings_read.h"
#include "base/varint.h"

#include <stdlib.h>

enum fault postings_row(struct postings *postings, enum query table, uint32_t part,
                        struct slice *out, struct fault_detail *detail)
{
    bool row;
    sqlite3_stmt *statement = db_statement(postings->db, table);
    db_bind_int(statement, 1, postings_key(postings->number, part));
    enum fault fault = db_step(postings->db, statement, &row, detail);
    *out = SLICE_NONE;
    if (!fault && row)
        *out = (struct slice){sqlite3_column_blob(statement, 0),
                              (size_t)sqlite3_column_bytes(statement, 0)};
    if (!fault && (!out->at || !db_row_is(statement, "b")))
        return db_damaged(postings->db,
                          table == QUERY_PLACES_PART ? "places" : "postings", detail);
    return fault;
}

/* Ends them: nothing more is read. */
static void postings_damaged(struct postings *postings)
{
    postings->fault = postings->fault ? postings->fault : FAULT_DAMAGED;
    postings->count = 0;
    postings->blocks = 0;
    postings->block = 0;
}

/* The bound of an entry: the best score of its pairs. */
static const unsigned char *read_bound(const struct postings *postings,
                                       const unsigned char *at, const unsigned char *end,
                                       double *bound)
{
    uint32_t pairs, count, size;
    at = varint_next(at, end, &pairs);
    *bound = 0;
    for (; pairs > 0 && at < end; pairs--) {
        at = varint_next(at, end, &count);
        at = varint_next(at, end, &size);
        double part = postings_bm25(count / 4.0, size, postings->passages->mean);
        *bound = part > *bound ? part : *bound;
    }
    return at;
}

static bool take_blocks(struct postings *postings, struct arena *arena, size_t blocks)
{
    postings->last = arena_take(arena, blocks * sizeof(*postings->last));
    postings->at = arena_take(arena, blocks * sizeof(*postings->at));
    postings->bounds = arena_take(arena, blocks * sizeof(*postings->bounds));
    postings->list = arena_take(arena, POSTINGS_BLOCK * sizeof(*postings->list));
    return !arena_failed(arena);
}

/* The bytes of the current block. */
static struct slice block_bytes(struct postings *postings)
{
    uint32_t block = postings->block;
    bool open = postings->tail.len > 0 && block == postings->blocks - 1;
    if (open)
        return postings->tail;
    uint32_t chunk = block / POSTINGS_CHUNK + 1;
    if (chunk != postings->chunk) {
        struct slice row;
        postings->fault = postings_row(postings, QUERY_POSTINGS_PART, chunk, &row, NULL);
        if (!postings->fault && row.len > postings->room_size)
            postings->fault = FAULT_DAMAGED;
        if (postings->fault)
            return SLICE_NONE;
        memcpy(postings->room, row.at, row.len);
        postings->bytes = (struct slice){postings->room, row.len};
        postings->chunk = chunk;
    }
    return slice_from(postings->bytes, postings->at[block] < postings->bytes.len
                                           ? postings->at[block]
                                           : postings->bytes.len);
}

/* The next posting, `step` passages after the last one; false when there is none such. */
static bool take_posting(struct postings *postings, uint32_t *passage, uint32_t step,
                         uint32_t count)
{
    if (step == 0 || count == 0 || step > postings->passages->count - *passage)
        return false;
    *passage += step;
    postings->list[postings->count].passage = *passage;
    postings->list[postings->count++].count = count;
    return true;
}

static void decode(struct postings *postings)
{
    postings->next = 0;
    postings->decoded = true;
    if (postings->flat) {
        uint32_t first = postings->block * POSTINGS_BLOCK;
        uint32_t rest = postings->flat_count - first;
        postings->list = postings->flat + first;
        postings->count = rest < POSTINGS_BLOCK ? rest : POSTINGS_BLOCK;
        return;
    }
    struct slice bytes = block_bytes(postings);
    const unsigned char *at = (const unsigned char *)bytes.at, *end = at + bytes.len;
    uint32_t passage = postings->block ? postings->last[postings->block - 1] : 0;
    bool good = true;
    postings->count = 0;
    while (good && at < end && postings->count < POSTINGS_BLOCK) {
        uint32_t step, many = 1;
        at = varint_next(at, end, &step);
        if (step & 1)
            at = varint_next(at, end, &many);
        good = take_posting(postings, &passage, step >> 1, many);
    }
    /* a full block ends where the directory says; of the open one, see add_tail */
    bool open = postings->tail.len && postings->block == postings->blocks - 1;
    if (!good || (!open && (postings->count < POSTINGS_BLOCK ||
                            passage != postings->last[postings->block])))
        postings_damaged(postings);
}

static double part_of(const struct postings *postings, const struct posting *posting)
{
    const struct passages *all = postings->passages;
    unsigned quarters = column_quarters(passage_column(all, posting->passage));
    return postings_bm25(posting->count * quarters / 4.0,
                         passage_size(all, posting->passage), all->mean);
}

/* The open block has no entry in the directory: it is read to find its last passage, and
 * its bound is computed when it is needed. */
static void add_tail(struct postings *postings, struct slice tail)
{
    uint32_t block = postings->blocks;
    postings->tail = tail;
    if (tail.len == 0)
        return;
    postings->blocks++;
    postings->at[block] = 0;
    postings->last[block] = block ? postings->last[block - 1] : 0;
    postings->bounds[block] = -1;
    postings->block = block;
    decode(postings);
    if (postings->fault)
        return;
    postings->tail_count = postings->count;
    if (postings->count)
        postings->last[block] = postings->list[postings->count - 1].passage;
    postings->decoded = block == 0;
    postings->block = 0;
}

double postings_block_max(struct postings *postings)
{
    double *bound = &postings->bounds[postings->block];
    if (*bound >= 0)
        return *bound;
    if (!postings->decoded)
        decode(postings);
    *bound = 0; /* of none, when they are damaged */
    for (uint32_t i = 0; i < postings->count; i++) {
        double part = part_of(postings, &postings->list[i]);
        *bound = part > *bound ? part : *bound;
    }
    return *bound;
}

/* The word's row says how many passages have it. */
static enum fault check_total(const struct postings *postings, const char *table,
                              struct fault_detail *detail)
{
    uint64_t full = postings->blocks - (postings->tail.len > 0);
    uint64_t found = full * POSTINGS_BLOCK + postings->tail_count;
    return !postings->fault && found == postings->total
               ? FAULT_NONE
               : db_damaged(postings->db, table, detail);
}

static enum fault read_directory(struct postings *postings, struct arena *arena,
                                 struct slice row, struct fault_detail *detail)
{
    const unsigned char *at = (const unsigned char *)row.at, *end = at + row.len;
    uint32_t blocks, passage = 0, offset = 0, step, bytes;
    at = varint_next(at, end, &blocks);
    if (blocks > row.len || blocks > postings->total / POSTINGS_BLOCK)
        return db_damaged(postings->db, "postings", detail);
    if (!take_blocks(postings, arena, blocks + 1))
        return fault_memory(detail);
    for (uint32_t i = 0; i < blocks; i++) {
        if (i % POSTINGS_CHUNK == 0)
            offset = 0;
        at = varint_next(at, end, &step);
        at = varint_next(at, end, &bytes);
        at = read_bound(postings, at, end, &postings->bounds[i]);
        if (step < POSTINGS_BLOCK || step > postings->passages->count - passage ||
            bytes > POSTINGS_BLOCK * 2 * VARINT_BYTES_32)
            return db_damaged(postings->db, "postings", detail);
        passage += step;
        postings->last[i] = passage;
        postings->at[i] = offset;
        offset += bytes;
    }
    postings->blocks = blocks;
    add_tail(postings, (struct slice){(const char *)at, (size_t)(end - at)});
    return check_total(postings, "postings", detail);
}

/* The positions follow after as many postings as the word has passages. */
static enum fault open_few(struct postings *postings, struct slice few,
                           struct fault_detail *detail)
{
    const unsigned char *start = (const unsigned char *)few.at, *at = start,
                        *end = at + few.len;
    uint32_t step, count;
    if (!take_blocks(postings, postings->arena, 1))
        return fault_memory(detail);
    for (uint32_t i = 0; i < postings->total && at < end; i++) {
        at = varint_next(at, end, &step);
        if (step & 1)
            at = varint_next(at, end, &count);
    }
    postings->few_positions = slice_from(few, (size_t)(at - start));
    add_tail(postings, (struct slice){few.at, (size_t)(at - start)});
    return check_total(postings, "word", detail);
}

enum fault postings_open(struct postings *postings, struct db *db,
                         const struct passages *passages, struct arena *arena,
                         int64_t number, uint32_t total, struct slice few,
                         struct fault_detail *detail)
{
    *postings = (struct postings){
        .db = db, .arena = arena, .passages = passages, .number = number, .total = total};
    if (number < 0 || number > INT64_MAX >> (POSTINGS_KEY_BITS + 1))
        return db_damaged(db, "word", detail);
    if (few.at)
        return open_few(postings, arena_copy(arena, few), detail);
    struct slice row;
    enum fault fault = postings_row(postings, QUERY_POSTINGS_PART, 0, &row, detail);
    if (fault)
        return fault;
    row = arena_copy(arena, row);
    postings->room_size = POSTINGS_CHUNK * POSTINGS_BLOCK * 10;
    postings->room =
        total >= POSTINGS_BLOCK ? arena_take(arena, postings->room_size) : NULL;
    if (arena_failed(arena))
        return fault_memory(detail);
    return read_directory(postings, arena, row, detail);
}

enum fault postings_of_list(struct postings *postings, const struct passages *passages,
                            struct arena *arena, struct posting *list, uint32_t count,
                            struct fault_detail *detail)
{
    uint32_t blocks = (count + POSTINGS_BLOCK - 1) / POSTINGS_BLOCK;
    *postings = (struct postings){
        .passages = passages, .total = count, .flat = list, .flat_count = count};
    if (!take_blocks(postings, arena, blocks + 1))
        return fault_memory(detail);
    postings->blocks = blocks;
    for (uint32_t i = 0; i < count; i++) {
        double part = part_of(postings, &list[i]);
        double *bound = &postings->bounds[i / POSTINGS_BLOCK];
        *bound = i % POSTINGS_BLOCK == 0 || part > *bound ? part : *bound;
        postings->last[i / POSTINGS_BLOCK] = list[i].passage;
    }
    return FAULT_NONE;
}

bool postings_shallow_seek(struct postings *postings, uint32_t passage)
{
    uint32_t block = postings->block, blocks = postings->blocks;
    if (block > 0 && postings->last[block - 1] >= passage)
        block = 0; /* back: search from the start */
    if (block < blocks && postings->last[block] < passage) {
        uint32_t step = 1, low = block; /* low is too early */
        while (low + step < blocks && postings->last[low + step] < passage) {
            low += step;
            step *= 2;
        }
        uint32_t high = low + step < blocks ? low + step : blocks;
        while (high - low > 1) {
            uint32_t middle = low + (high - low) / 2;
            if (postings->last[middle] < passage)
                low = middle;
            else
                high = middle;
        }
        block = high;
    }
    if (block != postings->block)
        postings->decoded = false;
    postings->block = block;
    return block < blocks;
}

uint32_t postings_seek(struct postings *postings, uint32_t passage, uint32_t *count)
{
    if (postings->decoded && postings->next < postings->count &&
        postings->list[postings->next].passage == passage) { /* the most frequent case */
        *count = postings->list[postings->next].count;
        return passage;
    }
    while (postings_shallow_seek(postings, passage)) {
        if (!postings->decoded)
            decode(postings);
        uint32_t next = postings->next;
        if (next > 0 && next <= postings->count &&
            postings->list[next - 1].passage >= passage)
            next = 0;
        while (next < postings->count && postings->list[next].passage < passage)
            next++;
        postings->next = next;
        if (next < postings->count) {
            *count = postings->list[next].count;
            return postings->list[next].passage;
        }
        if (postings->fault)
            break;
        passage = postings->last[postings->block] + 1; /* of a list, or damaged */
    }
    return POSTINGS_END;
}
