/* JSON by Jansson, which tells a wrong text from memory that ran out. Any thread. */
#ifndef CHANCERY_SOURCE_JSON_READ_H
#define CHANCERY_SOURCE_JSON_READ_H

#include "base/fault.h"

#include <jansson.h>

/* Reads an object or a list, for the caller to json_decref also after a fault:
 * FAULT_INPUT, with words and line, or FAULT_MEMORY. */
CHECKED enum fault json_read(json_t **out, struct slice json,
                             struct fault_detail *detail);

/* The same of any JSON value. */
CHECKED enum fault json_read_value(json_t **out, struct slice json,
                                   struct fault_detail *detail);

/* "an object", "a list", … */
const char *json_read_type(const json_t *value);

#endif
