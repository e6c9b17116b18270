/* Reading a data set: opening it, and what it says about itself. */
#include "base/buffer.h"
#include "db/read/connection.h"
#include "db/store/mention_counts.h"
#include "opening.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>


/* The kernel's page cache is enough: SQLite reads through the map. */
static const char settings[] = "PRAGMA mmap_size = 1099511627776;"
                               "PRAGMA cache_size = -256;"
                               "PRAGMA query_only = ON;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA temp_store = MEMORY;"
                               /* Nothing ever changes: one read transaction for all. */
                               "BEGIN;"
                               "SELECT count(*) FROM sqlite_master;";

static enum fault pragma_number(struct corpus *corpus, const char *sql, int64_t *out,
                                struct fault_detail *detail)
{
    sqlite3_stmt *statement;
    int code = sqlite3_prepare_v2(corpus->db.handle, sql, -1, &statement, NULL);
    if (code != SQLITE_OK)
        return db_fault(&corpus->db, code, detail);
    bool row;
    enum fault fault = db_step(&corpus->db, statement, &row, detail);
    *out = !fault && row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return fault;
}

static enum fault not_ours(const char *path, struct fault_detail *detail)
{
    return fault_set(detail, FAULT_DATASET, "%s is not a data set of chanceryd", path);
}

enum fault connection_schema(struct corpus *corpus, const char *path, int64_t *version,
                             struct fault_detail *detail)
{
    int64_t application;
    enum fault fault =
        pragma_number(corpus, "PRAGMA application_id", &application, detail);
    if (!fault)
        fault = pragma_number(corpus, "PRAGMA user_version", version, detail);
    if (!fault && application != SCHEMA_APPLICATION)
        return not_ours(path, detail);
    return fault;
}

/* Is it a data set of this program, and of its version of the schema? */
static enum fault check_schema(struct corpus *corpus, const char *path,
                               struct fault_detail *detail)
{
    int64_t version;
    enum fault fault = connection_schema(corpus, path, &version, detail);
    if (fault)
        return fault;
    if (version != SCHEMA_VERSION)
        return fault_set(
            detail, FAULT_DATASET,
            "%s is a data set of schema %lld, this program reads %d: load it "
            "again",
            path, (long long)version, SCHEMA_VERSION);
    return FAULT_NONE;
}

/* A file: URI with the path escaped, so that "?" or "%" in a name mean themselves. */
static char *immutable_uri(const char *path)
{
    struct buffer uri;
    buffer_init(&uri);
    buffer_put_text(&uri, "file:");
    for (const char *at = path; *at; at++)
        if (*at == '%' || *at == '?' || *at == '#')
            buffer_print(&uri, "%%%02x", (unsigned)*at);
        else
            buffer_put_char(&uri, *at);
    buffer_put(&uri, (struct slice){"?immutable=1", sizeof("?immutable=1")});
    if (buffer_failed(&uri)) {
        buffer_release(&uri);
        return NULL;
    }
    size_t len;
    return buffer_take(&uri, &len);
}

enum fault connection_open(struct corpus *corpus, const char *path,
                           struct fault_detail *detail)
{
    struct stat seen;
    if (access(path, R_OK) != 0)
        return errno == ENOENT
                   ? fault_set(detail, FAULT_DATASET, "there is no data set at %s", path)
                   : fault_set(detail, FAULT_DATASET, "cannot read %s: %s", path,
                               strerror(errno));
    if (stat(path, &seen) != 0 || !S_ISREG(seen.st_mode))
        return not_ours(path, detail);
    db_setup();
    char *uri = immutable_uri(path);
    if (!uri)
        return fault_memory(detail);
    int code = sqlite3_open_v2(
        uri, &corpus->db.handle,
        SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
    free(uri);
    if (code == SQLITE_OK) {
        db_watch(&corpus->db);
        sqlite3_db_config(corpus->db.handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(corpus->db.handle, SQLITE_DBCONFIG_LOOKASIDE, NULL, 256, 100);
        code = sqlite3_exec(corpus->db.handle, settings, NULL, NULL, NULL);
    }
    if (code == SQLITE_OK)
        code = mention_counts_attach(&corpus->db);
    if (code == SQLITE_OK)
        return FAULT_NONE;
    return (code & 0xff) == SQLITE_NOTADB ? not_ours(path, detail)
                                          : db_fault(&corpus->db, code, detail);
}

static enum fault open_corpus(struct corpus **out, const char *path, bool prepare,
                              struct fault_detail *detail)
{
    struct corpus *corpus = calloc(1, sizeof(*corpus));
    *out = NULL;
    if (!corpus)
        return fault_memory(detail);
    corpus->db.damage = &corpus->damage;
    atomic_store(corpus->db.damage, UINT64_MAX); /* the fault of opening says it */
    db_set_limit(&corpus->db, OPENING_MILLISECONDS);
    enum fault fault = connection_open(corpus, path, detail);
    if (!fault)
        fault = check_schema(corpus, path, detail);
    if (!fault && prepare)
        fault = check_objects(corpus, path, detail);
    if (!fault && prepare)
        fault = db_prepare(&corpus->db, DB_READS, detail);
    if (!fault)
        fault = read_facts(corpus, detail);
    if (fault) {
        corpus_close(corpus);
        return fault;
    }
    db_set_limit(&corpus->db, 0);
    atomic_store(corpus->db.damage, 0);
    *out = corpus;
    return FAULT_NONE;
}

enum fault corpus_open(struct corpus **out, const char *path, struct fault_detail *detail)
{
    return open_corpus(out, path, true, detail);
}

enum fault corpus_open_again(struct corpus **out, const char *path,
                             struct fault_detail *detail)
{
    return open_corpus(out, path, false, detail);
}

void corpus_close(struct corpus *corpus)
{
    if (!corpus)
        return;
    passages_close(corpus->passages);
    stemmer_free(corpus->stemmer);
    db_close(&corpus->db);
    free(corpus->part);
    free(corpus->methods);
    free(corpus);
}

enum fault corpus_open_search(struct corpus *corpus, const struct corpus *like,
                              struct fault_detail *detail)
{
    const struct corpus_facts *facts = &corpus->facts;
    if (!facts->passages || corpus->passages)
        return FAULT_NONE;
    corpus->stemmer = stemmer_new();
    if (!corpus->stemmer)
        return fault_memory(detail);
    if (like) {
        corpus->passages = passages_share(like->passages);
        return FAULT_NONE;
    }
    return passages_open(&corpus->passages, &corpus->db, facts->passages,
                         facts->occurrences, facts->documents, detail);
}

bool corpus_has_search(const struct corpus *corpus)
{
    return corpus->passages;
}

const struct corpus_facts *corpus_facts(const struct corpus *corpus)
{
    return &corpus->facts;
}

void corpus_set_limit(struct corpus *corpus, unsigned milliseconds)
{
    db_set_limit(&corpus->db, milliseconds);
}

enum fault corpus_damaged(struct corpus *corpus, const char *table,
                          struct fault_detail *detail)
{
    return db_damaged(&corpus->db, table, detail);
}

enum fault step_typed(struct corpus *corpus, sqlite3_stmt *statement, const char *table,
                      const char *types, bool *found, struct fault_detail *detail)
{
    enum fault fault = db_step(&corpus->db, statement, found, detail);
    if (fault || !*found || db_row_is(statement, types))
        return fault;
    sqlite3_reset(statement);
    return corpus_damaged(corpus, table, detail);
}

enum fault rows_step_typed(struct rows *rows, const char *types, bool *more,
                           struct fault_detail *detail)
{
    return step_typed(rows->corpus, rows->statement, rows->table, types, more, detail);
}

void rows_close(struct rows *rows)
{
    sqlite3_reset(rows->statement);
    rows->statement = NULL;
}

enum fault read_count(struct corpus *corpus, sqlite3_stmt *statement, int64_t *count,
                      struct fault_detail *detail)
{
    bool row;
    enum fault fault = db_step(&corpus->db, statement, &row, detail);
    *count = !fault && row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return fault;
}

enum fault copy_row(sqlite3_stmt *statement, struct arena *arena,
                    struct slice *const *slices, size_t count,
                    struct fault_detail *detail)
{
    for (size_t i = 0; i < count; i++)
        if (slices[i]->at)
            *slices[i] = arena_copy(arena, *slices[i]);
    sqlite3_reset(statement);
    return arena_failed(arena) ? fault_memory(detail) : FAULT_NONE;
}
