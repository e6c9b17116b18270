/* The documents in which each entity is named, during a load: the packed rows of
 * mention_counts.h. About three bytes of memory for each document of an entity, and 24
 * for each entity. One thread. */
#ifndef CHANCERY_DB_WRITE_ENTITY_DOCUMENTS_H
#define CHANCERY_DB_WRITE_ENTITY_DOCUMENTS_H

#include "base/fault.h"

#include <stdint.h>

struct entity_document_list;

struct entity_documents {
    struct entity_document_list *at; /* by key */
    size_t room;
};

void entity_documents_release(struct entity_documents *lists);

/* Documents must come in order. False when memory ran out. */
CHECKED bool entity_documents_put(struct entity_documents *lists, int64_t entity,
                                  int64_t document, int64_t mentions);

/* The packed row of an entity; empty when it is not named. */
struct slice entity_documents_of(const struct entity_documents *lists, int64_t entity);

#endif
