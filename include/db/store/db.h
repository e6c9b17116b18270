/* A connection to SQLite with its fixed list of statements; sqlite3.h is used nowhere but
 * in db/.
 *
 * The statements are the files of db/queries, by number. They are prepared when the
 * connection opens, so that an error in one stops the start and not a request. A
 * connection belongs to one thread at a time. */
#ifndef CHANCERY_DB_STORE_DB_H
#define CHANCERY_DB_STORE_DB_H

#include "base/fault.h"
#include "db/store/damage.h"
#include "db/store/limit.h"
#include <sqlite3.h>
#include <stdint.h>

enum query {
#include "made/query_list.h"
    QUERY_COUNT
};

struct db {
    sqlite3 *handle;
    sqlite3_stmt *statements[QUERY_COUNT];
    struct db_limit limit;
    db_damage *damage; /* of the data set that is read; NULL while one is written */
};

/* What marks a file as a data set of this program; see schema.sql. */
enum { SCHEMA_APPLICATION = 1128811075, SCHEMA_VERSION = 5 };

/* The text of schema.sql. */
extern const char schema_sql[];

/* Settings of the whole process, once, before any connection: no statistics of memory,
 * whose lock every allocation would take. Safe to call again. */
void db_setup(void);

/* What a statement is for, by its name: put_… writes, check_… checks, names_… reads the
 * names for the next load, memory_… writes such names into memory, make_… makes tables or
 * views of them; others read. */
enum db_use {
    DB_READS = 1,
    DB_WRITES = 2,
    DB_CHECKS = 4,
    DB_NAMES = 8,
    DB_MEMORY = 16,
    DB_MAKES = 32
};

/* Prepares every statement of a use. FAULT_DATASET when one does not fit the schema. */
CHECKED enum fault db_prepare(struct db *db, enum db_use use,
                              struct fault_detail *detail);

/* Runs all statements of a text; for those whose name begins with make_. */
CHECKED enum fault db_run(struct db *db, enum query query, struct fault_detail *detail);

/* Closes statements and handle; a NULL handle is fine. */
void db_close(struct db *db);

/* The fault of a result code of SQLite, with words that show nothing of the inside. A
 * statement that fails over what it reads has met damage: its text is right. */
enum fault db_fault(struct db *db, int code, struct fault_detail *detail);

/* The statement, reset and with nothing bound. One that was not prepared by db_prepare is
 * prepared now: further connections to a file that fits need only what they use. NULL
 * when memory ran out; db_step fails on it. */
sqlite3_stmt *db_statement(struct db *db, enum query query);

/* Runs the statement to its next row: *row says whether there is one. */
CHECKED enum fault db_step(struct db *db, sqlite3_stmt *statement, bool *row,
                           struct fault_detail *detail);

/* Text is bound without a copy: it must live until the statement is reset. A slice with
 * a NULL pointer binds NULL. */
void db_bind_text(sqlite3_stmt *statement, int parameter, struct slice text);
void db_bind_int(sqlite3_stmt *statement, int parameter, int64_t number);

/* By name (":limit"); a name that is not in the statement is ignored. */
void db_bind_named_text(sqlite3_stmt *statement, const char *name, struct slice text);
/* The same with a copy, for text that does not live that long. */
void db_bind_named_copy(sqlite3_stmt *statement, const char *name, struct slice text);
void db_bind_named_int(sqlite3_stmt *statement, const char *name, int64_t number);

/* Resets the statement and leaves nothing bound. NULL is fine. */
void db_end(sqlite3_stmt *statement);

/* The text of a column, valid until the next step or reset; SLICE_NONE for NULL. */
struct slice db_text(sqlite3_stmt *statement, int column);

#endif
