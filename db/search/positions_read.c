/* Reading places: the words' rows beside the postings, when they are asked for. */
#include "postings_read.h"

/* Where each full block's places begin, and the most that a chunk holds. */
static bool read_directory(struct postings *postings, struct places *places)
{
    const unsigned char *at = (const unsigned char *)places->all.at,
                        *end = at + places->all.len;
    uint32_t full = postings->blocks - (postings->tail.len > 0), offset = 0, bytes;
    for (uint32_t i = 0; i < full; i++) {
        offset = i % POSTINGS_CHUNK ? offset : 0;
        at = postings_varint(at, end, &bytes);
        places->at[i] = offset;
        if (bytes > INT32_MAX - offset)
            return false;
        offset += bytes;
        if (offset > places->room_size)
            places->room_size = offset;
    }
    places->tail = (struct slice){(const char *)at, (size_t)(end - at)};
    places->room = arena_take(postings->arena, places->room_size + 1);
    return places->room;
}

static bool open_places(struct postings *postings)
{
    struct arena *arena = postings->arena;
    struct places *places = arena_take_array(arena, 1, sizeof(*places));
    struct slice row = postings->few_places;
    if (!places) {
        postings->fault = FAULT_MEMORY;
        return false;
    }
    postings->places = places;
    places->block = UINT32_MAX;
    places->at = arena_take(arena, (postings->blocks + 1) * sizeof(*places->at));
    if (!row.at) {
        postings->fault = postings_row(postings, QUERY_PLACES_PART, 0, &row, NULL);
        row = arena_copy(arena, row);
    }
    places->all = row;
    if (postings->few_places.at)
        places->tail = row;
    else if (!postings->fault && !arena_failed(arena) &&
             !read_directory(postings, places))
        postings->fault = FAULT_DATASET;
    if (!postings->fault && arena_failed(arena))
        postings->fault = FAULT_MEMORY;
    return !postings->fault;
}

/* The places of the block that the postings are at. */
static struct slice block_places(struct postings *postings)
{
    struct places *places = postings->places;
    uint32_t block = postings->block, chunk = block / POSTINGS_CHUNK + 1;
    if (postings->tail.len > 0 && block == postings->blocks - 1)
        return places->tail;
    if (chunk != places->chunk) {
        struct slice row;
        places->chunk = 0;
        postings->fault = postings_row(postings, QUERY_PLACES_PART, chunk, &row, NULL);
        if (!postings->fault && row.len > places->room_size)
            postings->fault = FAULT_DATASET;
        if (postings->fault)
            return SLICE_NONE;
        memcpy(places->room, row.at, row.len);
        places->bytes = (struct slice){places->room, row.len};
        places->chunk = chunk;
    }
    return slice_from(places->bytes, places->at[block] < places->bytes.len
                                         ? places->at[block]
                                         : places->bytes.len);
}

static const unsigned char *skip(const unsigned char *at, const unsigned char *end,
                                 uint32_t count)
{
    while (count > 0 && at < end)
        count -= *at++ < 128;
    return at;
}

bool postings_places(struct postings *postings, uint32_t *out, uint32_t count)
{
    if (postings->fault || (!postings->places && !open_places(postings)))
        return false;
    struct places *places = postings->places;
    struct slice bytes = block_places(postings);
    if (postings->fault)
        return false;
    const unsigned char *end = (const unsigned char *)bytes.at + bytes.len;
    if (places->block != postings->block || places->next > postings->next ||
        !places->in) {
        places->block = postings->block;
        places->next = 0;
        places->in = (const unsigned char *)bytes.at;
    }
    for (; places->next < postings->next; places->next++)
        places->in = skip(places->in, end, postings->list[places->next].count);
    const unsigned char *at = places->in;
    uint32_t place = 0, step;
    for (uint32_t i = 0; i < count; i++) {
        at = postings_varint(at, end, &step);
        out[i] = place += step;
    }
    return true;
}
