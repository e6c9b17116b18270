/* Parameters: the table of their names and kinds, and how a value is read. */
#ifndef CHANCERY_ROUTING_PARAMETERS_H
#define CHANCERY_ROUTING_PARAMETERS_H

#include "routing/route.h"

/* PARAMETERS when no parameter has this name. */
enum parameter parameter_find(struct slice name);

/* Is it a parameter that trackers add to links: utm_source, fbclid and the like? */
bool parameter_is_tracker(struct slice name);

/* Reads `text` into `value`, as the route allows it. FAULT_BAD_PARAMETER with a message,
 * and in `allowed` what would be right. */
CHECKED enum fault parameter_read(enum parameter parameter, const struct route *route,
                                  struct slice text, struct arena *arena,
                                  struct value *value, struct slice *allowed,
                                  struct fault_detail *detail);

#endif
