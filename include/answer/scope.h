/* Scope: which keys a list looks at, and cursors over many documents. */
#ifndef CHANCERY_ANSWER_SCOPE_H
#define CHANCERY_ANSWER_SCOPE_H

#include "answer/call.h"

/* Documents from first to last, by key; none when last < first. */
struct scope {
    int64_t first, last;
};

/* Everything, or what collection= and document= leave of it. FAULT_BAD_PARAMETER for an
 * id that is not there. */
CHECKED enum fault scope_read(struct call *call, struct scope *scope);

/* Is either of the two given? */
bool scope_is_narrowed(const struct call *call);

/* The keys of blocks (or notes) in the scope: after `after`, up to `last`. */
void scope_rows(const struct scope *scope, int64_t *after, int64_t *last);

/* A cursor over rows of many documents: "SEQ SORTKEY", the same after a reload as long as
 * the document stays. */
struct slice scope_cursor(struct call *call, int64_t key);

/* From such a cursor to the key after which to go on, in rows that end at `last`; never
 * before what `after` was. Where all rows are of one document its sort key may have
 * changed since. */
CHECKED enum fault scope_resume(struct call *call, struct slice cursor, int64_t last,
                                int64_t *after);

#endif
