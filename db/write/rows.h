/* Writing a data set, row by row: the SQLite side of ingest.h. Private to db/. One
 * thread. */
#ifndef CHANCERY_DB_WRITE_ROWS_H
#define CHANCERY_DB_WRITE_ROWS_H

#include "db/store/batch.h"
#include "db/store/db.h"

#include <zstd.h>

struct row_writer {
    struct db db;
    ZSTD_CCtx *compressor;
    char *packed; /* room for one compressed part of a source */
};

/* A fresh data set at `path`, empty, in one open transaction. */
CHECKED enum fault row_writer_open(struct row_writer *writer, const char *path,
                                   struct fault_detail *detail);

/* A batch_work: `self` is the row_writer. */
CHECKED enum fault row_write_batch(void *self, struct batch *batch,
                                   struct fault_detail *detail);

/* Runs a statement that was bound, and gives no row. */
CHECKED enum fault row_insert(struct row_writer *writer, sqlite3_stmt *statement,
                              struct fault_detail *detail);

/* A row of a key and packed bytes, by a statement that takes just these. */
CHECKED enum fault row_write_packed(struct row_writer *writer, enum query query,
                                    const struct batch_row *row,
                                    struct fault_detail *detail);

/* --- the index (rows_index.c) --- */
CHECKED enum fault row_write_index(struct row_writer *writer, const struct batch_row *row,
                                   struct fault_detail *detail);

/* --- named entities (rows_entity.c) --- */
CHECKED enum fault row_write_entity(struct row_writer *writer,
                                    const struct batch_row *row,
                                    struct fault_detail *detail);

CHECKED enum fault row_writer_commit(struct row_writer *writer,
                                     struct fault_detail *detail);
void row_writer_close(struct row_writer *writer);

#endif
