/* Parameters: the table of their names and kinds, and reading one value.
 * Private to server/http. */
#ifndef CHANCERY_ROUTING_PARAMETERS_H
#define CHANCERY_ROUTING_PARAMETERS_H

#include "routing/route.h"

/* PARAMETERS when no parameter has this name. */
enum parameter parameter_find(struct slice name);

/* utm_source, fbclid and the like: what others put into links. */
bool parameter_is_tracker(struct slice name);

/* Reads `text` into `value` as the route wants it. FAULT_BAD_PARAMETER with words, and
 * in `allowed` what would be right. */
CHECKED enum fault parameter_read(enum parameter parameter, const struct route *route,
                                  struct slice text, struct arena *arena,
                                  struct value *value, struct slice *allowed,
                                  struct fault_detail *detail);

#endif
