/* Who is named where, as a table for SQLite: named (document, entity, mentions).
 *
 * It is stored twice, packed, a row for each document and one for each entity; the table
 * reads the row that a statement asks for (by document, by entity) or all of them, in
 * order. An entity's number is its key, or entity_unlinked(type) for mentions that lead
 * to none; by entity only those with a key are found. Private to db/.
 *
 * A packed row: pairs of numbers (numbers.h), each the step from the number before
 * (document, or entity + 8, so that none is negative) and the mentions. */
#ifndef CHANCERY_DB_STORE_MENTION_COUNTS_H
#define CHANCERY_DB_STORE_MENTION_COUNTS_H

#include "base/buffer.h"
#include "db/store/db.h"

enum { MENTION_COUNTS_SHIFT = 8 };

/* Adds a pair; `before` is the number that the row ends with, and moves. Numbers go up
 * from 1. */
void mention_counts_put(struct buffer *row, int64_t *before, int64_t number,
                        int64_t mentions);

/* Makes the table known to a connection, which must stay where it is; SQLite's code. */
int mention_counts_attach(struct db *db);

#endif
