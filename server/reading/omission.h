/* Omissions in words: what an editor's bracket says of a gap.
 *
 * "[1½ lines not declassified]", "[Here follows discussion of other subjects.]", "4 & 5.
 * [Not printed.]". Pure functions, safe in any thread. */
#ifndef CHANCERY_READING_OMISSION_H
#define CHANCERY_READING_OMISSION_H

#include "base/model.h"

/* Reads the gap that is the whole of `text`, but for printed numbers before it and a full
 * stop after it; false when it is none. Slices are parts of `text`, or live for ever. */
bool omission_read(struct slice text, struct omission *out);

/* The next gap within `text` from byte `*at` on, which moves past it; `start` and `end`
 * are the bytes of its bracket. False when there is no more. */
bool omission_next(struct slice text, size_t *at, size_t *start, size_t *end,
                   struct omission *out);

#endif
