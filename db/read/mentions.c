/* Reading a data set: mentions. */
#include "db/store/mentions.h"
#include "db/read/connection.h"
#include "db/read/entities.h"

#include <stdlib.h>

enum fault corpus_mentions(struct corpus *corpus, int64_t entity, int64_t first,
                           int64_t last, const struct mention_text *from,
                           struct mention_rows *out)
{
    int64_t start = row_key(first, 0);
    *out = (struct mention_rows){.from = *from};
    if (from->block < start)
        out->from = (struct mention_text){.block = start};
    sqlite3_stmt *statement =
        rows_open(&out->rows, corpus, "mention",
                  entity ? QUERY_MENTIONS_OF_ENTITY : QUERY_MENTIONS);
    db_bind_named_int(statement, ":entity", entity);
    db_bind_named_int(statement, ":first", first);
    db_bind_named_int(statement, ":last", entity ? last : row_key(last, UINT32_MAX));
    db_bind_named_int(statement, ":after_block", out->from.block);
    return FAULT_NONE;
}

/* Reads the next row. */
static enum fault next_part(struct mention_rows *rows, bool *more,
                            struct fault_detail *detail)
{
    sqlite3_stmt *statement = rows->rows.statement;
    enum fault fault = rows_step_typed(&rows->rows, "ib", more, detail);
    if (fault || !*more)
        return fault;
    rows->text = (struct mention_text){.block = sqlite3_column_int64(statement, 0)};
    if (!row_is_key(rows->text.block))
        return corpus_damaged(rows->rows.corpus, "mention", detail);
    rows->part = (struct slice){sqlite3_column_blob(statement, 1),
                                (size_t)sqlite3_column_bytes(statement, 1)};
    return FAULT_NONE;
}

static bool is_before(const struct mention_text *text, const struct mention_text *from)
{
    return text->block != from->block ? text->block < from->block
                                      : text->ordinal < from->ordinal;
}

enum fault rows_next_mentions(struct mention_rows *rows, struct mention_text *out,
                              bool *more, struct fault_detail *detail)
{
    *more = true;
    do {
        if (rows->part.len == 0) {
            enum fault fault = next_part(rows, more, detail);
            if (fault || !*more)
                return fault;
        }
        if (!mentions_take_text(&rows->part, &rows->text))
            return corpus_damaged(rows->rows.corpus, "mention", detail);
    } while (is_before(&rows->text, &rows->from));
    *out = rows->text;
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
    return read_count(corpus, statement, count, detail);
}

/* Searches a part for one text; false when it is damaged before that. */
static bool find_text(struct slice part, struct mention_text text, int64_t block,
                      uint32_t ordinal, struct slice *out)
{
    while (text.block <= block && part.len > 0) {
        if (!mentions_take_text(&part, &text))
            return false;
        if (text.block != block || text.ordinal != ordinal)
            continue;
        *out = text.bytes;
        return true;
    }
    return true;
}

enum fault corpus_mentions_of(struct corpus *corpus, struct arena *arena, int64_t block,
                              uint32_t ordinal, struct slice *out,
                              struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_MENTIONS_OF_TEXT);
    bool found;
    db_bind_int(statement, 1, block);
    enum fault fault = step_typed(corpus, statement, "mention", "ib", &found, detail);
    *out = SLICE_NONE;
    if (fault || !found)
        return fault;
    struct mention_text text = {.block = sqlite3_column_int64(statement, 0)};
    struct slice part = {sqlite3_column_blob(statement, 1),
                         (size_t)sqlite3_column_bytes(statement, 1)};
    if (!row_is_key(text.block) || !find_text(part, text, block, ordinal, out)) {
        sqlite3_reset(statement);
        return corpus_damaged(corpus, "mention", detail);
    }
    return copy_row(statement, arena, &out, 1, detail);
}

/* The names of methods, a line each, are read at their first use. */
static enum fault read_methods(struct corpus *corpus, struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_META_VALUE);
    bool row;
    db_bind_text(statement, 1, SLICE("methods"));
    enum fault fault = step_typed(corpus, statement, "meta", "t", &row, detail);
    if (fault)
        return fault;
    struct slice text = row ? db_text(statement, 0) : SLICE("");
    corpus->methods = strndup(text.at ? text.at : "", text.len);
    sqlite3_reset(statement);
    return corpus->methods ? FAULT_NONE : fault_memory(detail);
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
