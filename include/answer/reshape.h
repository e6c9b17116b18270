/* Reshaping: fields= and offsets= applied to stored JSON. NULL: memory ran out. */
#ifndef CHANCERY_ANSWER_RESHAPE_H
#define CHANCERY_ANSWER_RESHAPE_H

#include "answer/call.h"

#include <jansson.h>

/* Does the call ask for anything but what is stored? */
bool reshape_needed(const struct call *call);

/* Is this member wanted (fields=, include=)? */
bool reshape_keeps(const struct call *call, struct slice name);

/* Parses what is stored. NULL when memory ran out, or when it is no JSON: the call notes
 * that it is damaged then. */
json_t *reshape_parse(struct call *call, struct slice json);

/* The object as the call wants it; takes the reference, and gives one. */
json_t *reshape_object(struct call *call, json_t *object);

/* Writes a tree as answers have it; false when memory ran out, or for NULL. */
CHECKED bool reshape_put(struct buffer *out, const json_t *tree);

#endif
