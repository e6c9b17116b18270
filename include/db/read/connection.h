/* What the files that read a data set share. Private to db/. */
#ifndef CHANCERY_DB_READ_CONNECTION_H
#define CHANCERY_DB_READ_CONNECTION_H

#include "db/read/corpus.h"
#include "db/read/norms.h"
#include "db/store/db.h"
#include "text/stem.h"

struct generation;

struct corpus {
    struct db db;
    struct corpus_facts facts;
    struct passages *passages; /* NULL until it is asked for, or without search */
    struct stemmer *stemmer;
    char *methods; /* of mentions, a line each; NULL until one was asked for */
    char *part; /* of a stored file, the one unpacked last; NULL until one was needed */
    int64_t part_key;
    size_t part_bytes;
    struct generation *home; /* in a pool: where it belongs (pool.c) */
};

/* Starts a list: the statement with nothing bound, remembered in `rows`. */
static inline sqlite3_stmt *rows_open(struct rows *rows, struct corpus *corpus,
                                      enum query query)
{
    *rows = (struct rows){corpus, db_statement(&corpus->db, query)};
    return rows->statement;
}

static inline enum fault rows_step(struct rows *rows, bool *more,
                                   struct fault_detail *detail)
{
    return db_step(&rows->corpus->db, rows->statement, more, detail);
}

/* A count(*) that stands in the first column. */
CHECKED enum fault read_count(struct corpus *corpus, sqlite3_stmt *statement,
                              int64_t *count, struct fault_detail *detail);

/* A row as the running statement has it; its slices live until the next step. */
void read_document_row(sqlite3_stmt *statement, struct document_row *out);
void read_block_row(sqlite3_stmt *statement, struct block_row *out);
void read_note_row(sqlite3_stmt *statement, struct note_row *out);

/* Binds what @document_filter@ names. */
void bind_document_filter(sqlite3_stmt *statement, const struct document_filter *filter);

/* Binds what the statement of a facet takes besides. */
void bind_facet(sqlite3_stmt *statement, enum facet facet, int64_t limit);

/* Copies the slices at `slices` into the arena, then ends the statement. */
CHECKED enum fault copy_row(sqlite3_stmt *statement, struct arena *arena,
                            struct slice *const *slices, size_t count,
                            struct fault_detail *detail);

#endif
