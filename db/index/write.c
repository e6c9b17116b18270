/* The index in the making: batch by batch, passage by passage. */
#include "db/index/write.h"
#include "words.h"

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
    buffer_init(&index->document_starts);
    buffer_init(&index->scratch);
    index->positions = malloc(INDEX_POSITIONS * sizeof(*index->positions));
    index->sorted = malloc(INDEX_POSITIONS * sizeof(*index->sorted));
    index->recent = calloc(INDEX_RECENT, sizeof(*index->recent));
    return index->positions && index->sorted && index->recent;
}

void index_writer_close(struct index_writer *index)
{
    for (size_t i = 0; i < index->word_count; i++) {
        free(index->words[i].pending.at);
        free(index->words[i].positions.at);
        free(index->words[i].directory.at);
        free(index->words[i].positions_directory.at);
    }
    free(index->words);
    free(index->slots);
    free(index->positions);
    free(index->sorted);
    free(index->recent);
    free(index->compounds);
    arena_release(&index->texts);
    buffer_release(&index->sizes);
    buffer_release(&index->columns);
    buffer_release(&index->document_starts);
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
    if (!index->pipeline) /* a batch on its way is not cut */
        return FAULT_NONE;
    enum fault fault = batch_done(index->pipeline, detail);
    index->batch = index->pipeline->filling;
    return fault;
}

/* Where the documents up to this one begin. */
static void put_document_start(struct index_writer *index, int64_t document)
{
    uint32_t first = index->passages + 1;
    for (; index->documents < document; index->documents++)
        buffer_put(&index->document_starts,
                   (struct slice){(const char *)&first, sizeof(first)});
}

static enum fault index_passage(struct index_writer *index, int64_t document,
                                enum column column, struct slice text,
                                struct fault_detail *detail)
{
    uint32_t positions;
    put_document_start(index, document);
    index->passages++;
    enum fault fault = index_read(index, text, &positions, detail);
    if (fault)
        return fault;
    uint16_t size = positions < UINT16_MAX ? (uint16_t)positions : UINT16_MAX;
    index->occurrences += positions;
    buffer_put(&index->sizes, (struct slice){(const char *)&size, sizeof(size)});
    buffer_put_char(&index->columns, (char)column);
    return buffer_failed(&index->sizes) || buffer_failed(&index->columns) ||
                   buffer_failed(&index->document_starts)
               ? no_memory(detail)
               : FAULT_NONE;
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
        else if (row->sort == ROW_DOCUMENT && row->as.document.row.title_without_block)
            fault = index_passage(index, row->as.document.row.key, COLUMN_RECORD,
                                  row->as.document.row.title, detail);
    }
    return fault;
}

enum fault index_write_end(struct index_writer *index, struct batch_pipeline *pipeline,
                           struct fault_detail *detail)
{
    index->pipeline = pipeline;
    index->batch = pipeline->filling;
    enum fault fault = index_post_all(index, detail);
    return fault ? fault : index_end(index, detail);
}
