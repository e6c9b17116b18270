/* Validators of a conditional request: lists of entity tags, and dates (RFC 9110, 5.6.7
 * and 13.1). Pure functions, safe in any thread. */
#ifndef CHANCERY_ROUTING_VALIDATOR_H
#define CHANCERY_ROUTING_VALIDATOR_H

#include "base/slice.h"

#include <time.h>

/* True when `list` is "*" or has `etag`, compared weakly: W/ before either is ignored.
 * False for an empty etag. What cannot be read ends the list. */
bool etag_listed(struct slice list, struct slice etag);

/* The same, but "*" does not match. */
bool etag_listed_by_name(struct slice list, struct slice etag);

/* Reads a date in any of its three forms: "Sun, 06 Nov 1994 08:49:37 GMT", that of RFC
 * 850 ("Sunday, 06-Nov-94 08:49:37 GMT"; two digits are at most 50 years after `now`) and
 * that of asctime ("Sun Nov  6 08:49:37 1994"). */
bool date_read(struct slice text, time_t now, time_t *out);

#endif
