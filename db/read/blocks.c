/* Reading a data set: blocks, and the omissions between them. */
#include "db/read/connection.h"

#include <stdio.h>

/* key, id, kind, digest, source_at, source_bytes, before, after, text, label */
static const char block_types[] = "itiiiitttt";

static bool read_block_row(sqlite3_stmt *statement, struct block_row *out)
{
    *out = (struct block_row){
        .key = sqlite3_column_int64(statement, 0),
        .id = db_text(statement, 1),
        .kind = (enum block_kind)sqlite3_column_int64(statement, 2),
        .digest = (uint64_t)sqlite3_column_int64(statement, 3),
        .source_at = (uint64_t)sqlite3_column_int64(statement, 4),
        .source_bytes = (uint64_t)sqlite3_column_int64(statement, 5),
        .before_text = db_text(statement, 6),
        .after_text = db_text(statement, 7),
        .text = db_text(statement, 8),
        .label = db_text(statement, 9),
    };
    uint64_t kind = (uint64_t)sqlite3_column_int64(statement, 2);
    return row_is_key(out->key) && kind < BLOCK_KINDS;
}

static enum fault find_block(struct corpus *corpus, sqlite3_stmt *statement,
                             struct arena *arena, struct block_row *out, bool *found,
                             struct fault_detail *detail)
{
    enum fault fault = step_typed(corpus, statement, "block", block_types, found, detail);
    if (fault || !*found)
        return fault;
    if (!read_block_row(statement, out)) {
        sqlite3_reset(statement);
        return corpus_damaged(corpus, "block", detail);
    }
    struct slice *slices[] = {&out->id, &out->before_text, &out->after_text, &out->text,
                              &out->label};
    return copy_row(statement, arena, slices, 5, detail);
}

/* 5 for "b5", 0 for other ids. */
static int64_t ordinal_of(struct slice id)
{
    uint64_t ordinal;
    if (id.len > 10 || id_kind(id) != ID_ORDINAL)
        return 0;
    return slice_number(slice_from(id, 1), 999999999, &ordinal) ? (int64_t)ordinal : 0;
}

/* Most ids of blocks are ordinals; only the others have rows of their own. */
static enum fault find_by_ordinal(struct corpus *corpus, struct arena *arena,
                                  struct slice document, struct slice id,
                                  struct block_row *out, bool *found,
                                  struct fault_detail *detail)
{
    int64_t ordinal = ordinal_of(id);
    *found = false;
    if (!ordinal)
        return FAULT_NONE;
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_BLOCK_AT_PLACE);
    db_bind_text(statement, 1, document);
    db_bind_text(statement, 2, id);
    db_bind_int(statement, 3, ordinal);
    return find_block(corpus, statement, arena, out, found, detail);
}

enum fault corpus_find_block(struct corpus *corpus, struct arena *arena,
                             struct slice document, struct slice id,
                             struct block_row *out, bool *found,
                             struct fault_detail *detail)
{
    enum fault fault = find_by_ordinal(corpus, arena, document, id, out, found, detail);
    if (fault || *found)
        return fault;
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_BLOCK_OF_DOCUMENT);
    db_bind_text(statement, 1, document);
    db_bind_text(statement, 2, id);
    return find_block(corpus, statement, arena, out, found, detail);
}

enum fault corpus_find_block_in(struct corpus *corpus, struct arena *arena,
                                int64_t document, struct slice id, struct block_row *out,
                                bool *found, struct fault_detail *detail)
{
    int64_t ordinal = ordinal_of(id);
    if (ordinal) {
        enum fault fault = corpus_block_by_key(
            corpus, arena, row_key(document, 0) + ordinal, out, found, detail);
        if (fault || (*found && slice_equal(out->id, id)))
            return fault;
    }
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_BLOCK_FIND);
    db_bind_int(statement, 1, document);
    db_bind_text(statement, 2, id);
    return find_block(corpus, statement, arena, out, found, detail);
}

enum fault corpus_block_by_key(struct corpus *corpus, struct arena *arena, int64_t key,
                               struct block_row *out, bool *found,
                               struct fault_detail *detail)
{
    return find_block(corpus, query_by_key(corpus, QUERY_BLOCK_BY_KEY, key), arena, out,
                      found, detail);
}

/* The kinds of a mask as a JSON array, for json_each. */
static void bind_kinds(sqlite3_stmt *statement, unsigned kinds)
{
    char list[BLOCK_KINDS * 3 + 3] = "[";
    size_t at = 1;
    for (int kind = 0; kind < BLOCK_KINDS; kind++)
        if (kinds >> kind & 1)
            at += (size_t)snprintf(list + at, sizeof(list) - at, "%s%d",
                                   at > 1 ? "," : "", kind);
    list[at++] = ']';
    db_bind_named_int(statement, ":kinds", kinds);
    db_bind_named_copy(statement, ":kind_list", (struct slice){list, at});
}

static void bind_filter(sqlite3_stmt *statement, const struct block_filter *filter)
{
    db_bind_named_int(statement, ":after", filter->after);
    db_bind_named_int(statement, ":last", filter->last);
    if (filter->kinds)
        bind_kinds(statement, filter->kinds);
    if (filter->number_to) {
        db_bind_named_int(statement, ":number_from", filter->number_from);
        db_bind_named_int(statement, ":number_to", filter->number_to);
    }
}

/* The index to use: that of numbers where a number is asked for, that of kinds over many
 * documents, and otherwise the order of keys. */
enum block_access { BY_KEY, BY_KIND, BY_NUMBER };

static enum block_access choose_access(const struct block_filter *filter)
{
    bool one_document = row_document(filter->after) == row_document(filter->last);
    if (one_document)
        return BY_KEY;
    if (filter->number_to)
        return BY_NUMBER;
    return filter->kinds ? BY_KIND : BY_KEY;
}

enum fault corpus_count_blocks(struct corpus *corpus, const struct block_filter *filter,
                               int64_t *count, struct fault_detail *detail)
{
    static const enum query queries[] = {QUERY_BLOCKS_COUNT, QUERY_BLOCKS_COUNT_OF_KIND,
                                         QUERY_BLOCKS_COUNT_OF_NUMBER};
    sqlite3_stmt *statement = db_statement(&corpus->db, queries[choose_access(filter)]);
    bind_filter(statement, filter);
    return read_count(corpus, statement, count, detail);
}

enum fault corpus_blocks(struct corpus *corpus, const struct block_filter *filter,
                         int64_t limit, struct rows *rows)
{
    static const enum query queries[] = {QUERY_BLOCKS, QUERY_BLOCKS_OF_KIND,
                                         QUERY_BLOCKS_OF_NUMBER};
    enum block_access access = choose_access(filter);
    int64_t count = 0;
    /* What is common is found soon in order of key; an index would sort all of it. */
    if (access != BY_KEY) {
        enum fault fault = corpus_count_blocks(corpus, filter, &count, NULL);
        if (fault)
            return fault;
        if (count > CORPUS_COUNT_LIMIT)
            access = BY_KEY;
    }
    sqlite3_stmt *statement = rows_open(rows, corpus, "block", queries[access]);
    bind_filter(statement, filter);
    db_bind_named_int(statement, ":limit", limit);
    return FAULT_NONE;
}

enum fault rows_next_block(struct rows *rows, struct block_row *out, bool *more,
                           struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, block_types, more, detail);
    if (!fault && *more && !read_block_row(rows->statement, out))
        fault = corpus_damaged(rows->corpus, "block", detail);
    return fault;
}

enum fault corpus_omissions(struct corpus *corpus, int64_t after, int64_t last,
                            int64_t limit, struct rows *rows)
{
    sqlite3_stmt *statement = rows_open(rows, corpus, "omission", QUERY_OMISSIONS);
    db_bind_named_int(statement, ":after", after);
    db_bind_named_int(statement, ":last", last);
    db_bind_named_int(statement, ":limit", limit);
    return FAULT_NONE;
}

enum fault rows_next_omission(struct rows *rows, int64_t *block, struct slice *answer,
                              bool *more, struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, "it", more, detail);
    if (fault || !*more)
        return fault;
    *block = sqlite3_column_int64(rows->statement, 0);
    *answer = db_text(rows->statement, 1);
    return FAULT_NONE;
}
