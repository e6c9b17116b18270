/* In which documents each entity is named, while a load goes on: packed rows (named.h)
 * that grow. Memory: some three bytes for each document that an entity is named in, and
 * 24 for each entity. One thread. Private to db/. */
#ifndef CHANCERY_DB_WRITE_NAMED_LISTS_H
#define CHANCERY_DB_WRITE_NAMED_LISTS_H

#include "base/fault.h"

#include <stdint.h>

struct entity_document_list;

struct entity_documents {
    struct entity_document_list *at; /* by key */
    size_t room;
};

void entity_documents_release(struct entity_documents *lists);

/* Documents come in order. False when memory ran out. */
CHECKED bool entity_documents_put(struct entity_documents *lists, int64_t entity,
                                  int64_t document, int64_t mentions);

/* The row of an entity; empty when it is not named. */
struct slice entity_documents_of(const struct entity_documents *lists, int64_t entity);

#endif
