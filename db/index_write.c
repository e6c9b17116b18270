/* The index in the making: passage by passage, then all that is left. */
#include "index_write.h"
#include "index_words.h"
#include "stem.h"
#include "tokens.h"

#include <stdlib.h>

enum column column_of_block(enum block_kind kind)
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

bool index_writer_open(struct index_writer *index, struct batch_line *line)
{
    *index = (struct index_writer){.line = line};
    arena_init(&index->texts);
    struct buffer *buffers[] = {&index->sizes, &index->columns, &index->firsts,
                                &index->folded, &index->scratch};
    for (size_t i = 0; i < sizeof(buffers) / sizeof(buffers[0]); i++)
        buffer_init(buffers[i]);
    index->touched_room = 4096;
    index->touched = calloc(index->touched_room, sizeof(*index->touched));
    return index->touched;
}

void index_writer_close(struct index_writer *index)
{
    if (!index->touched)
        return;
    for (size_t i = 0; i < index->word_count; i++) {
        free(index->words[i].pending.at);
        free(index->words[i].directory.at);
    }
    free(index->words);
    free(index->slots);
    free(index->touched);
    arena_release(&index->texts);
    buffer_release(&index->sizes);
    buffer_release(&index->columns);
    buffer_release(&index->firsts);
    buffer_release(&index->folded);
    buffer_release(&index->scratch);
    *index = (struct index_writer){0};
}

uint32_t index_size_of(const struct index_writer *index, uint32_t passage)
{
    uint16_t size;
    memcpy(&size, index->sizes.at + (size_t)(passage - 1) * sizeof(size), sizeof(size));
    return size;
}

enum column index_column_of(const struct index_writer *index, uint32_t passage)
{
    return (enum column)index->columns.at[passage - 1];
}

static enum fault no_memory(struct fault_detail *detail)
{
    return fault_set(detail, FAULT_MEMORY, "out of memory");
}

/* Where the documents up to this one begin. */
static void note_first(struct index_writer *index, int64_t document)
{
    uint32_t first = index->passages + 1;
    for (; index->documents < document; index->documents++)
        buffer_put(&index->firsts, (struct slice){(const char *)&first, sizeof(first)});
}

static bool touch(struct index_writer *index, uint32_t word)
{
    if (index->words[word].count++ > 0)
        return true;
    if (index->touched_count == index->touched_room) {
        size_t room = index->touched_room * 2;
        uint32_t *touched = realloc(index->touched, room * sizeof(*touched));
        if (!touched)
            return false;
        index->touched = touched;
        index->touched_room = room;
    }
    index->touched[index->touched_count++] = word;
    return true;
}

/* Counts the words, and writes them for the tokenizer of FTS5 (fts_tokenizer.c): with
 * blanks between, "+" before one that stands at the place of the word before it. */
static bool read_words(struct index_writer *index, struct slice text, uint32_t *size)
{
    struct tokens tokens;
    const struct token *token;
    uint32_t word;
    tokens_init(&tokens, text);
    buffer_clear(&index->folded);
    while ((token = tokens_next(&tokens))) {
        if (!index_word_find(index, token->word, &word) || !touch(index, word))
            return false;
        if (!buffer_reserve(&index->folded, token->word.len + 2))
            return false;
        if (token->whole)
            index->folded.at[index->folded.len++] = '+';
        memcpy(index->folded.at + index->folded.len, token->word.at, token->word.len);
        index->folded.len += token->word.len;
        index->folded.at[index->folded.len++] = ' ';
    }
    *size = tokens.place;
    return true;
}

static enum fault put_passage(struct index_writer *index, enum column column,
                              struct fault_detail *detail)
{
    struct batch_row *row = batch_add(index->line, ROW_PASSAGE);
    if (!row)
        return no_memory(detail);
    row->as.passage.number = index->passages;
    row->as.passage.column = (int)column;
    row->as.passage.words = batch_copy(index->line, buffer_slice(&index->folded));
    return batch_done(index->line, detail);
}

enum fault index_write(struct index_writer *index, int64_t document, enum column column,
                       struct slice text, struct fault_detail *detail)
{
    uint32_t places;
    note_first(index, document);
    index->passages++;
    if (!read_words(index, text, &places))
        return no_memory(detail);
    uint16_t size = places < UINT16_MAX ? (uint16_t)places : UINT16_MAX;
    index->occurrences += places;
    buffer_put(&index->sizes, (struct slice){(const char *)&size, sizeof(size)});
    buffer_put_char(&index->columns, (char)column);
    if (buffer_failed(&index->sizes) || buffer_failed(&index->columns) ||
        buffer_failed(&index->firsts))
        return no_memory(detail);
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; i < index->touched_count && !fault; i++) {
        uint32_t word = index->touched[i], count = index->words[word].count;
        index->words[word].count = 0;
        fault = index_post(index, word, index->passages, count, detail);
    }
    index->touched_count = 0;
    return fault ? fault : put_passage(index, column, detail);
}

/* --- the end --- */

static enum fault put_shelf(struct index_writer *index, enum shelf shelf,
                            struct slice bytes, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (size_t at = 0; at < bytes.len && !fault; at += SHELF_PART_BYTES) {
        struct slice part = slice_from(bytes, at);
        part.len = part.len < SHELF_PART_BYTES ? part.len : SHELF_PART_BYTES;
        struct batch_row *row = batch_add(index->line, ROW_SHELF);
        if (!row)
            return no_memory(detail);
        row->as.postings.key = (int64_t)shelf << 32 | (int64_t)(at / SHELF_PART_BYTES);
        row->as.postings.bytes = batch_copy(index->line, part);
        fault = batch_done(index->line, detail);
    }
    return fault;
}

struct order {
    const char *text;
    uint32_t len, word;
};

static int compare(const void *a, const void *b)
{
    const struct order *left = a, *right = b;
    int order = slice_compare((struct slice){left->text, left->len},
                              (struct slice){right->text, right->len});
    return order ? order : (left->word > right->word) - (left->word < right->word);
}

/* Rows in the order of their table, so that it grows at its end. */
static enum fault put_words(struct index_writer *index, struct order *orders,
                            struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (uint32_t i = 0; i < index->word_count; i++)
        orders[i] = (struct order){index->words[i].text, index->words[i].len, i};
    qsort(orders, index->word_count, sizeof(*orders), compare);
    for (size_t i = 0; i < index->word_count && !fault; i++)
        fault = index_word_end(index, orders[i].word, detail);
    return fault;
}

/* Only of words that are not their own stem. */
static bool find_stems(struct index_writer *index, struct stemmer *stemmer,
                       struct order *orders, size_t *count)
{
    *count = 0;
    for (uint32_t i = 0; i < index->word_count; i++) {
        struct slice word = {index->words[i].text, index->words[i].len};
        struct slice stem = stem_of(stemmer, word);
        if (!stem.at)
            return false;
        if (slice_equal(stem, word))
            continue;
        struct slice copy = arena_copy(&index->texts, stem);
        if (!copy.at)
            return false;
        orders[(*count)++] = (struct order){copy.at, (uint32_t)copy.len, i};
    }
    qsort(orders, *count, sizeof(*orders), compare);
    return true;
}

static enum fault put_stems(struct index_writer *index, struct order *orders,
                            struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    size_t count;
    struct stemmer *stemmer = stemmer_new();
    bool found = stemmer && find_stems(index, stemmer, orders, &count);
    stemmer_free(stemmer);
    if (!found)
        return no_memory(detail);
    for (size_t i = 0; i < count && !fault; i++) {
        const struct index_word *word = &index->words[orders[i].word];
        struct batch_row *row = batch_add(index->line, ROW_FORM);
        if (!row)
            return no_memory(detail);
        row->as.form.stem =
            batch_copy(index->line, (struct slice){orders[i].text, orders[i].len});
        row->as.form.word =
            batch_copy(index->line, (struct slice){word->text, word->len});
        fault = batch_done(index->line, detail);
    }
    return fault;
}

enum fault index_write_end(struct index_writer *index, struct fault_detail *detail)
{
    struct order *orders = calloc(index->word_count + 1, sizeof(*orders));
    if (!orders)
        return no_memory(detail);
    enum fault fault = put_words(index, orders, detail);
    if (!fault)
        fault = put_stems(index, orders, detail);
    free(orders);
    if (!fault)
        fault = put_shelf(index, SHELF_SIZES, buffer_slice(&index->sizes), detail);
    if (!fault)
        fault = put_shelf(index, SHELF_COLUMNS, buffer_slice(&index->columns), detail);
    if (!fault)
        fault = put_shelf(index, SHELF_FIRSTS, buffer_slice(&index->firsts), detail);
    return fault;
}
