/* SQLite, behind a door: a connection with its closed list of statements.
 *
 * Private to db/. Statements are the files of db/queries, by number; they are prepared
 * when the connection opens, so that a typo stops the start and not a request. A
 * connection belongs to one thread at a time. */
#ifndef CHANCERY_DB_STORE_DB_H
#define CHANCERY_DB_STORE_DB_H

#include "base/fault.h"
#include <sqlite3.h>
#include <stdint.h>

enum query {
#include "made/query_list.h"
    QUERY_COUNT
};

struct db {
    sqlite3 *handle;
    sqlite3_stmt *statements[QUERY_COUNT];
};

/* Of this program's data sets; see schema.sql. */
enum { SCHEMA_APPLICATION = 1128811075, SCHEMA_VERSION = 4 };

/* The text of schema.sql. */
extern const char schema_sql[];

/* Settings of the whole process, once, before any connection: no statistics of memory,
 * whose lock every allocation would take. Safe to call again. */
void db_setup(void);

/* What a connection is for: statements named put_… write, check_… check, others read. */
enum db_use { DB_READS = 1, DB_WRITES = 2, DB_CHECKS = 4 };

/* Prepares every statement of a use. FAULT_DATASET when one does not fit the schema. */
CHECKED enum fault db_prepare(struct db *db, enum db_use use,
                              struct fault_detail *detail);

/* Closes statements and handle; a NULL handle is fine. */
void db_close(struct db *db);

/* What SQLite's result code means to us, with words that show nothing of the inside. */
enum fault db_fault(struct db *db, int code, struct fault_detail *detail);

/* The statement, reset and with nothing bound. One that was not prepared with its use is
 * prepared now: a second connection to what the first has shown to fit needs only what
 * it comes to use. NULL, when memory ran out, makes db_step fail. */
sqlite3_stmt *db_statement(struct db *db, enum query query);

/* Steps: *row says whether there is one. */
CHECKED enum fault db_step(struct db *db, sqlite3_stmt *statement, bool *row,
                           struct fault_detail *detail);

/* Text is bound without a copy: it must live until the statement is reset. A slice with
 * a NULL pointer binds NULL. */
void db_bind_text(sqlite3_stmt *statement, int parameter, struct slice text);
void db_bind_int(sqlite3_stmt *statement, int parameter, int64_t number);

/* By name (":limit"); a name that the statement lacks is passed over. */
void db_bind_named_text(sqlite3_stmt *statement, const char *name, struct slice text);
/* The same with a copy, for text that does not live so long. */
void db_bind_named_copy(sqlite3_stmt *statement, const char *name, struct slice text);
void db_bind_named_int(sqlite3_stmt *statement, const char *name, int64_t number);

/* Ends it: reset, with nothing bound. NULL is fine. */
void db_end(sqlite3_stmt *statement);

/* Text of a column, valid until the next step or reset. NULL gives SLICE_NONE. */
struct slice db_text(sqlite3_stmt *statement, int column);

#endif
