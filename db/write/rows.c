/* Writing a data set: one row after the other, on the writer's thread. */
#include "rows.h"

#include <stdlib.h>

/* No journal: a load that breaks off leaves a file that nobody opens. */
static const char settings[] = "PRAGMA page_size = 8192;"
                               "PRAGMA journal_mode = OFF;"
                               "PRAGMA synchronous = OFF;"
                               "PRAGMA locking_mode = EXCLUSIVE;"
                               "PRAGMA cache_size = -16384;"
                               "BEGIN;";

/* Full-speed level: three times smaller, at little cost. */
enum { ZSTD_LEVEL = -3 };

static enum fault run(struct row_writer *writer, const char *sql,
                      struct fault_detail *detail)
{
    return db_fault(&writer->db, sqlite3_exec(writer->db.handle, sql, NULL, NULL, NULL),
                    detail);
}

enum fault row_insert(struct row_writer *writer, sqlite3_stmt *statement,
                      struct fault_detail *detail)
{
    bool row;
    return db_step(&writer->db, statement, &row, detail);
}

enum fault row_writer_open(struct row_writer *writer, const char *path,
                           struct fault_detail *detail)
{
    *writer =
        (struct row_writer){.compressor = ZSTD_createCCtx(),
                            .packed = malloc(ZSTD_COMPRESSBOUND(SOURCE_PART_BYTES))};
    if (!writer->compressor || !writer->packed)
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    ZSTD_CCtx_setParameter(writer->compressor, ZSTD_c_compressionLevel, ZSTD_LEVEL);
    db_setup();
    int code = sqlite3_open_v2(
        path, &writer->db.handle,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    enum fault fault = db_fault(&writer->db, code, detail);
    if (!fault)
        fault = run(writer, settings, detail);
    if (!fault)
        fault = run(writer, schema_sql, detail);
    if (!fault)
        fault = db_prepare(&writer->db, DB_WRITES, detail);
    return fault;
}

enum fault row_writer_commit(struct row_writer *writer, struct fault_detail *detail)
{
    return run(writer, "COMMIT", detail);
}

void row_writer_close(struct row_writer *writer)
{
    db_close(&writer->db);
    ZSTD_freeCCtx(writer->compressor);
    free(writer->packed);
    *writer = (struct row_writer){0};
}

static enum fault write_collection(struct row_writer *writer,
                                   const struct collection_row *row,
                                   struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_COLLECTION);
    db_bind_int(put, 1, row->key);
    db_bind_text(put, 2, row->id);
    db_bind_int(put, 3, row->first);
    db_bind_int(put, 4, row->last);
    db_bind_text(put, 5, row->answer);
    return row_insert(writer, put, detail);
}

/* Absent is '' in the columns that filters compare. */
static void bind_or_empty(sqlite3_stmt *put, int ordinal, struct slice text)
{
    db_bind_text(put, ordinal, text.at ? text : SLICE(""));
}

static enum fault write_document(struct row_writer *writer,
                                 const struct document_row *row, struct slice answer,
                                 struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_DOCUMENT);
    const struct slice texts[] = {
        row->title,     row->title_words,     row->author,        row->author_words,
        row->recipient, row->recipient_words, row->classification};
    db_bind_int(put, 1, row->key);
    db_bind_text(put, 2, row->id);
    db_bind_int(put, 3, row->collection);
    db_bind_text(put, 4, row->sort_key);
    for (int i = 0; i < 7; i++)
        bind_or_empty(put, 5 + i, texts[i]);
    if (row->date_first || row->date_last) {
        db_bind_int(put, 12, row->date_first);
        db_bind_int(put, 13, row->date_last);
    }
    db_bind_text(put, 14, row->digest);
    db_bind_int(put, 15, row->blocks);
    db_bind_int(put, 16, row->notes);
    db_bind_int(put, 17, row->omissions);
    bind_or_empty(put, 18, row->genre);
    enum fault fault = row_insert(writer, put, detail);
    if (fault)
        return fault;
    put = db_statement(&writer->db, QUERY_PUT_DOCUMENT_ANSWER);
    db_bind_int(put, 1, row->key);
    db_bind_text(put, 2, answer);
    return row_insert(writer, put, detail);
}

/* "b5" at place 5 is found by its place; only other names need a row. */
static bool is_ordinal_id(int64_t key, struct slice id)
{
    uint32_t ordinal = (uint32_t)key;
    size_t at = id.len;
    while (at > 1 && ordinal > 0 && id.at[at - 1] == (char)('0' + ordinal % 10)) {
        ordinal /= 10;
        at--;
    }
    return at == 1 && ordinal == 0 && id.at[0] == 'b';
}

static enum fault put_name(struct row_writer *writer, int64_t key, struct slice id,
                           struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_NAME);
    db_bind_int(put, 1, key >> 32);
    db_bind_text(put, 2, id);
    db_bind_int(put, 3, key);
    return row_insert(writer, put, detail);
}

static enum fault write_block(struct row_writer *writer, const struct block_row *row,
                              struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_BLOCK);
    db_bind_int(put, 1, row->key);
    db_bind_text(put, 2, row->id);
    db_bind_int(put, 3, row->kind);
    if (row->number)
        db_bind_int(put, 4, row->number);
    bind_or_empty(put, 5, row->label);
    db_bind_int(put, 6, (int64_t)row->digest);
    db_bind_int(put, 7, (int64_t)row->source_at);
    db_bind_int(put, 8, (int64_t)row->source_bytes);
    db_bind_text(put, 9, row->before_text);
    db_bind_text(put, 10, row->after_text);
    bind_or_empty(put, 11, row->text);
    enum fault fault = row_insert(writer, put, detail);
    if (fault || is_ordinal_id(row->key, row->id))
        return fault;
    return put_name(writer, row->key, row->id, detail);
}

static enum fault write_note(struct row_writer *writer, const struct note_row *row,
                             struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_NOTE);
    db_bind_int(put, 1, row->key);
    db_bind_text(put, 2, row->id);
    db_bind_int(put, 3, row->kind);
    db_bind_int(put, 4, (int64_t)row->digest);
    if (row->block)
        db_bind_int(put, 5, row->block);
    bind_or_empty(put, 6, row->label);
    if (row->block)
        db_bind_int(put, 7, row->at);
    db_bind_text(put, 8, row->before_text);
    db_bind_text(put, 9, row->after_text);
    bind_or_empty(put, 10, row->text);
    enum fault fault = row_insert(writer, put, detail);
    return fault ? fault : put_name(writer, row->key, row->id, detail);
}

static enum fault write_omission(struct row_writer *writer, int64_t block,
                                 struct slice answer, struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_OMISSION);
    db_bind_int(put, 1, block);
    db_bind_text(put, 2, answer);
    return row_insert(writer, put, detail);
}

static void bind_or_null(sqlite3_stmt *put, int ordinal, struct slice text)
{
    db_bind_text(put, ordinal, text.len ? text : SLICE_NONE);
}

static enum fault write_former(struct row_writer *writer, const struct former_row *row,
                               struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_FORMER);
    db_bind_text(put, 1, row->document);
    bind_or_empty(put, 2, row->name);
    db_bind_int(put, 3, row->status);
    bind_or_null(put, 4, row->target_document);
    bind_or_null(put, 5, row->target_name);
    db_bind_int(put, 6, (int64_t)row->digest);
    return row_insert(writer, put, detail);
}

static enum fault write_source(struct row_writer *writer, int64_t key, struct slice bytes,
                               struct fault_detail *detail)
{
    size_t size =
        ZSTD_compress2(writer->compressor, writer->packed,
                       ZSTD_COMPRESSBOUND(SOURCE_PART_BYTES), bytes.at, bytes.len);
    if (ZSTD_isError(size))
        return fault_set(detail, FAULT_MEMORY, "cannot compress: out of memory");
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_SOURCE);
    db_bind_int(put, 1, key);
    sqlite3_bind_blob64(put, 2, writer->packed, size, SQLITE_STATIC);
    return row_insert(writer, put, detail);
}

static enum fault write_meta(struct row_writer *writer, struct slice name,
                             struct slice value, struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_META);
    db_bind_text(put, 1, name);
    bind_or_empty(put, 2, value);
    return row_insert(writer, put, detail);
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
    case ROW_SOURCE:
        return write_source(writer, row->as.source.key, row->as.source.bytes, detail);
    case ROW_META:
        return write_meta(writer, row->as.meta.name, row->as.meta.value, detail);
    case ROW_ENTITY:
    case ROW_ENTITY_SOURCE:
    case ROW_ENTITY_FORMER:
    case ROW_ENTITY_COUNT:
    case ROW_DOCUMENT_ENTITY:
    case ROW_ENTITY_DOCUMENT:
    case ROW_MENTIONS:
        return row_write_entity(writer, row, detail);
    default:
        return row_write_index(writer, row, detail);
    }
}

enum fault row_write_batch(void *self, struct batch *batch, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (const struct batch_row *row = batch->first; row && !fault; row = row->next)
        fault = write_row(self, row, detail);
    return fault;
}
