/* The table `named`: a virtual table that unpacks the rows of document_entity and
 * entity_document (see "The Virtual Table Mechanism Of SQLite"). */
#include "db/store/mention_counts.h"
#include "base/varint.h"

#include <string.h>

void mention_counts_put(struct buffer *row, int64_t *before, int64_t number,
                        int64_t mentions)
{
    varint_put(row, (uint64_t)(number - *before));
    varint_put(row, (uint64_t)mentions);
    *before = number;
}

enum mention_counts_column { COLUMN_DOCUMENT, COLUMN_ENTITY, COLUMN_MENTIONS };
enum table_plan { PLAN_ALL, PLAN_DOCUMENT, PLAN_ENTITY };
enum { PLAN_BITS = 3, PLAN_FROM = 4, PLAN_TO = 8 }; /* PLAN_ALL of some documents */

struct mention_counts_table {
    sqlite3_vtab base;
    struct db *db;
};

struct mention_counts_cursor {
    sqlite3_vtab_cursor base;
    enum table_plan plan;
    char *row; /* a copy of the packed row: the statement is reset */
    size_t room;
    struct slice left; /* of the row */
    int64_t of, last;  /* the key of the row; the last document asked for */
    int64_t number, mentions;
    bool ended;
};

static struct mention_counts_cursor *cursor_of(sqlite3_vtab_cursor *base)
{
    return (struct mention_counts_cursor *)base;
}

static int connect(sqlite3 *handle, void *aux, int argc, const char *const *argv,
                   sqlite3_vtab **out, char **error)
{
    (void)argc, (void)argv, (void)error;
    int code = sqlite3_declare_vtab(
        handle,
        "CREATE TABLE named (document INTEGER, entity INTEGER, mentions INTEGER)");
    if (code != SQLITE_OK)
        return code;
    struct mention_counts_table *named = sqlite3_malloc64(sizeof(*named));
    if (!named)
        return SQLITE_NOMEM;
    *named = (struct mention_counts_table){.db = aux};
    *out = &named->base;
    return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *base)
{
    sqlite3_free(base);
    return SQLITE_OK;
}

/* The constraint of this kind on a column that may be used, or -1. */
static int find(const sqlite3_index_info *info, enum mention_counts_column column,
                unsigned char kind)
{
    for (int i = 0; i < info->nConstraint; i++)
        if (info->aConstraint[i].usable && info->aConstraint[i].iColumn == (int)column &&
            info->aConstraint[i].op == kind)
            return i;
    return -1;
}

/* All rows, or those of a range of documents. */
static void plan_range(sqlite3_index_info *info)
{
    int from = find(info, COLUMN_DOCUMENT, SQLITE_INDEX_CONSTRAINT_GE);
    int to = find(info, COLUMN_DOCUMENT, SQLITE_INDEX_CONSTRAINT_LE);
    int used = 0;
    info->idxNum = PLAN_ALL;
    info->estimatedCost = from >= 0 && to >= 0 ? 1e5 : 1e6;
    info->estimatedRows = (sqlite3_int64)info->estimatedCost;
    if (from >= 0) {
        info->idxNum |= PLAN_FROM;
        info->aConstraintUsage[from].argvIndex = ++used;
    }
    if (to >= 0) {
        info->idxNum |= PLAN_TO;
        info->aConstraintUsage[to].argvIndex = ++used;
    }
}

/* A document names about ten entities, an entity is named in about a hundred documents.
 * SQLite itself tests all other constraints. */
static int best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    (void)base;
    int document = find(info, COLUMN_DOCUMENT, SQLITE_INDEX_CONSTRAINT_EQ);
    int entity = find(info, COLUMN_ENTITY, SQLITE_INDEX_CONSTRAINT_EQ);
    if (document >= 0 || entity >= 0) {
        info->idxNum = document >= 0 ? PLAN_DOCUMENT : PLAN_ENTITY;
        info->estimatedCost = document >= 0 ? 10 : 100;
        info->estimatedRows = document < 0 ? 100 : entity < 0 ? 10 : 1;
        info->aConstraintUsage[document >= 0 ? document : entity].argvIndex = 1;
    } else {
        plan_range(info);
    }
    /* within a row the other number rises */
    enum mention_counts_column within = document >= 0 ? COLUMN_ENTITY : COLUMN_DOCUMENT;
    info->orderByConsumed = info->nOrderBy == 1 && !info->aOrderBy[0].desc &&
                            info->aOrderBy[0].iColumn == (int)within;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    (void)base;
    struct mention_counts_cursor *cursor = sqlite3_malloc64(sizeof(*cursor));
    if (!cursor)
        return SQLITE_NOMEM;
    *cursor = (struct mention_counts_cursor){.ended = true};
    *out = &cursor->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    sqlite3_free(cursor_of(base)->row);
    sqlite3_free(base);
    return SQLITE_OK;
}

static int copy_packed_row(struct mention_counts_cursor *cursor, sqlite3_stmt *statement)
{
    const void *bytes = sqlite3_column_blob(statement, 1);
    size_t len = (size_t)sqlite3_column_bytes(statement, 1);
    if (!db_row_is(statement, "ib") || !bytes) /* none is empty */
        return SQLITE_CORRUPT_VTAB;
    if (len > cursor->room) {
        char *larger = sqlite3_realloc64(cursor->row, len * 2);
        if (!larger)
            return SQLITE_NOMEM;
        cursor->row = larger;
        cursor->room = len * 2;
    }
    memcpy(cursor->row, bytes, len);
    cursor->left = (struct slice){cursor->row, len};
    cursor->of = sqlite3_column_int64(statement, 0);
    cursor->number = 0;
    return SQLITE_OK;
}

/* Reads the packed row of `first`, or the first row from `first` to `last`. */
static int read_row(struct mention_counts_cursor *cursor, int64_t first, int64_t last)
{
    struct mention_counts_table *named =
        (struct mention_counts_table *)cursor->base.pVtab;
    sqlite3_stmt *statement =
        db_statement(named->db, cursor->plan == PLAN_ENTITY ? QUERY_NAMED_AS_ENTITY
                                                            : QUERY_NAMED_IN_DOCUMENT);
    if (!statement)
        return SQLITE_NOMEM;
    db_bind_int(statement, 1, first);
    db_bind_int(statement, 2, last);
    int code = sqlite3_step(statement);
    cursor->ended = code != SQLITE_ROW;
    if (code == SQLITE_ROW)
        code = copy_packed_row(cursor, statement);
    int ended = sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code ? code : ended;
}

static int next(sqlite3_vtab_cursor *base)
{
    struct mention_counts_cursor *cursor = cursor_of(base);
    uint64_t step, mentions;
    if (cursor->left.len == 0 && cursor->plan == PLAN_ALL && !cursor->ended) {
        int code = read_row(cursor, cursor->of + 1, cursor->last);
        if (code != SQLITE_OK)
            return code;
    }
    cursor->ended = cursor->ended || cursor->left.len == 0;
    if (cursor->ended)
        return SQLITE_OK;
    if (!varint_take(&cursor->left, &step) || !varint_take(&cursor->left, &mentions) ||
        step == 0 || step > INT64_MAX - (uint64_t)cursor->number || mentions == 0 ||
        mentions > UINT32_MAX)
        return SQLITE_CORRUPT_VTAB;
    cursor->number += (int64_t)step;
    cursor->mentions = (int64_t)mentions;
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int number, const char *name, int argc,
                  sqlite3_value **argv)
{
    (void)name;
    struct mention_counts_cursor *cursor = cursor_of(base);
    int64_t first = argc > 0 ? sqlite3_value_int64(argv[0]) : 0;
    cursor->plan = (enum table_plan)(number & PLAN_BITS);
    cursor->last = argc > 0 ? sqlite3_value_int64(argv[argc - 1]) : INT64_MAX;
    if (cursor->plan == PLAN_ALL && !(number & PLAN_FROM))
        first = 0;
    if (cursor->plan == PLAN_ALL && !(number & PLAN_TO))
        cursor->last = INT64_MAX;
    cursor->left = SLICE_NONE;
    int code = read_row(cursor, first, cursor->last);
    return code == SQLITE_OK ? next(base) : code;
}

static int at_end(sqlite3_vtab_cursor *base)
{
    return cursor_of(base)->ended;
}

static int read_column(sqlite3_vtab_cursor *base, sqlite3_context *out, int column)
{
    const struct mention_counts_cursor *cursor = cursor_of(base);
    bool by_entity = cursor->plan == PLAN_ENTITY;
    switch ((enum mention_counts_column)column) {
    case COLUMN_DOCUMENT:
        sqlite3_result_int64(out, by_entity ? cursor->number : cursor->of);
        break;
    case COLUMN_ENTITY:
        sqlite3_result_int64(out, by_entity ? cursor->of
                                            : cursor->number - MENTION_COUNTS_SHIFT);
        break;
    case COLUMN_MENTIONS:
        sqlite3_result_int64(out, cursor->mentions);
        break;
    }
    return SQLITE_OK;
}

/* Required by SQLite, but no statement uses it: a pair has no number of its own. */
static int row_number(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = cursor_of(base)->number;
    return SQLITE_OK;
}

int mention_counts_attach(struct db *db)
{
    static const sqlite3_module module = {
        .xConnect = connect,
        .xBestIndex = best_index,
        .xDisconnect = disconnect,
        .xOpen = open_cursor,
        .xClose = close_cursor,
        .xFilter = filter,
        .xNext = next,
        .xEof = at_end,
        .xColumn = read_column,
        .xRowid = row_number,
    };
    return sqlite3_create_module(db->handle, "named", &module, db);
}
