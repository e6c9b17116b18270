/* Reading a data set: former ids, and those that the next load has to preserve. */
#include "db/read/connection.h"

static const char former_types[] = "ttiTTI";

static bool read_former(sqlite3_stmt *statement, struct former_row *out)
{
    *out = (struct former_row){
        .document = db_text(statement, 0),
        .name = db_text(statement, 1),
        .status = sqlite3_column_int(statement, 2),
        .target_document = db_text(statement, 3),
        .target_name = db_text(statement, 4),
        .digest = (uint64_t)sqlite3_column_int64(statement, 5),
    };
    return out->status == 307 || out->status == 308 || out->status == 410;
}

enum fault corpus_find_former(struct corpus *corpus, struct arena *arena,
                              struct slice document, struct slice name,
                              struct former_row *out, bool *found,
                              struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_FORMER_FIND);
    db_bind_text(statement, 1, document);
    db_bind_text(statement, 2, name.at ? name : SLICE(""));
    enum fault fault =
        step_typed(corpus, statement, "former", former_types, found, detail);
    if (fault || !*found)
        return fault;
    if (!read_former(statement, out)) {
        sqlite3_reset(statement);
        return corpus_damaged(corpus, "former", detail);
    }
    struct slice *slices[] = {&out->document, &out->name, &out->target_document,
                              &out->target_name};
    return copy_row(statement, arena, slices, 4, detail);
}

enum fault corpus_former_ids(struct corpus *corpus, struct rows *rows)
{
    rows_open(rows, corpus, "former", QUERY_FORMERS);
    return FAULT_NONE;
}

enum fault rows_next_former(struct rows *rows, struct former_row *out, bool *more,
                            struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, former_types, more, detail);
    if (!fault && *more && !read_former(rows->statement, out))
        fault = corpus_damaged(rows->corpus, "former", detail);
    return fault;
}

enum fault corpus_document_digests(struct corpus *corpus, struct rows *rows)
{
    rows_open(rows, corpus, "document", QUERY_DOCUMENT_DIGESTS);
    return FAULT_NONE;
}

enum fault rows_next_digest(struct rows *rows, struct slice *id, struct slice *digest,
                            bool *more, struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, "tt", more, detail);
    if (fault || !*more)
        return fault;
    *id = db_text(rows->statement, 0);
    *digest = db_text(rows->statement, 1);
    return FAULT_NONE;
}

struct id_list {
    struct arena *arena;
    struct predecessor_id *items;
    size_t count, room;
};

static bool add(struct id_list *list, struct slice id, uint64_t digest, bool retired)
{
    if (!arena_room(list->arena, &list->items, list->count, &list->room,
                    sizeof(*list->items)))
        return false;
    list->items[list->count++] =
        (struct predecessor_id){arena_copy(list->arena, id), digest, retired, false};
    return !arena_failed(list->arena);
}

/* Adds every row of `statement` whose id is that of a note, or of a block, as asked. */
static enum fault add_all(struct corpus *corpus, sqlite3_stmt *statement, bool notes,
                          bool retired, struct id_list *list, struct fault_detail *detail)
{
    bool row;
    enum fault fault;
    while (!(fault = db_step(&corpus->db, statement, &row, detail)) && row) {
        if (!db_row_is(statement, "tI")) {
            fault = corpus_damaged(corpus,
                                   retired ? "former"
                                   : notes ? "note"
                                           : "block",
                                   detail);
            break;
        }
        struct slice id = db_text(statement, 0);
        if ((id_kind(id) == ID_NOTE) != notes)
            continue;
        if (!add(list, id, (uint64_t)sqlite3_column_int64(statement, 1), retired)) {
            fault = fault_memory(detail);
            break;
        }
    }
    sqlite3_reset(statement);
    return fault;
}

enum fault corpus_predecessor_ids(struct corpus *corpus, struct arena *arena,
                                  struct slice document, bool notes,
                                  struct predecessor_id **out, size_t *count,
                                  struct fault_detail *detail)
{
    struct id_list list = {.arena = arena};
    struct document_row row;
    bool found;
    enum fault fault =
        corpus_find_document(corpus, arena, document, &row, &found, detail);
    if (!fault && found) {
        sqlite3_stmt *names = db_statement(&corpus->db, notes ? QUERY_NAMES_OF_NOTES
                                                              : QUERY_NAMES_OF_BLOCKS);
        db_bind_int(names, 1, row.key);
        fault = add_all(corpus, names, notes, false, &list, detail);
    }
    if (!fault) {
        sqlite3_stmt *formers = db_statement(&corpus->db, QUERY_FORMERS_OF_DOCUMENT);
        db_bind_text(formers, 1, document);
        fault = add_all(corpus, formers, notes, true, &list, detail);
    }
    *out = list.items;
    *count = list.count;
    return fault;
}
