/* The writer of rows: its SQLite file, statements and columns. */
#include "rows.h"

#include <stdlib.h>

/* No journal: what a load leaves that was broken off is never opened. */
static const char settings[] = "PRAGMA page_size = 8192;"
                               "PRAGMA journal_mode = OFF;"
                               "PRAGMA synchronous = OFF;"
                               "PRAGMA locking_mode = EXCLUSIVE;"
                               "PRAGMA cache_size = -16384;"
                               "BEGIN;";

/* A fast level: three times smaller, at little cost. */
enum { ZSTD_LEVEL = -3 };

static enum fault run(struct row_writer *writer, const char *sql,
                      struct fault_detail *detail)
{
    return db_fault(&writer->db, sqlite3_exec(writer->db.handle, sql, NULL, NULL, NULL),
                    detail);
}

enum fault row_writer_open(struct row_writer *writer, const char *path,
                           struct fault_detail *detail)
{
    *writer =
        (struct row_writer){.compressor = ZSTD_createCCtx(),
                            .packed = malloc(ZSTD_COMPRESSBOUND(SOURCE_PART_BYTES))};
    if (!writer->compressor || !writer->packed)
        return fault_memory(detail);
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

/* --- one row --- */

struct insertion insert_begin(struct row_writer *writer, enum query query)
{
    return (struct insertion){writer, db_statement(&writer->db, query), 0};
}

void insert_int(struct insertion *row, int64_t number)
{
    db_bind_int(row->statement, ++row->columns, number);
}

void insert_int_or_null(struct insertion *row, bool is, int64_t number)
{
    row->columns++;
    if (is)
        db_bind_int(row->statement, row->columns, number);
}

void insert_blob(struct insertion *row, struct slice bytes)
{
    sqlite3_bind_blob64(row->statement, ++row->columns, bytes.at ? bytes.at : "",
                        bytes.len, SQLITE_STATIC);
}

void insert_text(struct insertion *row, struct slice text)
{
    db_bind_text(row->statement, ++row->columns, text);
}

void insert_text_or_empty(struct insertion *row, struct slice text)
{
    insert_text(row, text.at ? text : SLICE(""));
}

enum fault insert_end(struct insertion *row, struct fault_detail *detail)
{
    bool more;
    return db_step(&row->writer->db, row->statement, &more, detail);
}
