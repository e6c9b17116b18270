/* Scope: which keys a list looks at. Private to server/api. */
#ifndef CHANCERY_ANSWER_SCOPE_H
#define CHANCERY_ANSWER_SCOPE_H

#include "answer/call.h"

/* Documents from first to last, by key; none when last < first. */
struct scope {
    int64_t first, last;
};

/* Everything, or what collection= and document= leave of it. FAULT_BAD_PARAMETER for a
 * name that is not there. */
CHECKED enum fault scope_read(struct call *call, struct scope *scope);

/* The keys of blocks (or notes) in the scope: behind `after`, up to `last`. */
void scope_rows(const struct scope *scope, int64_t *after, int64_t *last);

/* A cursor over rows of many documents: "SEQ PLACE", the same after a reload as long as
 * the document stays. */
struct slice scope_cursor(struct call *call, int64_t key);

/* Back from such a cursor to the key behind which to go on, in rows that end at `last`;
 * never before what `after` was. Where they are of one document its place may have
 * changed since. */
CHECKED enum fault scope_resume(struct call *call, struct slice cursor, int64_t last,
                                int64_t *after);

#endif
