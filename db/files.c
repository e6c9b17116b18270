/* Reading a data set: the files it was made from, byte for byte. */
#include "reading.h"

#include <zstd.h>

/* Unpacks one part and copies what of it lies in [at, at + bytes) to the right place. */
static enum fault copy_part(struct corpus *corpus, struct arena *arena, int64_t key,
                            uint64_t part_at, uint64_t at, uint64_t bytes, char *out,
                            struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_SOURCE_PART);
    db_bind_int(statement, 1, key);
    bool found;
    enum fault fault = db_step(&corpus->db, statement, &found, detail);
    if (fault)
        return fault;
    char *room = arena_take(arena, SOURCE_PART_BYTES);
    size_t size = 0;
    if (found && room)
        size = ZSTD_decompress(room, SOURCE_PART_BYTES, sqlite3_column_blob(statement, 0),
                               (size_t)sqlite3_column_bytes(statement, 0));
    sqlite3_reset(statement);
    if (!room)
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    uint64_t from = at > part_at ? at - part_at : 0;
    uint64_t to = at + bytes - part_at;
    if (to > SOURCE_PART_BYTES)
        to = SOURCE_PART_BYTES;
    if (!found || ZSTD_isError(size) || to > size)
        return fault_set(detail, FAULT_DATASET,
                         "the data set is damaged: a source is missing; load it again");
    memcpy(out + (part_at + from - at), room + from, to - from);
    return FAULT_NONE;
}

enum fault corpus_source(struct corpus *corpus, struct arena *arena, int64_t document,
                         uint64_t at, uint64_t bytes, struct slice *out,
                         struct fault_detail *detail)
{
    char *copy = arena_take(arena, bytes);
    if (!copy)
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    enum fault fault = FAULT_NONE;
    for (uint64_t part = at / SOURCE_PART_BYTES;
         !fault && part * SOURCE_PART_BYTES < at + bytes; part++)
        fault = copy_part(corpus, arena, row_key(document, (uint32_t)part),
                          part * SOURCE_PART_BYTES, at, bytes, copy, detail);
    *out = (struct slice){copy, bytes};
    return fault;
}
