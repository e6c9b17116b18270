/* Reading a data set: mentions. */
#include "corpus_entity.h"
#include "mentions.h"
#include "reading.h"

#include <stdlib.h>

enum fault corpus_mentions(struct corpus *corpus, int64_t entity, int64_t first,
                           int64_t last, const struct mention_text *from,
                           struct rows *rows)
{
    sqlite3_stmt *statement =
        rows_open(rows, corpus, entity ? QUERY_MENTIONS_OF_ENTITY : QUERY_MENTIONS);
    int64_t start = row_key(first, 0);
    db_bind_named_int(statement, ":entity", entity);
    db_bind_named_int(statement, ":first", first);
    db_bind_named_int(statement, ":last", entity ? last : row_key(last, UINT32_MAX));
    db_bind_named_int(statement, ":after_block",
                      from->block > start ? from->block : start);
    db_bind_named_int(statement, ":after_note", from->ordinal);
    return FAULT_NONE;
}

enum fault rows_next_mentions(struct rows *rows, struct mention_text *out, bool *more,
                              struct fault_detail *detail)
{
    enum fault fault = rows_step(rows, more, detail);
    if (fault || !*more)
        return fault;
    *out = (struct mention_text){sqlite3_column_int64(rows->statement, 0),
                                 (uint32_t)sqlite3_column_int64(rows->statement, 1),
                                 {sqlite3_column_blob(rows->statement, 2),
                                  (size_t)sqlite3_column_bytes(rows->statement, 2)}};
    return FAULT_NONE;
}

enum fault corpus_count_mentions(struct corpus *corpus, int64_t entity, int64_t first,
                                 int64_t last, int64_t *count,
                                 struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_ENTITY_MENTIONS_COUNT);
    db_bind_named_int(statement, ":entity", entity);
    db_bind_named_int(statement, ":first", first);
    db_bind_named_int(statement, ":last", last);
    return reading_count(corpus, statement, count, detail);
}

enum fault corpus_mentions_of(struct corpus *corpus, struct arena *arena, int64_t block,
                              uint32_t ordinal, struct slice *out,
                              struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_MENTIONS_OF_TEXT);
    bool found;
    db_bind_int(statement, 1, block);
    db_bind_int(statement, 2, ordinal);
    enum fault fault = db_step(&corpus->db, statement, &found, detail);
    *out = SLICE_NONE;
    if (fault || !found)
        return fault;
    *out = (struct slice){sqlite3_column_blob(statement, 0),
                          (size_t)sqlite3_column_bytes(statement, 0)};
    return reading_keep(statement, arena, &out, 1, detail);
}

bool mention_next(struct slice *bytes, struct mention_row *row)
{
    return mentions_unpack(bytes, row);
}

/* The names of methods, a line each, are read when one is first asked for. */
static enum fault read_methods(struct corpus *corpus, struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_META_VALUE);
    bool row;
    db_bind_text(statement, 1, SLICE("methods"));
    enum fault fault = db_step(&corpus->db, statement, &row, detail);
    if (fault)
        return fault;
    struct slice text = row ? db_text(statement, 0) : SLICE("");
    corpus->methods = strndup(text.at ? text.at : "", text.len);
    sqlite3_reset(statement);
    return corpus->methods ? FAULT_NONE
                           : fault_set(detail, FAULT_MEMORY, "out of memory");
}

enum fault corpus_method(struct corpus *corpus, unsigned method, struct slice *out,
                         struct fault_detail *detail)
{
    enum fault fault = corpus->methods ? FAULT_NONE : read_methods(corpus, detail);
    struct slice rest = slice_of(corpus->methods);
    *out = SLICE_NONE;
    for (unsigned i = 0; !fault && i <= method; i++)
        *out = slice_cut(&rest, '\n');
    return fault;
}
