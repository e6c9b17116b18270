/* What all checks share: reporting a problem, and going through the rows of a statement.
 */
#include "checking.h"

#include <stdarg.h>
#include <stdio.h>

void check_report(struct checking *checking, const char *format, ...)
{
    char line[300];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof(line), format, args);
    va_end(args);
    checking->problem(checking->self, line);
}

enum fault check_each_row(struct checking *checking, enum query query, check_row *look,
                          void *self)
{
    struct db *db = &checking->corpus->db;
    sqlite3_stmt *statement = db_statement(db, query);
    bool row;
    enum fault fault;
    while (!(fault = db_step(db, statement, &row, checking->detail)) && row)
        if ((fault = look(self, statement)))
            break;
    sqlite3_reset(statement);
    return fault;
}
