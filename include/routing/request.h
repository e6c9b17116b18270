/* A request, without its socket and the HTTP library.
 *
 * All slices belong to the caller of httpd_answer and live until that returns. */
#ifndef CHANCERY_ROUTING_REQUEST_H
#define CHANCERY_ROUTING_REQUEST_H

#include "base/slice.h"

/* The longest target that the server accepts, and so the longest that answers link to. */
enum { LONGEST_TARGET = 8000 };

enum method { METHOD_GET, METHOD_HEAD, METHOD_OPTIONS, METHOD_OTHER };

struct request {
    enum method method;
    struct slice target; /* raw: path, and "?" and query when there is one */
    struct slice accept;
    struct slice if_none_match;
    struct slice if_modified_since;
    struct slice id;  /* of the request, for logs and problems */
    bool inline_only; /* slow work must not be begun: the reply is deferred */
};

#endif
