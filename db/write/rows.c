/* The rows of a data set: collections, documents, blocks, notes, sources. */
#include "rows.h"

static enum fault write_collection(struct row_writer *writer,
                                   const struct collection_row *row,
                                   struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_COLLECTION);
    insert_int(&put, row->key);
    insert_text(&put, row->id);
    insert_int(&put, row->first);
    insert_int(&put, row->last);
    insert_text(&put, row->answer);
    return insert_end(&put, detail);
}

static enum fault write_document_answer(struct row_writer *writer, int64_t document,
                                        struct slice answer, struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_DOCUMENT_ANSWER);
    insert_int(&put, document);
    insert_text(&put, answer);
    return insert_end(&put, detail);
}

static enum fault write_document(struct row_writer *writer,
                                 const struct document_row *row, struct slice answer,
                                 struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_DOCUMENT);
    const struct slice texts[] = {
        row->title,     row->title_words,     row->author,        row->author_words,
        row->recipient, row->recipient_words, row->classification};
    bool dated = row->date_first || row->date_last;
    insert_int(&put, row->key);
    insert_text(&put, row->id);
    insert_int(&put, row->collection);
    insert_text(&put, row->sort_key);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        insert_text_or_empty(&put, texts[i]);
    insert_int_or_null(&put, dated, row->date_first);
    insert_int_or_null(&put, dated, row->date_last);
    insert_text(&put, row->digest);
    insert_int(&put, row->blocks);
    insert_int(&put, row->notes);
    insert_int(&put, row->omissions);
    insert_text_or_empty(&put, row->genre);
    insert_text_or_empty(&put, row->path);
    insert_int(&put, row->modified);
    insert_int(&put, row->stale);
    enum fault fault = insert_end(&put, detail);
    return fault ? fault : write_document_answer(writer, row->key, answer, detail);
}

/* "b5" is found as block 5 of its document; only other ids need a row. */
static bool is_ordinal_id(int64_t key, struct slice id)
{
    uint32_t ordinal = row_seq(key);
    size_t at = id.len;
    while (at > 1 && ordinal > 0 && id.at[at - 1] == (char)('0' + ordinal % 10)) {
        ordinal /= 10;
        at--;
    }
    return at == 1 && ordinal == 0 && id_kind(id) == ID_ORDINAL;
}

static enum fault write_id(struct row_writer *writer, int64_t key, struct slice id,
                           struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_NAME);
    insert_int(&put, row_document(key));
    insert_text(&put, id);
    insert_int(&put, key);
    return insert_end(&put, detail);
}

static enum fault write_block(struct row_writer *writer, const struct block_row *row,
                              struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_BLOCK);
    insert_int(&put, row->key);
    insert_text(&put, row->id);
    insert_int(&put, row->kind);
    insert_int_or_null(&put, row->number, row->number);
    insert_text_or_empty(&put, row->label);
    insert_int(&put, (int64_t)row->digest);
    insert_int(&put, (int64_t)row->source_at);
    insert_int(&put, (int64_t)row->source_bytes);
    insert_text(&put, row->before_text);
    insert_text(&put, row->after_text);
    insert_text_or_empty(&put, row->text);
    enum fault fault = insert_end(&put, detail);
    if (fault || is_ordinal_id(row->key, row->id))
        return fault;
    return write_id(writer, row->key, row->id, detail);
}

static enum fault write_note(struct row_writer *writer, const struct note_row *row,
                             struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_NOTE);
    insert_int(&put, row->key);
    insert_text(&put, row->id);
    insert_int(&put, row->kind);
    insert_int(&put, (int64_t)row->digest);
    insert_int_or_null(&put, row->block, row->block);
    insert_text_or_empty(&put, row->label);
    insert_int_or_null(&put, row->block, row->at);
    insert_text(&put, row->before_text);
    insert_text(&put, row->after_text);
    insert_text_or_empty(&put, row->text);
    enum fault fault = insert_end(&put, detail);
    return fault ? fault : write_id(writer, row->key, row->id, detail);
}

static enum fault write_omission(struct row_writer *writer, int64_t block,
                                 struct slice answer, struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_OMISSION);
    insert_int(&put, block);
    insert_text(&put, answer);
    return insert_end(&put, detail);
}

static struct slice or_none(struct slice text)
{
    return text.len ? text : SLICE_NONE;
}

static enum fault write_former(struct row_writer *writer, const struct former_row *row,
                               struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_FORMER);
    insert_text(&put, row->document);
    insert_text_or_empty(&put, row->name);
    insert_int(&put, row->status);
    insert_text(&put, or_none(row->target_document));
    insert_text(&put, or_none(row->target_name));
    insert_int(&put, (int64_t)row->digest);
    insert_int_or_null(&put, row->since, row->since);
    insert_int(&put, row->withdrawn);
    return insert_end(&put, detail);
}

static enum fault write_revision(struct row_writer *writer,
                                 const struct revision_row *row,
                                 struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_REVISION);
    insert_int(&put, row->number);
    insert_text(&put, row->rev);
    insert_int(&put, row->made);
    return insert_end(&put, detail);
}

static enum fault write_change(struct row_writer *writer, const struct change_row *row,
                               struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_CHANGE);
    insert_int(&put, row->revision);
    insert_text(&put, row->document);
    insert_text(&put, row->kind);
    insert_text(&put, or_none(row->target));
    insert_text(&put, or_none(row->parts));
    return insert_end(&put, detail);
}

static enum fault write_source(struct row_writer *writer, int64_t key, struct slice bytes,
                               struct fault_detail *detail)
{
    size_t size =
        ZSTD_compress2(writer->compressor, writer->packed,
                       ZSTD_COMPRESSBOUND(SOURCE_PART_BYTES), bytes.at, bytes.len);
    if (ZSTD_isError(size))
        return fault_set(detail, FAULT_MEMORY, "cannot compress: out of memory");
    struct insertion put = insert_begin(writer, QUERY_PUT_SOURCE);
    insert_int(&put, key);
    insert_blob(&put, (struct slice){writer->packed, size});
    return insert_end(&put, detail);
}

static enum fault write_meta(struct row_writer *writer, struct slice name,
                             struct slice value, struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_META);
    insert_text(&put, name);
    insert_text_or_empty(&put, value);
    return insert_end(&put, detail);
}

static enum fault write_row(struct row_writer *writer, const struct batch_row *row,
                            struct fault_detail *detail)
{
    switch (row->sort) {
    case ROW_COLLECTION:
        return write_collection(writer, &row->as.collection, detail);
    case ROW_DOCUMENT:
        return write_document(writer, &row->as.document.row, row->as.document.answer,
                              detail);
    case ROW_BLOCK:
        return write_block(writer, &row->as.block, detail);
    case ROW_NOTE:
        return write_note(writer, &row->as.note, detail);
    case ROW_OMISSION:
        return write_omission(writer, row->as.omission.block, row->as.omission.answer,
                              detail);
    case ROW_FORMER:
        return write_former(writer, &row->as.former, detail);
    case ROW_REVISION:
        return write_revision(writer, &row->as.revision, detail);
    case ROW_CHANGE:
        return write_change(writer, &row->as.change, detail);
    case ROW_SOURCE:
        return write_source(writer, row->as.source.key, row->as.source.bytes, detail);
    case ROW_META:
        return write_meta(writer, row->as.meta.name, row->as.meta.value, detail);
    default:
        return row_write_derived(writer, row, detail);
    }
}

enum fault row_write_batch(void *self, struct batch *batch, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (const struct batch_row *row = batch->first; row && !fault; row = row->next)
        fault = write_row(self, row, detail);
    return fault;
}
