/* If-None-Match: does a list of entity tags name this one? (RFC 9110, 13.1.2) */
#ifndef CHANCERY_HTTPD_ETAG_H
#define CHANCERY_HTTPD_ETAG_H

#include "slice.h"

/* True when `list` is "*" or has `etag`, compared weakly: W/ before either is passed
 * over. False for an empty etag. What cannot be read ends the list. */
bool etag_listed(struct slice list, struct slice etag);

#endif
