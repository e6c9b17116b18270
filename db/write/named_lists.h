/* In which documents each entity is named, while a load goes on: packed rows (named.h)
 * that grow. Memory: some three bytes for each document that an entity is named in, and
 * 24 for each entity. One thread. Private to db/. */
#ifndef CHANCERY_DB_WRITE_NAMED_LISTS_H
#define CHANCERY_DB_WRITE_NAMED_LISTS_H

#include "base/fault.h"

#include <stdint.h>

struct named_list;

struct named_lists {
    struct named_list *at; /* by key */
    size_t room;
};

void named_lists_release(struct named_lists *lists);

/* Documents come in order. False when memory ran out. */
CHECKED bool named_lists_put(struct named_lists *lists, int64_t entity, int64_t document,
                             int64_t mentions);

/* The row of an entity; empty when it is not named. */
struct slice named_lists_of(const struct named_lists *lists, int64_t entity);

#endif
