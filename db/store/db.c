/* SQLite: statements by number, values in and out, result codes to faults. */
#include "db/store/db.h"
#include "base/log.h"
#include "base/shortage.h"

struct query_text {
    const char *name, *sql;
};

static const struct query_text query_texts[QUERY_COUNT] = {
#include "made/query_texts.h"
};

const char schema_sql[] =
#include "made/schema_text.h"
    ;

void db_setup(void)
{
    /* Both fail harmlessly once SQLite runs. */
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_initialize();
}

static enum db_use use_of(const char *name)
{
    static const struct {
        const char *prefix;
        enum db_use use;
    } uses[] = {{"put_", DB_WRITES},
                {"check_", DB_CHECKS},
                {"names_", DB_NAMES},
                {"memory_", DB_MEMORY},
                {"make_", DB_MAKES}};
    for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
        if (strncmp(name, uses[i].prefix, strlen(uses[i].prefix)) == 0)
            return uses[i].use;
    return DB_READS;
}

enum fault db_prepare(struct db *db, enum db_use use, struct fault_detail *detail)
{
    for (int i = 0; i < QUERY_COUNT; i++) {
        if (db->statements[i] || use_of(query_texts[i].name) != use)
            continue;
        int code =
            sqlite3_prepare_v3(db->handle, query_texts[i].sql, -1,
                               SQLITE_PREPARE_PERSISTENT, &db->statements[i], NULL);
        if (code != SQLITE_OK && code != SQLITE_ERROR) /* it was not read to its end */
            return db_fault(db, code, detail);
        if (code != SQLITE_OK)
            return fault_set(detail, FAULT_DATASET,
                             "the data set does not fit this program (statement %s: %s)",
                             query_texts[i].name, sqlite3_errmsg(db->handle));
    }
    return FAULT_NONE;
}

enum fault db_run(struct db *db, enum query query, struct fault_detail *detail)
{
    int code = sqlite3_exec(db->handle, query_texts[query].sql, NULL, NULL, NULL);
    return db_fault(db, code, detail);
}

void db_close(struct db *db)
{
    for (int i = 0; i < QUERY_COUNT; i++)
        sqlite3_finalize(db->statements[i]);
    sqlite3_close(db->handle);
    *db = (struct db){0};
}

enum fault db_fault(struct db *db, int code, struct fault_detail *detail)
{
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_DONE:
    case SQLITE_ROW:
        return FAULT_NONE;
    case SQLITE_NOMEM:
        return fault_memory(detail);
    case SQLITE_FULL:
        return fault_set(detail, FAULT_STORE, "the disk is full");
    case SQLITE_INTERRUPT:
        return fault_set(detail, FAULT_BUSY, "the query ran out of time");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return db_damaged(db, "pages", detail);
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        if (db->damage)
            return db_damaged(db, "pages", detail);
        /* fall through */
    default:
        log_line(LOG_LEVEL_ERROR, "data set: %s", sqlite3_errmsg(db->handle));
        return fault_set(detail, FAULT_STORE, "the data set cannot be read or written");
    }
}

sqlite3_stmt *db_statement(struct db *db, enum query query)
{
    if (!db->statements[query])
        sqlite3_prepare_v3(db->handle, query_texts[query].sql, -1,
                           SQLITE_PREPARE_PERSISTENT, &db->statements[query], NULL);
    sqlite3_stmt *statement = db->statements[query];
    if (!statement)
        return NULL;
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return statement;
}

enum fault db_step(struct db *db, sqlite3_stmt *statement, bool *row,
                   struct fault_detail *detail)
{
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW)
        return FAULT_NONE;
    enum fault fault = db_fault(db, code, detail);
    sqlite3_reset(statement);
    return fault;
}

void db_end(sqlite3_stmt *statement)
{
    if (!statement)
        return;
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

void db_bind_text(sqlite3_stmt *statement, int parameter, struct slice text)
{
    if (text.at)
        sqlite3_bind_text64(statement, parameter, text.at, text.len, SQLITE_STATIC,
                            SQLITE_UTF8);
    else
        sqlite3_bind_null(statement, parameter);
}

void db_bind_int(sqlite3_stmt *statement, int parameter, int64_t number)
{
    sqlite3_bind_int64(statement, parameter, number);
}

void db_bind_named_text(sqlite3_stmt *statement, const char *name, struct slice text)
{
    int parameter = sqlite3_bind_parameter_index(statement, name);
    if (parameter > 0)
        db_bind_text(statement, parameter, text);
}

void db_bind_named_copy(sqlite3_stmt *statement, const char *name, struct slice text)
{
    int parameter = sqlite3_bind_parameter_index(statement, name);
    if (parameter > 0 && sqlite3_bind_text64(statement, parameter, text.at, text.len,
                                             SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK)
        shortage_note();
}

void db_bind_named_int(sqlite3_stmt *statement, const char *name, int64_t number)
{
    int parameter = sqlite3_bind_parameter_index(statement, name);
    if (parameter > 0)
        db_bind_int(statement, parameter, number);
}

struct slice db_text(sqlite3_stmt *statement, int column)
{
    const char *at = (const char *)sqlite3_column_text(statement, column);
    if (!at && sqlite3_column_type(statement, column) != SQLITE_NULL)
        shortage_note();
    return (struct slice){at, at ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}
