/* What the files that read a data set share, db/search among them: an open corpus, its
 * statements, and rows as they are in columns. */
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
    struct passages *passages; /* NULL until corpus_open_search, or without search */
    struct stemmer *stemmer;
    char *methods; /* of mentions, a line each; NULL until the first use */
    char *part;    /* of a stored file, unpacked last; NULL until the first use */
    int64_t part_key;
    size_t part_bytes;
    db_damage damage;        /* of a corpus that is in no pool */
    struct generation *home; /* in a pool: its generation (pool.c) */
};

/* A statement whose only parameter is bound. */
static inline sqlite3_stmt *query_by_key(struct corpus *corpus, enum query query,
                                         int64_t key)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, query);
    db_bind_int(statement, 1, key);
    return statement;
}

static inline sqlite3_stmt *query_by_text(struct corpus *corpus, enum query query,
                                          struct slice text)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, query);
    db_bind_text(statement, 1, text);
    return statement;
}

/* Opens the file at `path` for reading: SQLite's own, whoever made it. FAULT_DATASET when
 * there is none or it is no data set. */
CHECKED enum fault connection_open(struct corpus *corpus, const char *path,
                                   struct fault_detail *detail);

/* The number of its schema. FAULT_DATASET when it is no data set of this program. */
CHECKED enum fault connection_schema(struct corpus *corpus, const char *path,
                                     int64_t *version, struct fault_detail *detail);

/* Starts a list: the statement, with nothing bound. `table` is what its rows are from,
 * should they be damaged. */
static inline sqlite3_stmt *rows_open(struct rows *rows, struct corpus *corpus,
                                      const char *table, enum query query)
{
    *rows = (struct rows){corpus, db_statement(&corpus->db, query), table};
    return rows->statement;
}

/* The next row, whose columns are of these types (damage.h) when *more. */
CHECKED enum fault rows_step_typed(struct rows *rows, const char *types, bool *more,
                                   struct fault_detail *detail);

/* The same for a statement of one row, which is reset when its columns are of others. */
CHECKED enum fault step_typed(struct corpus *corpus, sqlite3_stmt *statement,
                              const char *table, const char *types, bool *found,
                              struct fault_detail *detail);

/* Runs a statement whose first column is a count. */
CHECKED enum fault read_count(struct corpus *corpus, sqlite3_stmt *statement,
                              int64_t *count, struct fault_detail *detail);

/* The row that the statement is at, false when it cannot be one; its slices live until
 * the next step. */
extern const char former_row_types[]; /* of its columns (damage.h) */
CHECKED bool read_former_row(sqlite3_stmt *statement, struct former_row *out);

/* Binds the parameters of the fragment @document_filter@. */
void bind_document_filter(sqlite3_stmt *statement, const struct document_filter *filter);

/* Binds the other parameters of the statement of a facet. */
void bind_facet(sqlite3_stmt *statement, enum facet facet, int64_t limit);

/* Copies the slices at `slices` into the arena, then ends the statement. */
CHECKED enum fault copy_row(sqlite3_stmt *statement, struct arena *arena,
                            struct slice *const *slices, size_t count,
                            struct fault_detail *detail);

#endif
