/* Reading a data set: its revisions, and what changed in each. */
#include "db/read/changes.h"
#include "db/read/connection.h"

enum fault rows_next_revision(struct rows *rows, struct revision_row *out, bool *more,
                              struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, "iti", more, detail);
    if (fault || !*more)
        return fault;
    *out = (struct revision_row){sqlite3_column_int64(rows->statement, 0),
                                 db_text(rows->statement, 1),
                                 sqlite3_column_int64(rows->statement, 2)};
    return FAULT_NONE;
}

enum fault rows_next_change(struct rows *rows, struct change_row *out, bool *more,
                            struct fault_detail *detail)
{
    bool dated = sqlite3_column_count(rows->statement) > 5;
    enum fault fault = rows_step_typed(rows, dated ? "ittTTti" : "ittTT", more, detail);
    if (fault || !*more)
        return fault;
    *out = (struct change_row){.revision = sqlite3_column_int64(rows->statement, 0),
                               .document = db_text(rows->statement, 1),
                               .kind = db_text(rows->statement, 2),
                               .target = db_text(rows->statement, 3),
                               .parts = db_text(rows->statement, 4)};
    if (dated) {
        out->rev = db_text(rows->statement, 5);
        out->made = sqlite3_column_int64(rows->statement, 6);
    }
    return FAULT_NONE;
}

void corpus_changes(struct corpus *corpus, const struct change_place *after,
                    int64_t limit, struct rows *rows)
{
    rows_open(rows, corpus, "change", QUERY_CHANGES);
    db_bind_int(rows->statement, 1, after->revision);
    db_bind_text(rows->statement, 2, after->document);
    db_bind_int(rows->statement, 3, limit);
}

void corpus_changes_down(struct corpus *corpus, int64_t since,
                         const struct change_place *after, int64_t limit,
                         struct rows *rows)
{
    rows_open(rows, corpus, "change", QUERY_CHANGES_DOWN);
    db_bind_int(rows->statement, 1, since);
    db_bind_int(rows->statement, 2, after->revision);
    db_bind_text(rows->statement, 3, after->document);
    db_bind_int(rows->statement, 4, limit);
}

enum fault corpus_count_changes(struct corpus *corpus, int64_t since, int64_t *count,
                                struct fault_detail *detail)
{
    return read_count(corpus, query_by_key(corpus, QUERY_CHANGES_COUNT, since), count,
                      detail);
}

enum fault corpus_find_revision(struct corpus *corpus, struct slice rev, int64_t *number,
                                struct fault_detail *detail)
{
    return read_count(corpus, query_by_text(corpus, QUERY_REVISION_OF_REV, rev), number,
                      detail);
}

enum fault corpus_revision_before(struct corpus *corpus, int64_t second, int64_t *number,
                                  struct fault_detail *detail)
{
    return read_count(corpus, query_by_key(corpus, QUERY_REVISION_BEFORE, second), number,
                      detail);
}
