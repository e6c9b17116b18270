/* Characters without width: marks of direction, joiners, soft hyphens. Words and numbers
 * are what they would be without them; they stay in the text that is served. */
#ifndef CHANCERY_READING_INVISIBLE_H
#define CHANCERY_READING_INVISIBLE_H

#include "base/slice.h"

/* The bytes of the characters without width at the start of `text`, or 0. */
size_t invisible_length(struct slice text);

/* `text` without them: itself where it has none or `room` is too small, else written to
 * `out`. Blanks at its ends are taken off too. */
struct slice invisible_strip(struct slice text, char *out, size_t room);

#endif
