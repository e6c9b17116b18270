/* How often each document mentions each entity, as a table for SQLite:
 * named (document, entity, mentions).
 *
 * The counts are stored twice, packed: a row for each document and one for each entity.
 * The table reads the row that a statement asks for (by document or by entity), or all of
 * them in order. `entity` is the entity's key, or entity_unlinked(type) for mentions
 * without one; by entity only those with a key are found.
 *
 * A packed row: pairs of varints, each the step from the previous number (a document, or
 * an entity + MENTION_COUNTS_SHIFT, so that none is negative) and the mentions. */
#ifndef CHANCERY_DB_STORE_MENTION_COUNTS_H
#define CHANCERY_DB_STORE_MENTION_COUNTS_H

#include "base/buffer.h"
#include "db/store/db.h"

enum { MENTION_COUNTS_SHIFT = 8 };

/* Appends a pair; `before` is the last number of the row, and is updated. Numbers rise
 * from 1. */
void mention_counts_put(struct buffer *row, int64_t *before, int64_t number,
                        int64_t mentions);

/* Makes the table known to a connection, which must not move; returns SQLite's code. */
int mention_counts_attach(struct db *db);

#endif
