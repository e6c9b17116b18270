/* Checking a data set: SQLite's own tests first, then what only we can know. */
#include "reading.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>
#include <zstd.h>

struct checking {
    struct corpus *corpus;
    corpus_problem *problem;
    void *self;
    struct fault_detail *detail;
};

__attribute__((format(printf, 2, 3))) static void tell(struct checking *checking,
                                                       const char *format, ...)
{
    char line[300];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof(line), format, args);
    va_end(args);
    checking->problem(checking->self, line);
}

/* Calls `look` for each row of a statement. */
static enum fault each_row(struct checking *checking, enum query query,
                           void (*look)(struct checking *, sqlite3_stmt *))
{
    sqlite3_stmt *statement = db_statement(&checking->corpus->db, query);
    bool row;
    enum fault fault;
    while (!(fault = db_step(&checking->corpus->db, statement, &row, checking->detail)) &&
           row)
        look(checking, statement);
    sqlite3_reset(statement);
    return fault;
}

static void look_at_integrity(struct checking *checking, sqlite3_stmt *row)
{
    struct slice said = db_text(row, 0);
    if (!slice_is(said, "ok"))
        tell(checking, "integrity: %.*s", SLICE_PRINT(said));
}

static void look_at_foreign_key(struct checking *checking, sqlite3_stmt *row)
{
    tell(checking, "a row of %s points to a row of %s that is not there",
         (const char *)sqlite3_column_text(row, 0),
         (const char *)sqlite3_column_text(row, 2));
}

static void look_at_count(struct checking *checking, sqlite3_stmt *row)
{
    long long there = sqlite3_column_int64(row, 1), said = sqlite3_column_int64(row, 2);
    if (there != said)
        tell(checking, "%s: %lld are there, %lld are said to be",
             (const char *)sqlite3_column_text(row, 0), there, said);
}

static bool is_utf8(struct slice text)
{
    bool cut;
    return utf8_check(text, &cut) == text.len;
}

static void look_at_block(struct checking *checking, sqlite3_stmt *row)
{
    for (int column = 2; column <= 4; column++)
        if (!is_utf8(db_text(row, column)))
            tell(checking, "block %lld (%s) is not UTF-8",
                 (long long)sqlite3_column_int64(row, 0),
                 (const char *)sqlite3_column_text(row, 1));
}

static void look_at_note(struct checking *checking, sqlite3_stmt *row)
{
    long long key = sqlite3_column_int64(row, 0);
    const char *id = (const char *)sqlite3_column_text(row, 1);
    if (!is_utf8(db_text(row, 2)))
        tell(checking, "note %lld (%s) is not UTF-8", key, id);
    if (sqlite3_column_int64(row, 5) >> 32 != key >> 32)
        tell(checking, "note %lld (%s) hangs on a block of another document", key, id);
    if ((size_t)sqlite3_column_int64(row, 3) > utf8_length(db_text(row, 4)))
        tell(checking, "note %lld (%s) is anchored behind the end of its block", key, id);
}

/* The files as stored, against the digests of their documents. */
struct file_state {
    XXH3_state_t *state;
    char *room;
    int64_t document;
};

static void end_file(struct checking *checking, struct file_state *file,
                     struct arena *arena)
{
    struct document_row row;
    bool found = false;
    char digest[33];
    if (file->document == 0)
        return;
    XXH128_hash_t hash = XXH3_128bits_digest(file->state);
    snprintf(digest, sizeof(digest), "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
    enum fault fault = corpus_document_by_key(checking->corpus, arena, file->document,
                                              &row, &found, checking->detail);
    if (fault || !found || !slice_starts(row.digest, slice_of(digest)))
        tell(checking, "document %lld: its stored file does not fit its digest",
             (long long)file->document);
    arena_clear(arena);
}

static void add_part(struct checking *checking, struct file_state *file,
                     sqlite3_stmt *row)
{
    size_t size =
        ZSTD_decompress(file->room, SOURCE_PART_BYTES, sqlite3_column_blob(row, 1),
                        (size_t)sqlite3_column_bytes(row, 1));
    if (ZSTD_isError(size))
        tell(checking, "document %lld: a part of its stored file cannot be unpacked",
             (long long)file->document);
    else
        XXH3_128bits_update(file->state, file->room, size);
}

static enum fault check_files(struct checking *checking, struct file_state *file,
                              struct arena *arena)
{
    struct db *db = &checking->corpus->db;
    sqlite3_stmt *statement = db_statement(db, QUERY_CHECK_SOURCES);
    bool row;
    enum fault fault;
    while (!(fault = db_step(db, statement, &row, checking->detail)) && row) {
        int64_t document = sqlite3_column_int64(statement, 0) >> 32;
        if (document != file->document) {
            end_file(checking, file, arena);
            XXH3_128bits_reset(file->state);
            file->document = document;
        }
        add_part(checking, file, statement);
    }
    sqlite3_reset(statement);
    if (!fault)
        end_file(checking, file, arena);
    return fault;
}

static enum fault check_sources(struct checking *checking)
{
    struct file_state file = {.state = XXH3_createState(),
                              .room = malloc(SOURCE_PART_BYTES)};
    struct arena arena;
    enum fault fault = FAULT_MEMORY;
    arena_init(&arena);
    if (file.state && file.room)
        fault = check_files(checking, &file, &arena);
    else
        fault_set(checking->detail, fault, "out of memory");
    arena_release(&arena);
    XXH3_freeState(file.state);
    free(file.room);
    return fault;
}

enum fault corpus_check(struct corpus *corpus, corpus_problem *problem, void *self,
                        struct fault_detail *detail)
{
    struct checking checking = {corpus, problem, self, detail};
    enum fault fault = db_prepare(&corpus->db, DB_CHECKS, detail);
    if (!fault)
        fault = each_row(&checking, QUERY_CHECK_INTEGRITY, look_at_integrity);
    if (!fault)
        fault = each_row(&checking, QUERY_CHECK_FOREIGN_KEYS, look_at_foreign_key);
    if (!fault)
        fault = each_row(&checking, QUERY_CHECK_COUNTS, look_at_count);
    if (!fault)
        fault = each_row(&checking, QUERY_CHECK_BLOCKS, look_at_block);
    if (!fault)
        fault = each_row(&checking, QUERY_CHECK_NOTES, look_at_note);
    return fault ? fault : check_sources(&checking);
}
