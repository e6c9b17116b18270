/* Checking a data set: the stored files, against the digests of their documents. */
#include "checking.h"

#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>
#include <zstd.h>

/* The file whose parts are being read. */
struct file_state {
    struct checking *checking;
    struct arena *arena;
    XXH3_state_t *state;
    char *part;       /* unpacked */
    int64_t document; /* key */
    bool begun;
};

static void end_file(struct file_state *file)
{
    struct checking *checking = file->checking;
    struct document_row row;
    bool found = false;
    char digest[33];
    if (!file->begun)
        return;
    XXH128_hash_t hash = XXH3_128bits_digest(file->state);
    snprintf(digest, sizeof(digest), "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
    enum fault fault = corpus_document_by_key(
        checking->corpus, file->arena, file->document, &row, &found, checking->detail);
    if (fault || !found)
        check_report(checking, "a stored file belongs to no document");
    else if (!slice_starts(row.digest, slice_of(digest)))
        check_report(checking, "document %.*s: its stored file does not fit its digest",
                     SLICE_PRINT(row.id));
    arena_clear(file->arena);
}

static enum fault add_part(void *self, sqlite3_stmt *row)
{
    struct file_state *file = self;
    int64_t document = row_document(sqlite3_column_int64(row, 0));
    if (document != file->document || !file->begun) {
        end_file(file);
        file->begun = true;
        XXH3_128bits_reset(file->state);
        file->document = document;
    }
    size_t size =
        ZSTD_decompress(file->part, SOURCE_PART_BYTES, sqlite3_column_blob(row, 1),
                        (size_t)sqlite3_column_bytes(row, 1));
    if (ZSTD_isError(size))
        check_report(file->checking,
                     "document number %lld: a part of its file cannot be unpacked",
                     (long long)file->document);
    else
        XXH3_128bits_update(file->state, file->part, size);
    return FAULT_NONE;
}

enum fault check_sources(struct checking *checking)
{
    struct arena arena;
    struct file_state file = {.checking = checking,
                              .arena = &arena,
                              .state = XXH3_createState(),
                              .part = malloc(SOURCE_PART_BYTES)};
    arena_init(&arena);
    enum fault fault =
        file.state && file.part
            ? check_each_row(checking, QUERY_CHECK_SOURCES, add_part, &file)
            : fault_memory(checking->detail);
    if (!fault)
        end_file(&file);
    arena_release(&arena);
    XXH3_freeState(file.state);
    free(file.part);
    return fault;
}
