/* Reading a data set: notes. */
#include "db/read/connection.h"

/* key, id, kind, digest, block, at, before, after, text, label */
static const char note_types[] = "itiiIItttt";

static bool read_note_row(sqlite3_stmt *statement, struct note_row *out)
{
    *out = (struct note_row){
        .key = sqlite3_column_int64(statement, 0),
        .id = db_text(statement, 1),
        .kind = (enum note_kind)sqlite3_column_int64(statement, 2),
        .digest = (uint64_t)sqlite3_column_int64(statement, 3),
        .block = sqlite3_column_int64(statement, 4),
        .at = (uint32_t)sqlite3_column_int64(statement, 5),
        .before_text = db_text(statement, 6),
        .after_text = db_text(statement, 7),
        .text = db_text(statement, 8),
        .label = db_text(statement, 9),
    };
    uint64_t kind = (uint64_t)sqlite3_column_int64(statement, 2);
    return row_is_key(out->key) && kind <= NOTE_ENDNOTE &&
           (out->block == 0 || row_is_key(out->block));
}

static enum fault find_note(struct corpus *corpus, sqlite3_stmt *statement,
                            struct arena *arena, struct note_row *out, bool *found,
                            struct fault_detail *detail)
{
    enum fault fault = step_typed(corpus, statement, "note", note_types, found, detail);
    if (fault || !*found)
        return fault;
    if (!read_note_row(statement, out)) {
        sqlite3_reset(statement);
        return corpus_damaged(corpus, "note", detail);
    }
    struct slice *slices[] = {&out->id, &out->before_text, &out->after_text, &out->text,
                              &out->label};
    return copy_row(statement, arena, slices, 5, detail);
}

enum fault corpus_find_note(struct corpus *corpus, struct arena *arena,
                            struct slice document, struct slice id, struct note_row *out,
                            bool *found, struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_NOTE_OF_DOCUMENT);
    db_bind_text(statement, 1, document);
    db_bind_text(statement, 2, id);
    return find_note(corpus, statement, arena, out, found, detail);
}

enum fault corpus_note_by_key(struct corpus *corpus, struct arena *arena, int64_t key,
                              struct note_row *out, bool *found,
                              struct fault_detail *detail)
{
    return find_note(corpus, query_by_key(corpus, QUERY_NOTE_BY_KEY, key), arena, out,
                     found, detail);
}

static void bind_filter(sqlite3_stmt *statement, const struct note_filter *filter)
{
    db_bind_named_int(statement, ":after", filter->after);
    db_bind_named_int(statement, ":last", filter->last);
    if (filter->kind >= 0)
        db_bind_named_int(statement, ":kind", filter->kind);
    if (filter->block)
        db_bind_named_int(statement, ":block", filter->block);
}

enum fault corpus_notes(struct corpus *corpus, const struct note_filter *filter,
                        int64_t limit, struct rows *rows)
{
    sqlite3_stmt *statement = rows_open(rows, corpus, "note", QUERY_NOTES);
    bind_filter(statement, filter);
    db_bind_named_int(statement, ":limit", limit);
    return FAULT_NONE;
}

enum fault corpus_count_notes(struct corpus *corpus, const struct note_filter *filter,
                              int64_t *count, struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_NOTES_COUNT);
    bind_filter(statement, filter);
    return read_count(corpus, statement, count, detail);
}

enum fault corpus_notes_of_block(struct corpus *corpus, int64_t block, struct rows *rows)
{
    sqlite3_stmt *statement = rows_open(rows, corpus, "note", QUERY_NOTES_OF_BLOCK);
    db_bind_int(statement, 1, block);
    return FAULT_NONE;
}

enum fault rows_next_note(struct rows *rows, struct note_row *out, bool *more,
                          struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, note_types, more, detail);
    if (!fault && *more && !read_note_row(rows->statement, out))
        fault = corpus_damaged(rows->corpus, "note", detail);
    return fault;
}
