/* Opening postings: the directory of a word, or its few postings, read and checked. */
#include "base/varint.h"
#include "postings_read.h"

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
    postings_decode(postings);
    if (postings->fault)
        return;
    postings->tail_count = postings->count;
    if (postings->count)
        postings->last[block] = postings->list[postings->count - 1].passage;
    postings->decoded = block == 0;
    postings->block = 0;
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
        double part = postings_part(postings, &list[i]);
        double *bound = &postings->bounds[i / POSTINGS_BLOCK];
        *bound = i % POSTINGS_BLOCK == 0 || part > *bound ? part : *bound;
        postings->last[i / POSTINGS_BLOCK] = list[i].passage;
    }
    return FAULT_NONE;
}
