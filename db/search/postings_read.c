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

void postings_decode(struct postings *postings)
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

double postings_block_max(struct postings *postings)
{
    double *bound = &postings->bounds[postings->block];
    if (*bound >= 0)
        return *bound;
    if (!postings->decoded)
        postings_decode(postings);
    *bound = 0; /* of none, when they are damaged */
    for (uint32_t i = 0; i < postings->count; i++) {
        double part = postings_part(postings, &postings->list[i]);
        *bound = part > *bound ? part : *bound;
    }
    return *bound;
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
            postings_decode(postings);
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
