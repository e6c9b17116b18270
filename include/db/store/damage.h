/* Damage: what is read from a data set is not what a load writes.
 *
 * A data set is input like any other. What is read is checked where it is used, before
 * it counts, indexes or sizes anything: whoever finds it wrong returns db_damaged. The
 * client learns that the data set must be loaded again; the log, once for each table of
 * a data set, in which table. */
#ifndef CHANCERY_DB_STORE_DAMAGE_H
#define CHANCERY_DB_STORE_DAMAGE_H

#include "base/fault.h"

#include <stdatomic.h>
#include <stdint.h>

struct db;
struct sqlite3_stmt;

/* The tables of which it has been said; shared by the connections to a data set. */
typedef atomic_uint_fast64_t db_damage;

/* FAULT_DAMAGED with its words; `table` is as in schema.sql, or "pages" for the file
 * itself; the log says it. */
enum fault db_damaged(struct db *db, const char *table, struct fault_detail *detail);

/* Are the columns of the row that a statement is at of these types? A letter for each
 * column that is looked at: i an integer, t text, b bytes, - anything; in capitals it may
 * be NULL instead. */
bool db_row_is(struct sqlite3_stmt *statement, const char *types);

#endif
