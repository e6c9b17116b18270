/* Checking a data set: mentions, against their texts and against what is counted. */
#include "checking.h"
#include "mentions.h"
#include "utf8.h"

#include <stdlib.h>

struct seen {
    int64_t entity, count;
};

/* How often each entity is named in the document in hand. */
struct counting {
    struct checking *checking;
    int64_t document;
    struct seen *seen;
    size_t count, room;
};

static enum fault add(struct counting *counting, int64_t entity)
{
    size_t i = 0;
    while (i < counting->count && counting->seen[i].entity != entity)
        i++;
    if (i == counting->room) {
        size_t room = counting->room ? counting->room * 2 : 256;
        struct seen *larger = realloc(counting->seen, room * sizeof(*larger));
        if (!larger)
            return fault_set(counting->checking->detail, FAULT_MEMORY, "out of memory");
        counting->seen = larger;
        counting->room = room;
    }
    if (i == counting->count)
        counting->seen[counting->count++] = (struct seen){entity, 0};
    counting->seen[i].count++;
    return FAULT_NONE;
}

static enum fault end_document(struct counting *counting)
{
    struct checking *checking = counting->checking;
    struct db *db = &checking->corpus->db;
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault && i < counting->count; i++) {
        sqlite3_stmt *statement = db_statement(db, QUERY_CHECK_NAMED);
        bool row;
        db_bind_int(statement, 1, counting->document);
        db_bind_int(statement, 2, counting->seen[i].entity);
        fault = db_step(db, statement, &row, checking->detail);
        int64_t said = !fault && row ? sqlite3_column_int64(statement, 0) : 0;
        sqlite3_reset(statement);
        if (!fault && said != counting->seen[i].count)
            check_tell(checking,
                       "document number %lld: entity number %lld is named %lld times, "
                       "and %lld are said",
                       (long long)counting->document, (long long)counting->seen[i].entity,
                       (long long)counting->seen[i].count, (long long)said);
    }
    counting->count = 0;
    return fault;
}

static enum fault look_at_text(struct counting *counting, sqlite3_stmt *row)
{
    struct mention_row mention = {0};
    struct slice bytes = {sqlite3_column_blob(row, 2),
                          (size_t)sqlite3_column_bytes(row, 2)};
    size_t length = utf8_length(db_text(row, 3));
    enum fault fault = FAULT_NONE;
    bool good = bytes.len > 0;
    while (!fault && good && bytes.len > 0) {
        good = mentions_unpack(&bytes, &mention) && mention.end <= length &&
               mention.start < mention.end;
        if (good)
            fault = add(counting,
                        mention.entity ? mention.entity : entity_unlinked(mention.type));
    }
    if (!good)
        check_tell(counting->checking,
                   "mentions of block %lld, note %lld do not fit its text",
                   (long long)sqlite3_column_int64(row, 0),
                   (long long)sqlite3_column_int64(row, 1));
    return fault;
}

enum fault check_mentions(struct checking *checking)
{
    struct counting counting = {.checking = checking};
    struct db *db = &checking->corpus->db;
    sqlite3_stmt *statement = db_statement(db, QUERY_CHECK_MENTIONS);
    bool row;
    enum fault fault;
    while (!(fault = db_step(db, statement, &row, checking->detail)) && row) {
        int64_t document = sqlite3_column_int64(statement, 0) >> 32;
        if (document != counting.document)
            fault = end_document(&counting);
        counting.document = document;
        if (!fault)
            fault = look_at_text(&counting, statement);
        if (fault)
            break;
    }
    sqlite3_reset(statement);
    if (!fault)
        fault = end_document(&counting);
    free(counting.seen);
    return fault;
}
