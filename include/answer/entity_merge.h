/* One entity from what several lists have about it. */
#ifndef CHANCERY_ANSWER_ENTITY_MERGE_H
#define CHANCERY_ANSWER_ENTITY_MERGE_H

#include "answer/call.h"
#include "db/read/entities.h"

#include <jansson.h>

/* The object, for the caller to json_decref, of a fault too; `whole` has names, offices
 * and sources. */
CHECKED enum fault entity_merge(struct call *call, const struct entity_row *row,
                                bool whole, json_t **out);

#endif
