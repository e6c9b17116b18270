/* Reading a data set: its revisions, and what changed in each. */
#include "db/read/connection.h"
#include "db/read/names.h"

enum fault rows_next_revision(struct rows *rows, struct revision_row *out, bool *more,
                              struct fault_detail *detail)
{
    enum fault fault = rows_step(rows, more, detail);
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
    enum fault fault = rows_step(rows, more, detail);
    if (fault || !*more)
        return fault;
    *out = (struct change_row){.revision = sqlite3_column_int64(rows->statement, 0),
                               .document = db_text(rows->statement, 1),
                               .kind = db_text(rows->statement, 2),
                               .target = db_text(rows->statement, 3),
                               .parts = db_text(rows->statement, 4)};
    return FAULT_NONE;
}
