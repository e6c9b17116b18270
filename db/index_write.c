/* The index in the making: batch by batch, passage by passage. */
#include "index_write.h"
#include "index_words.h"
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

bool index_writer_open(struct index_writer *index)
{
    *index = (struct index_writer){.batch = NULL};
    arena_init(&index->texts);
    buffer_init(&index->sizes);
    buffer_init(&index->columns);
    buffer_init(&index->firsts);
    buffer_init(&index->scratch);
    index->touched_room = 4096;
    index->touched = calloc(index->touched_room, sizeof(*index->touched));
    index->recent = calloc(INDEX_RECENT, sizeof(*index->recent));
    return index->touched && index->recent;
}

void index_writer_close(struct index_writer *index)
{
    for (size_t i = 0; i < index->word_count; i++) {
        free(index->words[i].pending.at);
        free(index->words[i].places.at);
        free(index->words[i].directory.at);
        free(index->words[i].places_directory.at);
    }
    free(index->words);
    free(index->slots);
    free(index->touched);
    free(index->recent);
    free(index->compounds);
    arena_release(&index->texts);
    buffer_release(&index->sizes);
    buffer_release(&index->columns);
    buffer_release(&index->firsts);
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

struct batch_row *index_row(struct index_writer *index, enum row_sort sort)
{
    return batch_put(index->batch, sort);
}

enum fault index_row_done(struct index_writer *index, struct fault_detail *detail)
{
    if (!index->line) /* a batch on its way is not cut */
        return FAULT_NONE;
    enum fault fault = batch_done(index->line, detail);
    index->batch = index->line->filling;
    return fault;
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

/* Words on their way into the index: those found lately at once, the others each called
 * for before it is looked up. */
enum { SOUGHT = 8 };

struct sought {
    char text[TOKEN_BYTES];
    uint32_t len, place;
    uint64_t hash;
};

struct seeking {
    struct index_writer *index;
    struct sought sought[SOUGHT];
    size_t put, taken; /* so many so far */
    uint32_t last;     /* number of the word that was taken last */
    uint32_t newest;   /* of the word that came last, where it was taken at once */
    bool newest_is_taken;
};

/* Does the word come once more? Its places must be taken in order. */
static bool is_sought(const struct seeking *seeking, uint64_t hash)
{
    for (size_t i = seeking->taken; i < seeking->put; i++)
        if (seeking->sought[i % SOUGHT].hash == hash)
            return true;
    return false;
}

/* A word that was found, at a place. */
static bool take_place(struct index_writer *index, uint32_t number, uint32_t place)
{
    struct index_word *word = &index->words[number];
    if (word->count == 0 && !touch(index, number))
        return false;
    return index_place(word, place);
}

static bool take_word(struct seeking *seeking, struct slice text, uint64_t hash,
                      uint32_t place)
{
    if (!index_word_find(seeking->index, text, hash, &seeking->last))
        return false;
    if (!is_sought(seeking, hash))
        index_word_keep(seeking->index, text, seeking->last);
    return take_place(seeking->index, seeking->last, place);
}

static bool take_sought(struct seeking *seeking)
{
    const struct sought *first = &seeking->sought[seeking->taken++ % SOUGHT];
    return take_word(seeking, (struct slice){first->text, first->len}, first->hash,
                     first->place);
}

static bool seek(struct seeking *seeking, const struct token *token)
{
    if (seeking->put - seeking->taken == SOUGHT && !take_sought(seeking))
        return false; /* first, for it may be the same word */
    seeking->newest_is_taken =
        index_word_recent(seeking->index, token->word, &seeking->newest);
    if (seeking->newest_is_taken)
        return take_place(seeking->index, seeking->newest, token->place);
    struct sought *sought = &seeking->sought[seeking->put++ % SOUGHT];
    memcpy(sought->text, token->word.at, token->word.len);
    sought->len = (uint32_t)token->word.len;
    sought->place = token->place;
    sought->hash = index_word_hash(token->word);
    index_word_call_slot(seeking->index, sought->hash);
    if (seeking->put - seeking->taken > SOUGHT / 2)
        index_word_call(seeking->index,
                        seeking->sought[(seeking->put - 1 - SOUGHT / 2) % SOUGHT].hash);
    return true;
}

static bool take_all(struct seeking *seeking)
{
    while (seeking->taken < seeking->put)
        if (!take_sought(seeking))
            return false;
    return true;
}

/* A hyphenated word, which stands behind its first part. */
static bool take_whole(struct seeking *seeking, const struct tokens *tokens,
                       const struct token *token)
{
    if (!take_all(seeking))
        return false;
    uint32_t first = seeking->newest_is_taken ? seeking->newest : seeking->last;
    return take_word(seeking, token->word, index_word_hash(token->word), token->place) &&
           index_compound(seeking->index, seeking->last, first, tokens);
}

/* Counts the words and notes their places. */
static bool read_words(struct index_writer *index, struct slice text, uint32_t *size)
{
    struct tokens tokens;
    const struct token *token;
    struct seeking seeking = {.index = index};
    tokens_init(&tokens, text);
    while ((token = tokens_next(&tokens)))
        if (!(token->whole ? take_whole(&seeking, &tokens, token)
                           : seek(&seeking, token)))
            return false;
    *size = tokens.place;
    return take_all(&seeking);
}

static enum fault index_passage(struct index_writer *index, int64_t document,
                                enum column column, struct slice text,
                                struct fault_detail *detail)
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
    for (size_t i = 0; i < index->touched_count && !fault; i++)
        fault = index_post(index, index->touched[i], index->passages, detail);
    index->touched_count = 0;
    return fault;
}

enum fault index_batch(void *self, struct batch *batch, struct fault_detail *detail)
{
    struct index_writer *index = self;
    struct batch_row **end = batch->last; /* behind it stands what is added here */
    enum fault fault = FAULT_NONE;
    index->batch = batch;
    for (struct batch_row **at = &batch->first; at != end && !fault; at = &(*at)->next) {
        const struct batch_row *row = *at;
        if (row->sort == ROW_BLOCK)
            fault = index_passage(index, row->as.block.key >> 32,
                                  column_of_block(row->as.block.kind), row->as.block.text,
                                  detail);
        else if (row->sort == ROW_NOTE)
            fault = index_passage(index, row->as.note.key >> 32, COLUMN_NOTE,
                                  row->as.note.text, detail);
        else if (row->sort == ROW_DOCUMENT && row->as.document.row.title_apart)
            fault = index_passage(index, row->as.document.row.key, COLUMN_RECORD,
                                  row->as.document.row.title, detail);
    }
    return fault;
}

enum fault index_write_end(struct index_writer *index, struct batch_line *line,
                           struct fault_detail *detail)
{
    index->line = line;
    index->batch = line->filling;
    return index_end(index, detail);
}
