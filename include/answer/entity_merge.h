/* One entity out of what several lists say of it. Private to server/api. */
#ifndef CHANCERY_ANSWER_ENTITY_MERGE_H
#define CHANCERY_ANSWER_ENTITY_MERGE_H

#include "answer/entity_call.h"

/* The object, for the caller to json_decref; `whole` has names, offices and sources. */
CHECKED enum fault entity_merge(struct call *call, const struct entity_row *row,
                                bool whole, json_t **out);

#endif
