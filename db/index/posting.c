/* The index in the making: one word's postings, to blocks, to rows. */
#include "words.h"

/* --- bounds --- */

struct pair {
    uint32_t count, size;
};

struct pairs {
    struct pair list[POSTINGS_PAIRS]; /* counts go down, and so do sizes */
    size_t count;
};

/* The least size of all postings that weigh so much; those that weigh more than fits are
 * as heavy as the heaviest of them. */
enum { WEIGHTS = 128 };
struct least {
    uint32_t size[WEIGHTS + 1];
    uint32_t heaviest;
};

static void find_least(const struct index_writer *index, const struct index_word *word,
                       struct least *least)
{
    const unsigned char *at = word->pending.at + word->block_at,
                        *end = word->pending.at + word->pending.len;
    uint32_t passage = word->block_base;
    memset(least->size, 0xff, sizeof(least->size));
    least->heaviest = WEIGHTS;
    while (at < end) {
        uint32_t step, count = 1;
        at = postings_varint(at, end, &step);
        if (step & 1)
            at = postings_varint(at, end, &count);
        passage += step >> 1;
        uint32_t weight = count * column_quarters(index_column_of(index, passage));
        uint32_t size = index_size_of(index, passage);
        if (weight > least->heaviest)
            least->heaviest = weight;
        uint32_t *slot = &least->size[weight < WEIGHTS ? weight : WEIGHTS];
        if (size < *slot)
            *slot = size;
    }
}

/* The pairs that no other outdoes. When there are too many, the last stands for all
 * that follow, whose sizes it takes. */
static void find_pairs(const struct index_writer *index, const struct index_word *word,
                       struct pairs *pairs)
{
    struct least least;
    uint32_t size = UINT32_MAX;
    find_least(index, word, &least);
    pairs->count = 0;
    for (uint32_t weight = WEIGHTS + 1; weight-- > 0;) {
        if (least.size[weight] >= size)
            continue;
        size = least.size[weight];
        uint32_t count = weight < WEIGHTS ? weight : least.heaviest;
        if (pairs->count < POSTINGS_PAIRS)
            pairs->list[pairs->count++] = (struct pair){count, size};
        else
            pairs->list[pairs->count - 1].size = size;
    }
}

/* --- rows --- */

static enum fault no_memory(struct fault_detail *detail)
{
    return fault_set(detail, FAULT_MEMORY, "out of memory");
}

static enum fault hand_over(struct index_writer *index, enum row_sort sort, int64_t key,
                            struct slice bytes, struct fault_detail *detail)
{
    struct batch_row *row = index_row(index, sort);
    if (!row)
        return no_memory(detail);
    row->as.packed.key = key;
    row->as.packed.bytes = batch_keep(index->batch, bytes);
    return index_row_done(index, detail);
}

static int64_t key_of(uint32_t word, uint32_t part)
{
    return (int64_t)(word + 1) << POSTINGS_KEY_BITS | part;
}

/* The full blocks and their places, which are all there is or what stands before an open
 * block. */
static enum fault end_chunk(struct index_writer *index, uint32_t number,
                            struct fault_detail *detail)
{
    struct index_word *word = &index->words[number];
    int64_t key = key_of(number, ++word->chunks);
    struct slice bytes = {(const char *)word->pending.at, word->block_at},
                 positions = {(const char *)word->positions.at, word->positions_at};
    word->full = 0;
    enum fault fault = hand_over(index, ROW_POSTINGS, key, bytes, detail);
    return fault ? fault : hand_over(index, ROW_POSITIONS, key, positions, detail);
}

static enum fault end_block(struct index_writer *index, uint32_t number,
                            struct fault_detail *detail)
{
    struct index_word *word = &index->words[number];
    struct list_bytes *directory = &word->directory;
    struct pairs pairs;
    find_pairs(index, word, &pairs);
    if (!list_bytes_reserve(directory, 15 + POSTINGS_PAIRS * 10) ||
        !list_bytes_reserve(&word->positions_directory, 5))
        return no_memory(detail);
    list_bytes_put_varint(directory, word->last - word->block_base);
    list_bytes_put_varint(directory, word->pending.len - word->block_at);
    list_bytes_put_varint(&word->positions_directory,
                          word->positions.len - word->positions_at);
    list_bytes_put_varint(directory, (uint32_t)pairs.count);
    for (size_t i = 0; i < pairs.count; i++) {
        list_bytes_put_varint(directory, pairs.list[i].count);
        list_bytes_put_varint(directory, pairs.list[i].size);
    }
    word->blocks++;
    word->block_count = 0;
    word->block_base = word->last;
    word->block_at = word->pending.len;
    word->positions_at = word->positions.len;
    if (++word->full < POSTINGS_CHUNK)
        return FAULT_NONE;
    enum fault fault = end_chunk(index, number, detail);
    word->pending.len = word->positions.len = word->block_at = word->positions_at = 0;
    return fault;
}

/* The posting of the passage that the word came in last, whose places are in. */
static enum fault close_posting(struct index_writer *index, uint32_t number,
                                struct fault_detail *detail)
{
    struct index_word *word = &index->words[number];
    if (!list_bytes_reserve(&word->pending, 10))
        return no_memory(detail);
    list_bytes_put_varint(&word->pending,
                          (word->passage - word->last) << 1 | (word->count > 1));
    if (word->count > 1)
        list_bytes_put_varint(&word->pending, word->count);
    word->last = word->passage;
    word->passages++;
    return ++word->block_count == POSTINGS_BLOCK ? end_block(index, number, detail)
                                                 : FAULT_NONE;
}

enum fault index_post(struct index_writer *index, const struct index_position *at,
                      struct fault_detail *detail)
{
    struct index_word *word = &index->words[at->word];
    if (word->passage != at->passage) {
        enum fault fault =
            word->passage ? close_posting(index, at->word, detail) : FAULT_NONE;
        if (fault)
            return fault;
        word->passage = at->passage;
        word->count = word->position = 0;
    }
    if (!list_bytes_reserve(&word->positions, 5))
        return no_memory(detail);
    list_bytes_put_varint(&word->positions, at->position - word->position);
    word->position = at->position;
    word->count++;
    return FAULT_NONE;
}

/* --- the end --- */

static struct slice open_block(const struct list_bytes *bytes, uint32_t at)
{
    return (struct slice){(const char *)bytes->at + at, bytes->len - at};
}

static struct slice all_of(const struct list_bytes *bytes)
{
    return (struct slice){(const char *)bytes->at, bytes->len};
}

/* The directory, and behind it the open block. */
static enum fault put_directory(struct index_writer *index, uint32_t number,
                                struct fault_detail *detail)
{
    struct index_word *word = &index->words[number];
    struct buffer *out = &index->scratch;
    unsigned char head[5];
    buffer_clear(out);
    size_t head_len = postings_put_varint(head, word->blocks);
    buffer_put(out, (struct slice){(const char *)head, head_len});
    buffer_put(out, all_of(&word->directory));
    buffer_put(out, open_block(&word->pending, word->block_at));
    if (buffer_failed(out))
        return no_memory(detail);
    enum fault fault =
        hand_over(index, ROW_POSTINGS, key_of(number, 0), buffer_slice(out), detail);
    buffer_clear(out);
    buffer_put(out, all_of(&word->positions_directory));
    buffer_put(out, open_block(&word->positions, word->positions_at));
    if (buffer_failed(out))
        return no_memory(detail);
    return fault ? fault
                 : hand_over(index, ROW_POSITIONS, key_of(number, 0), buffer_slice(out),
                             detail);
}

enum fault index_word_end(struct index_writer *index, uint32_t number,
                          struct fault_detail *detail)
{
    const struct index_word *word = &index->words[number];
    if (word->passages <= POSTINGS_FEW)
        return FAULT_NONE;
    enum fault fault = put_directory(index, number, detail);
    return fault || !word->full ? fault : end_chunk(index, number, detail);
}

enum fault index_word_put(struct index_writer *index, uint32_t number,
                          struct fault_detail *detail)
{
    struct index_word *word = &index->words[number];
    enum fault fault = close_posting(index, number, detail);
    if (fault)
        return fault;
    struct batch_row *row = index_row(index, ROW_WORD);
    if (!row)
        return no_memory(detail);
    row->as.word.word = batch_keep(index->batch, (struct slice){word->text, word->len});
    row->as.word.number = number + 1;
    row->as.word.passages = word->passages;
    row->as.word.few = SLICE_NONE;
    if (word->passages <= POSTINGS_FEW) {
        struct buffer *out = &index->scratch;
        buffer_clear(out);
        buffer_put(out, all_of(&word->pending));
        buffer_put(out, all_of(&word->positions));
        if (buffer_failed(out))
            return no_memory(detail);
        row->as.word.few = batch_keep(index->batch, buffer_slice(out));
    }
    return index_row_done(index, detail);
}
