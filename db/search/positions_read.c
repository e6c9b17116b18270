/* Reading positions: from rows of their own, when they are asked for. */
#include "base/array.h"
#include "base/varint.h"
#include "postings_read.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

void position_list_sort(struct position_list *list)
{
    if (list->count > 1)
        qsort(list->at, list->count, sizeof(*list->at), compare);
}

/* Where the positions of each full block begin in its chunk. */
static bool read_directory(struct postings *postings, struct position_reader *positions)
{
    const unsigned char *at = (const unsigned char *)positions->all.at,
                        *end = at + positions->all.len;
    uint32_t full = postings->blocks - (postings->tail.len > 0), offset = 0, bytes;
    for (uint32_t i = 0; i < full; i++) {
        offset = i % POSTINGS_CHUNK ? offset : 0;
        at = varint_next(at, end, &bytes);
        positions->at[i] = offset;
        if (bytes > INT32_MAX - offset)
            return false;
        offset += bytes;
    }
    positions->tail = (struct slice){(const char *)at, (size_t)(end - at)};
    return true;
}

/* Copies a chunk, which the next one may be larger than. */
static enum fault keep_chunk(struct postings *postings, struct slice row)
{
    struct position_reader *positions = postings->positions;
    if (row.len > positions->room_size || !positions->room) {
        positions->room_size = row.len;
        positions->room = arena_take(postings->arena, row.len + 1);
    }
    if (!positions->room)
        return FAULT_MEMORY;
    memcpy(positions->room, row.at, row.len);
    positions->bytes = (struct slice){positions->room, row.len};
    return FAULT_NONE;
}

static bool open_positions(struct postings *postings)
{
    struct arena *arena = postings->arena;
    struct position_reader *positions = arena_take_array(arena, 1, sizeof(*positions));
    struct slice row = postings->few_positions;
    if (!positions) {
        postings->fault = FAULT_MEMORY;
        return false;
    }
    postings->positions = positions;
    positions->block = UINT32_MAX;
    positions->at = arena_take(arena, (postings->blocks + 1) * sizeof(*positions->at));
    if (!row.at) {
        postings->fault = postings_row(postings, QUERY_PLACES_PART, 0, &row, NULL);
        row = arena_copy(arena, row);
    }
    positions->all = row;
    if (postings->few_positions.at)
        positions->tail = row;
    else if (!postings->fault && !arena_failed(arena) &&
             !read_directory(postings, positions))
        postings->fault = FAULT_DAMAGED;
    if (!postings->fault && arena_failed(arena))
        postings->fault = FAULT_MEMORY;
    return !postings->fault;
}

/* The positions of the current block. */
static struct slice block_positions(struct postings *postings)
{
    struct position_reader *positions = postings->positions;
    uint32_t block = postings->block, chunk = block / POSTINGS_CHUNK + 1;
    if (postings->tail.len > 0 && block == postings->blocks - 1)
        return positions->tail;
    if (chunk != positions->chunk) {
        struct slice row;
        positions->chunk = 0;
        postings->fault = postings_row(postings, QUERY_PLACES_PART, chunk, &row, NULL);
        if (!postings->fault)
            postings->fault = keep_chunk(postings, row);
        if (postings->fault)
            return SLICE_NONE;
        positions->chunk = chunk;
    }
    return slice_from(positions->bytes, positions->at[block] < positions->bytes.len
                                            ? positions->at[block]
                                            : positions->bytes.len);
}

static const unsigned char *skip(const unsigned char *at, const unsigned char *end,
                                 uint32_t count)
{
    while (count > 0 && at < end)
        count -= *at++ < 128;
    return at;
}

/* They rise, and stay below what a text can have. */
static bool take_positions(struct postings *postings, const unsigned char *at,
                           const unsigned char *end, uint32_t count,
                           struct position_list *out)
{
    uint32_t position = 0, step;
    for (uint32_t i = 0; i < count; i++) {
        at = varint_next(at, end, &step);
        if ((step == 0 && i > 0) || step > INT32_MAX - position) {
            postings->fault = FAULT_DAMAGED;
            return false;
        }
        out->at[out->count++] = position += step;
    }
    return true;
}

bool postings_positions(struct postings *postings, uint32_t count,
                        struct position_list *out)
{
    if (postings->fault || (!postings->positions && !open_positions(postings)))
        return false;
    struct position_reader *positions = postings->positions;
    struct slice bytes = block_positions(postings);
    if (postings->fault)
        return false;
    const unsigned char *end = (const unsigned char *)bytes.at + bytes.len;
    if (positions->block != postings->block || positions->next > postings->next ||
        !positions->in) {
        positions->block = postings->block;
        positions->next = 0;
        positions->in = (const unsigned char *)bytes.at;
    }
    for (; positions->next < postings->next; positions->next++)
        positions->in = skip(positions->in, end, postings->list[positions->next].count);
    if (count > (size_t)(end - positions->in)) { /* each has a byte at least */
        postings->fault = FAULT_DAMAGED;
        return false;
    }
    return array_reserve(&out->at, out->count, count, &out->room, sizeof(*out->at)) &&
           take_positions(postings, positions->in, end, count, out);
}
