/* Data sets as torture sees them: made of two generations of a corpus, and compared row
 * by row. */
#ifndef CHANCERY_TESTS_DATASET_H
#define CHANCERY_TESTS_DATASET_H

#include "commands/commands.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <xxhash.h>

static const char *const dataset_before[] = {"db/corpus", "tests/golden/earlier"};
static const char *const dataset_after[] = {"db/corpus", "tests/golden/corpus"};

static inline int dataset_load(const char *path, const char *const *corpora)
{
    char *words[] = {(char *)(uintptr_t)corpora[0],
                     (char *)(uintptr_t)corpora[1],
                     (char *)(uintptr_t) "--db",
                     (char *)(uintptr_t)path,
                     (char *)(uintptr_t) "--quiet",
                     (char *)(uintptr_t) "--force",
                     NULL};
    setenv("SOURCE_DATE_EPOCH", "1764547200", 1); /* the same rows each time */
    return command_load(6, words);
}

static inline void dataset_hash_rows(sqlite3_stmt *rows, XXH3_state_t *state)
{
    while (sqlite3_step(rows) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            int type = sqlite3_column_type(rows, i);
            const void *at = sqlite3_column_blob(rows, i);
            size_t bytes = (size_t)sqlite3_column_bytes(rows, i);
            XXH3_64bits_update(state, &type, sizeof(type));
            XXH3_64bits_update(state, &bytes, sizeof(bytes));
            XXH3_64bits_update(state, at ? at : "", at ? bytes : 0);
        }
}

/* A digest of every row of every table; 0 when it cannot be read. */
static inline uint64_t dataset_digest(const char *path)
{
    static const char tables[] = "SELECT 'SELECT * FROM \"' || name || '\"' FROM "
                                 "sqlite_schema WHERE type = 'table' AND "
                                 "sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name";
    sqlite3 *db = NULL;
    sqlite3_stmt *names = NULL, *rows = NULL;
    XXH3_state_t *state = XXH3_createState();
    XXH3_64bits_reset(state);
    int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(db, tables, -1, &names, NULL);
    while (code == SQLITE_OK && sqlite3_step(names) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(names, 0);
        code = sqlite3_prepare_v2(db, sql, -1, &rows, NULL);
        if (code == SQLITE_OK)
            dataset_hash_rows(rows, state);
        if (sqlite3_finalize(rows) != SQLITE_OK)
            code = SQLITE_ERROR;
    }
    sqlite3_finalize(names);
    sqlite3_close(db);
    uint64_t digest = code == SQLITE_OK ? XXH3_64bits_digest(state) : 0;
    XXH3_freeState(state);
    return digest;
}

static inline ino_t dataset_inode(const char *path)
{
    struct stat seen;
    return stat(path, &seen) == 0 ? seen.st_ino : 0;
}

#endif
