/* Checking a data set: mentions, against their texts and against the stored counts. */
#include "base/array.h"
#include "base/utf8.h"
#include "checking.h"
#include "db/store/mentions.h"

#include <stdlib.h>

struct entity_tally {
    int64_t entity, count;
};

/* How often each entity is mentioned in the current document. */
struct counting {
    struct checking *checking;
    int64_t document, all; /* `all`: mentions in all documents */
    struct entity_tally *tallies;
    size_t count, room;
};

static enum fault add(struct counting *counting, int64_t entity)
{
    size_t i = 0;
    counting->all++;
    while (i < counting->count && counting->tallies[i].entity != entity)
        i++;
    if (i == counting->count) {
        if (!array_room(&counting->tallies, i, &counting->room,
                        sizeof(struct entity_tally)))
            return fault_memory(counting->checking->detail);
        counting->tallies[counting->count++] = (struct entity_tally){entity, 0};
    }
    counting->tallies[i].count++;
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
        db_bind_int(statement, 2, counting->tallies[i].entity);
        fault = db_step(db, statement, &row, checking->detail);
        int64_t said = !fault && row ? sqlite3_column_int64(statement, 0) : 0;
        sqlite3_reset(statement);
        if (!fault && said != counting->tallies[i].count)
            check_report(checking,
                         "document number %lld: entity number %lld is named %lld times, "
                         "and %lld are said",
                         (long long)counting->document,
                         (long long)counting->tallies[i].entity,
                         (long long)counting->tallies[i].count, (long long)said);
    }
    counting->count = 0;
    return fault;
}

/* The length, in code points, of the text that has these mentions. */
static enum fault measure_text(struct counting *counting, const struct mention_text *text,
                               size_t *length)
{
    struct checking *checking = counting->checking;
    struct db *db = &checking->corpus->db;
    sqlite3_stmt *statement = db_statement(db, QUERY_CHECK_MENTIONED);
    bool row;
    db_bind_int(statement, 1, text->block);
    db_bind_int(statement, 2, text->ordinal);
    enum fault fault = db_step(db, statement, &row, checking->detail);
    *length = !fault && row ? utf8_length(db_text(statement, 0)) : 0;
    sqlite3_reset(statement);
    return fault;
}

static enum fault check_text(struct counting *counting, const struct mention_text *text)
{
    struct mention_row mention = {0};
    struct slice bytes = text->bytes;
    size_t length;
    enum fault fault = measure_text(counting, text, &length);
    bool good = bytes.len > 0;
    while (!fault && good && bytes.len > 0) {
        good = mention_next(&bytes, &mention) && mention.end <= length &&
               mention.start < mention.end;
        if (good)
            fault = add(counting,
                        mention.entity ? mention.entity : entity_unlinked(mention.type));
    }
    if (!fault && !good)
        check_report(counting->checking,
                     "mentions of block %lld, note %lld do not fit its text",
                     (long long)text->block, (long long)text->ordinal);
    return fault;
}

static enum fault check_part(void *self, sqlite3_stmt *row)
{
    struct counting *counting = self;
    struct mention_text text = {.block = sqlite3_column_int64(row, 0)};
    struct slice part = {sqlite3_column_blob(row, 1),
                         (size_t)sqlite3_column_bytes(row, 1)};
    int64_t document = row_document(text.block);
    enum fault fault = FAULT_NONE;
    if (document != counting->document)
        fault = end_document(counting);
    counting->document = document;
    bool good = true;
    while (!fault && part.len > 0 && (good = mentions_take_text(&part, &text)))
        fault = check_text(counting, &text);
    if (!fault && !good)
        check_report(counting->checking, "mentions from block %lld on are damaged",
                     (long long)sqlite3_column_int64(row, 0));
    return fault;
}

enum fault check_mentions(struct checking *checking)
{
    struct counting counting = {.checking = checking};
    enum fault fault =
        check_each_row(checking, QUERY_CHECK_MENTIONS, check_part, &counting);
    if (!fault)
        fault = end_document(&counting);
    if (!fault && counting.all != checking->corpus->facts.mentions)
        check_report(checking, "mentions in texts: %lld are there, %lld are said to be",
                     (long long)counting.all,
                     (long long)checking->corpus->facts.mentions);
    free(counting.tallies);
    return fault;
}
