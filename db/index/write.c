/* Indexing, batch by batch: each block, note and separate title is a passage. */
#include "db/index/write.h"
#include "words.h"

/* Notes where the documents up to this one begin. */
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
               ? fault_memory(detail)
               : FAULT_NONE;
}

enum fault index_batch(void *self, struct batch *batch, struct fault_detail *detail)
{
    struct index_writer *index = self;
    struct batch_row **end = batch->last; /* rows of the index are added after it */
    enum fault fault = FAULT_NONE;
    index->batch = batch;
    for (struct batch_row **at = &batch->first; at != end && !fault; at = &(*at)->next) {
        const struct batch_row *row = *at;
        if (row->sort == ROW_BLOCK)
            fault = index_passage(index, row_document(row->as.block.key),
                                  column_of_block(row->as.block.kind), row->as.block.text,
                                  detail);
        else if (row->sort == ROW_NOTE)
            fault = index_passage(index, row_document(row->as.note.key), COLUMN_NOTE,
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
