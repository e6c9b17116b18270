/* Reading a data set: former ids. */
#include "db/read/connection.h"

const char former_row_types[] = "ttiTTIII";

bool read_former_row(sqlite3_stmt *statement, struct former_row *out)
{
    *out = (struct former_row){
        .document = db_text(statement, 0),
        .name = db_text(statement, 1),
        .status = sqlite3_column_int(statement, 2),
        .target_document = db_text(statement, 3),
        .target_name = db_text(statement, 4),
        .digest = (uint64_t)sqlite3_column_int64(statement, 5),
        .since = sqlite3_column_int64(statement, 6),
        .withdrawn = sqlite3_column_int(statement, 7) != 0,
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
        step_typed(corpus, statement, "former", former_row_types, found, detail);
    if (fault || !*found)
        return fault;
    if (!read_former_row(statement, out)) {
        sqlite3_reset(statement);
        return corpus_damaged(corpus, "former", detail);
    }
    struct slice *slices[] = {&out->document, &out->name, &out->target_document,
                              &out->target_name};
    return copy_row(statement, arena, slices, 4, detail);
}
