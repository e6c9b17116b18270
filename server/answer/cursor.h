/* Cursors: opaque to clients, bound to the query of the list that gave them. */
#ifndef CHANCERY_ANSWER_CURSOR_H
#define CHANCERY_ANSWER_CURSOR_H

#include "answer/call.h"

/* A cursor of the list of `routed` at `position`, in the arena. */
struct slice cursor_make(struct call *call, const struct routed *routed,
                         struct slice position);

/* The position in the cursor that was given, NUL after it; left as it is where none was.
 * FAULT_BAD_CURSOR. */
CHECKED enum fault cursor_read(struct call *call, struct slice *position);

#endif
