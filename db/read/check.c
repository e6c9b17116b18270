/* Checking a data set: SQLite's own tests first, then what only we can know. */
#include "base/utf8.h"
#include "checking.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>
#include <zstd.h>

void check_report(struct checking *checking, const char *format, ...)
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

static void check_integrity(struct checking *checking, sqlite3_stmt *row)
{
    struct slice said = db_text(row, 0);
    if (!slice_is(said, "ok"))
        check_report(checking, "integrity: %.*s", SLICE_PRINT(said));
}

static void check_foreign_key(struct checking *checking, sqlite3_stmt *row)
{
    check_report(checking, "a row of %s points to a row of %s that is not there",
                 (const char *)sqlite3_column_text(row, 0),
                 (const char *)sqlite3_column_text(row, 2));
}

static void check_count(struct checking *checking, sqlite3_stmt *row)
{
    long long there = sqlite3_column_int64(row, 1), said = sqlite3_column_int64(row, 2);
    if (there != said)
        check_report(checking, "%s: %lld are there, %lld are said to be",
                     (const char *)sqlite3_column_text(row, 0), there, said);
}

static bool is_utf8(struct slice text)
{
    bool cut;
    return utf8_check(text, &cut) == text.len;
}

/* The digest of a text as the outline makes it: it carries names over a reload. */
static uint64_t text_digest(struct slice text, uint64_t seed)
{
    return XXH3_64bits_withSeed(text.at ? text.at : "", text.len, seed);
}

static void check_block(struct checking *checking, sqlite3_stmt *row)
{
    const char *name = (const char *)sqlite3_column_text(row, 0);
    struct slice label = db_text(row, 1), text = db_text(row, 2);
    if (!is_utf8(label) || !is_utf8(text))
        check_report(checking, "block %s is not UTF-8", name);
    if ((int64_t)text_digest(text, text_digest(label, 0)) != sqlite3_column_int64(row, 3))
        check_report(checking, "block %s: its text does not fit its digest", name);
    if (!sqlite3_column_int(row, 4))
        check_report(checking, "block %s: what is answered of it does not fit it", name);
}

static void check_note(struct checking *checking, sqlite3_stmt *row)
{
    const char *name = (const char *)sqlite3_column_text(row, 0);
    struct slice text = db_text(row, 1);
    if (!is_utf8(text))
        check_report(checking, "note %s is not UTF-8", name);
    if ((int64_t)text_digest(text, 0) != sqlite3_column_int64(row, 2))
        check_report(checking, "note %s: its text does not fit its digest", name);
    if (!sqlite3_column_int(row, 3))
        check_report(checking, "note %s hangs on a block of another document", name);
    if ((size_t)sqlite3_column_int64(row, 4) > utf8_length(db_text(row, 5)))
        check_report(checking, "note %s is anchored behind the end of its block", name);
    if (!sqlite3_column_int(row, 6))
        check_report(checking, "note %s: what is answered of it does not fit it", name);
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
    if (fault || !found)
        check_report(checking, "a stored file belongs to no document");
    else if (!slice_starts(row.digest, slice_of(digest)))
        check_report(checking, "document %.*s: its stored file does not fit its digest",
                     SLICE_PRINT(row.id));
    arena_clear(arena);
}

static void add_part(struct checking *checking, struct file_state *file,
                     sqlite3_stmt *row)
{
    size_t size =
        ZSTD_decompress(file->room, SOURCE_PART_BYTES, sqlite3_column_blob(row, 1),
                        (size_t)sqlite3_column_bytes(row, 1));
    if (ZSTD_isError(size))
        check_report(checking,
                     "document number %lld: a part of its file cannot be unpacked",
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
        fault = each_row(&checking, QUERY_CHECK_INTEGRITY, check_integrity);
    if (!fault)
        fault = each_row(&checking, QUERY_CHECK_FOREIGN_KEYS, check_foreign_key);
    if (!fault)
        fault = each_row(&checking, QUERY_CHECK_COUNTS, check_count);
    if (!fault)
        fault = each_row(&checking, QUERY_CHECK_BLOCKS, check_block);
    if (!fault)
        fault = each_row(&checking, QUERY_CHECK_NOTES, check_note);
    if (!fault)
        fault = each_row(&checking, QUERY_CHECK_ENTITY_COUNTS, check_count);
    if (!fault)
        fault = check_mentions(&checking);
    return fault ? fault : check_sources(&checking);
}
