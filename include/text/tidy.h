/* Values that look alike made one: Unicode's form C (UAX 15), and single blanks. */
#ifndef CHANCERY_TEXT_TIDY_H
#define CHANCERY_TEXT_TIDY_H

#include "base/arena.h"

/* `text` in form C, every run of White_Space a single space, in the arena; SLICE_NONE
 * when memory ran out. Any thread. */
struct slice tidy_text(struct arena *arena, struct slice text);

#endif
