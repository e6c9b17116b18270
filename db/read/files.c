/* Reading a data set: the files that it was made from, byte for byte. */
#include "db/read/connection.h"

#include <stdlib.h>
#include <zstd.h>

/* Unpacks part `key`, unless it was the last one: neighbouring blocks are in the same. */
static enum fault unpack(struct corpus *corpus, int64_t key, struct fault_detail *detail)
{
    if (!corpus->part)
        corpus->part = malloc(SOURCE_PART_BYTES);
    if (!corpus->part)
        return fault_memory(detail);
    if (corpus->part_key == key)
        return FAULT_NONE;
    sqlite3_stmt *statement = query_by_key(corpus, QUERY_SOURCE_PART, key);
    bool found;
    enum fault fault = step_typed(corpus, statement, "source", "b", &found, detail);
    if (fault)
        return fault;
    size_t size = 0;
    if (found)
        size = ZSTD_decompress(corpus->part, SOURCE_PART_BYTES,
                               sqlite3_column_blob(statement, 0),
                               (size_t)sqlite3_column_bytes(statement, 0));
    sqlite3_reset(statement);
    corpus->part_key = 0;
    if (!found || ZSTD_isError(size))
        return corpus_damaged(corpus, "source", detail);
    corpus->part_key = key;
    corpus->part_bytes = size;
    return FAULT_NONE;
}

/* Copies what is in both a part and [at, at + bytes) to where it belongs in `out`. */
static enum fault copy_part(struct corpus *corpus, int64_t key, uint64_t part_at,
                            uint64_t at, uint64_t bytes, char *out,
                            struct fault_detail *detail)
{
    enum fault fault = unpack(corpus, key, detail);
    if (fault)
        return fault;
    uint64_t from = at > part_at ? at - part_at : 0;
    uint64_t to = at + bytes - part_at;
    if (to > SOURCE_PART_BYTES)
        to = SOURCE_PART_BYTES;
    if (to > corpus->part_bytes || from > to)
        return corpus_damaged(corpus, "source", detail);
    memcpy(out + (part_at + from - at), corpus->part + from, to - from);
    return FAULT_NONE;
}

enum fault corpus_source(struct corpus *corpus, struct arena *arena, int64_t document,
                         uint64_t at, uint64_t bytes, struct slice *out,
                         struct fault_detail *detail)
{
    /* no file is longer; with that many bytes there is a last part, too */
    const uint64_t most = (uint64_t)UINT32_MAX * SOURCE_PART_BYTES;
    bool fits = at <= most && bytes <= most - at;
    if (fits && bytes > SOURCE_PART_BYTES) {
        enum fault fault = unpack(
            corpus, row_key(document, (uint32_t)((at + bytes - 1) / SOURCE_PART_BYTES)),
            detail);
        if (fault)
            return fault;
    }
    if (!fits)
        return corpus_damaged(corpus, "block", detail);
    char *copy = arena_take(arena, bytes);
    if (!copy)
        return fault_memory(detail);
    enum fault fault = FAULT_NONE;
    for (uint64_t part = at / SOURCE_PART_BYTES;
         !fault && part * SOURCE_PART_BYTES < at + bytes; part++)
        fault = copy_part(corpus, row_key(document, (uint32_t)part),
                          part * SOURCE_PART_BYTES, at, bytes, copy, detail);
    *out = (struct slice){copy, bytes};
    return fault;
}
