/* Names of one document: the ids of its blocks and notes, and its file. */
#include "names_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zstd.h>

struct id_list {
    struct arena *arena;
    struct predecessor_id *items;
    size_t count, room;
};

static bool add(struct id_list *list, struct predecessor_id id)
{
    if (!arena_room(list->arena, &list->items, list->count, &list->room,
                    sizeof(*list->items)))
        return false;
    id.id = arena_copy(list->arena, id.id);
    list->items[list->count++] = id;
    return !arena_failed(list->arena);
}

/* Adds every row of `statement` whose id is that of a note, or of a block, as asked. */
static enum fault add_all(struct names *names, sqlite3_stmt *statement, bool notes,
                          bool retired, struct id_list *list, struct fault_detail *detail)
{
    bool row;
    enum fault fault;
    while (!(fault = db_step(&names->connection.db, statement, &row, detail)) && row) {
        struct slice id = db_text(statement, 0);
        if ((id_kind(id) == ID_NOTE) != notes)
            continue;
        struct predecessor_id one = {
            .id = id,
            .digest = (uint64_t)sqlite3_column_int64(statement, 1),
            .retired = retired,
            .since = retired ? sqlite3_column_int64(statement, 2) : 0,
            .withdrawn = retired && sqlite3_column_int(statement, 3) != 0,
        };
        if (!add(list, one)) {
            fault = fault_memory(detail);
            break;
        }
    }
    db_end(statement);
    return fault;
}

enum fault names_parts(struct names *names, struct arena *arena, struct slice document,
                       bool notes, struct predecessor_id **out, size_t *count,
                       struct fault_detail *detail)
{
    struct corpus *connection = &names->connection;
    struct id_list list = {.arena = arena};
    sqlite3_stmt *parts = query_by_text(connection, QUERY_NAMES_PARTS, document);
    db_bind_int(parts, 2, notes);
    enum fault fault = add_all(names, parts, notes, false, &list, detail);
    if (!fault) {
        sqlite3_stmt *formers =
            query_by_text(connection, QUERY_NAMES_FORMERS_OF_DOCUMENT, document);
        fault = add_all(names, formers, notes, true, &list, detail);
    }
    *out = list.items;
    *count = list.count;
    return fault;
}

/* --- its file --- */

static enum fault write_all(int fd, const char *at, size_t len,
                            struct fault_detail *detail)
{
    while (len) {
        ssize_t put = write(fd, at, len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return fault_set(detail, FAULT_STORE, "cannot write a temporary file");
        at += put;
        len -= (size_t)put;
    }
    return FAULT_NONE;
}

/* Unpacks the part in `statement`, if there is one, and writes it. */
static enum fault write_part(struct names *names, sqlite3_stmt *statement, char *room,
                             int fd, bool *more, struct fault_detail *detail)
{
    enum fault fault = db_step(&names->connection.db, statement, more, detail);
    if (fault || !*more)
        return fault;
    size_t size =
        ZSTD_decompress(room, SOURCE_PART_BYTES, sqlite3_column_blob(statement, 0),
                        (size_t)sqlite3_column_bytes(statement, 0));
    return ZSTD_isError(size)
               ? fault_set(detail, FAULT_DATASET, "the data set is damaged")
               : write_all(fd, room, size, detail);
}

enum fault names_source(struct names *names, struct slice document, int fd, bool *found,
                        struct fault_detail *detail)
{
    char *room = malloc(SOURCE_PART_BYTES);
    enum fault fault = room ? FAULT_NONE : fault_memory(detail);
    bool more = true;
    *found = false;
    for (int64_t part = 0; !fault && more; part++) {
        sqlite3_stmt *statement =
            query_by_text(&names->connection, QUERY_NAMES_SOURCE_PART, document);
        db_bind_int(statement, 2, part);
        fault = write_part(names, statement, room, fd, &more, detail);
        *found = *found || (!fault && more);
        db_end(statement);
    }
    free(room);
    return fault;
}
