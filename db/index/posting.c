/* From positions to postings: to blocks with their bounds, and to rows (postings.h). */
#include "words.h"

/* --- bounds --- */

struct bound_pair {
    uint32_t count, size;
};

struct bound_pairs {
    struct bound_pair list[POSTINGS_PAIRS]; /* counts go down, and so do sizes */
    size_t count;
};

/* For each weight (weighted count) the least size of the postings that have it; those of
 * WEIGHTS and more share an entry, and count as heavy as the heaviest. */
enum { WEIGHTS = 128 };
struct least_sizes {
    uint32_t size[WEIGHTS + 1];
    uint32_t heaviest;
};

static void find_least_sizes(const struct index_writer *index,
                             const struct index_word *word, struct least_sizes *least)
{
    const unsigned char *at = word->pending.at + word->block_at,
                        *end = word->pending.at + word->pending.len;
    uint32_t passage = word->block_base;
    memset(least->size, 0xff, sizeof(least->size));
    least->heaviest = WEIGHTS;
    while (at < end) {
        uint32_t step, count = 1;
        at = varint_next(at, end, &step);
        if (step & 1)
            at = varint_next(at, end, &count);
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

/* The pairs that no other pair dominates. When there are too many, the last one takes the
 * least size of all that follow, so that it bounds them too. */
static void find_pairs(const struct index_writer *index, const struct index_word *word,
                       struct bound_pairs *pairs)
{
    struct least_sizes least;
    uint32_t size = UINT32_MAX;
    find_least_sizes(index, word, &least);
    pairs->count = 0;
    for (uint32_t weight = WEIGHTS + 1; weight-- > 0;) {
        if (least.size[weight] >= size)
            continue;
        size = least.size[weight];
        uint32_t count = weight < WEIGHTS ? weight : least.heaviest;
        if (pairs->count < POSTINGS_PAIRS)
            pairs->list[pairs->count++] = (struct bound_pair){count, size};
        else
            pairs->list[pairs->count - 1].size = size;
    }
}

/* --- rows --- */

static enum fault put_row(struct index_writer *index, enum row_sort sort, int64_t key,
                          struct slice bytes, struct fault_detail *detail)
{
    struct batch_row *row = index_row(index, sort);
    if (!row)
        return fault_memory(detail);
    row->as.packed.key = key;
    row->as.packed.bytes = batch_keep(index->batch, bytes);
    return index_row_done(index, detail);
}

/* Adds the rows of the full blocks and their positions, without an open block. */
static enum fault end_chunk(struct index_writer *index, uint32_t number,
                            struct fault_detail *detail)
{
    struct index_word *word = &index->words[number];
    int64_t key = postings_key(number + 1, ++word->chunks);
    struct slice bytes = {(const char *)word->pending.at, word->block_at},
                 positions = {(const char *)word->positions.at, word->positions_at};
    word->full = 0;
    enum fault fault = put_row(index, ROW_POSTINGS, key, bytes, detail);
    return fault ? fault : put_row(index, ROW_POSITIONS, key, positions, detail);
}

static enum fault end_block(struct index_writer *index, uint32_t number,
                            struct fault_detail *detail)
{
    struct index_word *word = &index->words[number];
    struct list_bytes *directory = &word->directory;
    struct bound_pairs pairs;
    find_pairs(index, word, &pairs);
    if (!list_bytes_reserve(directory, (3 + POSTINGS_PAIRS * 2) * VARINT_BYTES_32) ||
        !list_bytes_reserve(&word->positions_directory, VARINT_BYTES_32))
        return fault_memory(detail);
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

/* Completes the posting of the last passage, all of whose positions are known. */
static enum fault close_posting(struct index_writer *index, uint32_t number,
                                struct fault_detail *detail)
{
    struct index_word *word = &index->words[number];
    if (!list_bytes_reserve(&word->pending, 2 * VARINT_BYTES_32))
        return fault_memory(detail);
    list_bytes_put_varint(&word->pending,
                          (word->passage - word->last) << 1 | (word->count > 1));
    if (word->count > 1)
        list_bytes_put_varint(&word->pending, word->count);
    word->last = word->passage;
    word->passages++;
    return ++word->block_count == POSTINGS_BLOCK ? end_block(index, number, detail)
                                                 : FAULT_NONE;
}

/* Adds a position to its word; those of a word come in order. The size of a passage is
 * known before a position in a later one. */
static enum fault post(struct index_writer *index, const struct index_position *at,
                       struct fault_detail *detail)
{
    struct index_word *word = &index->words[at->word];
    if (word->passage != at->passage) {
        enum fault fault =
            word->passage ? close_posting(index, at->word, detail) : FAULT_NONE;
        if (fault)
            return fault;
        word->documents += word->passage < index_document_of(index, at->passage);
        word->passage = at->passage;
        word->count = word->position = 0;
    }
    if (!list_bytes_reserve(&word->positions, VARINT_BYTES_32))
        return fault_memory(detail);
    list_bytes_put_varint(&word->positions, at->position - word->position);
    word->position = at->position;
    word->count++;
    return FAULT_NONE;
}

/* --- gathered positions, word by word ---
 * The words of a text come from all over the vocabulary, which is far larger than the
 * caches of the processor. Positions are therefore gathered in the order of the texts,
 * sorted by word (a radix sort), and added to one word after the other. */

enum { DIGIT_BITS = 9, DIGITS = 1 << DIGIT_BITS };

/* One pass: by the digit of the word's number that begins at bit `shift`. */
static void sort_by(struct index_writer *index, unsigned shift)
{
    uint32_t starts[DIGITS] = {0}, at = 0;
    const struct index_position *from = index->positions;
    for (size_t i = 0; i < index->position_count; i++)
        starts[from[i].word >> shift & (DIGITS - 1)]++;
    for (size_t i = 0; i < DIGITS; i++) {
        uint32_t count = starts[i];
        starts[i] = at;
        at += count;
    }
    for (size_t i = 0; i < index->position_count; i++)
        index->sorted[starts[from[i].word >> shift & (DIGITS - 1)]++] = from[i];
    struct index_position *sorted = index->sorted;
    index->sorted = index->positions;
    index->positions = sorted;
}

/* Prefetches the ends of the lists, to which something will be added. */
static void prefetch_lists(const struct index_word *word)
{
    if (word->positions.at)
        __builtin_prefetch(word->positions.at + word->positions.len, 1);
    if (word->pending.at)
        __builtin_prefetch(word->pending.at + word->pending.len, 1);
}

enum fault index_post_all(struct index_writer *index, struct fault_detail *detail)
{
    enum { WORD_AHEAD = 24, LISTS_AHEAD = 12 }; /* how early each is prefetched */
    enum fault fault = FAULT_NONE;
    for (unsigned shift = 0; index->word_count >> shift; shift += DIGIT_BITS)
        sort_by(index, shift);
    const struct index_position *at = index->positions, *end = at + index->position_count;
    for (; at < end && !fault; at++) {
        if (end - at > WORD_AHEAD && at[WORD_AHEAD].word != at[WORD_AHEAD - 1].word)
            __builtin_prefetch(&index->words[at[WORD_AHEAD].word], 1);
        if (end - at > LISTS_AHEAD && at[LISTS_AHEAD].word != at[LISTS_AHEAD - 1].word)
            prefetch_lists(&index->words[at[LISTS_AHEAD].word]);
        fault = post(index, at, detail);
    }
    index->position_count = 0;
    return fault;
}

/* --- the end --- */

static struct slice open_block(const struct list_bytes *bytes, uint32_t at)
{
    return (struct slice){(const char *)bytes->at + at, bytes->len - at};
}

static struct slice bytes_of(const struct list_bytes *bytes)
{
    return (struct slice){(const char *)bytes->at, bytes->len};
}

/* Adds the rows of the directories, each followed by the open block. */
static enum fault put_directory(struct index_writer *index, uint32_t number,
                                struct fault_detail *detail)
{
    struct index_word *word = &index->words[number];
    struct buffer *out = &index->scratch;
    buffer_clear(out);
    varint_put(out, word->blocks);
    buffer_put(out, bytes_of(&word->directory));
    buffer_put(out, open_block(&word->pending, word->block_at));
    if (buffer_failed(out))
        return fault_memory(detail);
    enum fault fault = put_row(index, ROW_POSTINGS, postings_key(number + 1, 0),
                               buffer_slice(out), detail);
    buffer_clear(out);
    buffer_put(out, bytes_of(&word->positions_directory));
    buffer_put(out, open_block(&word->positions, word->positions_at));
    if (buffer_failed(out))
        return fault_memory(detail);
    return fault ? fault
                 : put_row(index, ROW_POSITIONS, postings_key(number + 1, 0),
                           buffer_slice(out), detail);
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
        return fault_memory(detail);
    row->as.word.word = batch_keep(index->batch, (struct slice){word->text, word->len});
    row->as.word.number = number + 1;
    row->as.word.passages = word->passages;
    row->as.word.documents = word->documents;
    row->as.word.few = SLICE_NONE;
    if (word->passages <= POSTINGS_FEW) {
        struct buffer *out = &index->scratch;
        buffer_clear(out);
        buffer_put(out, bytes_of(&word->pending));
        buffer_put(out, bytes_of(&word->positions));
        if (buffer_failed(out))
            return fault_memory(detail);
        row->as.word.few = batch_keep(index->batch, buffer_slice(out));
    }
    return index_row_done(index, detail);
}
