/* Writing rows into SQLite, on the writer's own thread: a stage of the pipeline. */
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

/* A row whose columns are put one after the other; their slices must live until its
 * end. */
struct insertion {
    struct row_writer *writer;
    sqlite3_stmt *statement;
    int columns; /* put so far */
};

/* A new data set at `path`, empty, in one open transaction. */
CHECKED enum fault row_writer_open(struct row_writer *writer, const char *path,
                                   struct fault_detail *detail);
CHECKED enum fault row_writer_commit(struct row_writer *writer,
                                     struct fault_detail *detail);
void row_writer_close(struct row_writer *writer);

/* A batch_work: `self` is the row_writer. */
CHECKED enum fault row_write_batch(void *self, struct batch *batch,
                                   struct fault_detail *detail);

/* The rows that are derived from texts: entities, mentions and the index. */
CHECKED enum fault row_write_derived(struct row_writer *writer,
                                     const struct batch_row *row,
                                     struct fault_detail *detail);

/* --- one row --- */
struct insertion insert_begin(struct row_writer *writer, enum query query);
void insert_int(struct insertion *row, int64_t number);
/* NULL unless there `is` a number. */
void insert_int_or_null(struct insertion *row, bool is, int64_t number);
void insert_blob(struct insertion *row, struct slice bytes);

/* A slice with a NULL pointer is NULL. */
void insert_text(struct insertion *row, struct slice text);

/* The same as '', for columns that filters compare. */
void insert_text_or_empty(struct insertion *row, struct slice text);
CHECKED enum fault insert_end(struct insertion *row, struct fault_detail *detail);

#endif
