/* Blocks: an element becomes one block, and one more for each comment in it. */
#ifndef CHANCERY_READING_BLOCK_H
#define CHANCERY_READING_BLOCK_H

#include "base/arena.h"
#include "element.h"

struct block_list {
    struct block *at;
    size_t count;
};

/* Makes the blocks of `element`, which is in line `line`; in `arena`, with slices of
 * `window`. Their kinds are as kind_alone() says. False when memory ran out. */
bool block_make(struct block_list *list, const struct element *element,
                const struct window *window, unsigned long line, struct arena *arena);

#endif
