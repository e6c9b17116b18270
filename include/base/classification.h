/* Classifications: "Top Secret", "top  secret" and "TOP SECRET" are one.
 *
 * The key is the words in capitals (ASCII only) with single blanks; in the arena. */
#ifndef CHANCERY_BASE_CLASSIFICATION_H
#define CHANCERY_BASE_CLASSIFICATION_H

#include "base/arena.h"

struct slice classification_key(struct arena *arena, struct slice text);

#endif
