/* A request, as the API sees it: no socket, no library.
 *
 * All slices belong to the caller of api_answer and live until it returns. */
#ifndef CHANCERY_ROUTING_REQUEST_H
#define CHANCERY_ROUTING_REQUEST_H

#include "base/slice.h"

/* The longest target that a server takes, and so the longest that an answer links to. */
enum { LONGEST_TARGET = 8000 };

enum method { METHOD_GET, METHOD_HEAD, METHOD_OPTIONS, METHOD_OTHER };

struct request {
    enum method method;
    struct slice target; /* raw, as it came: path, and "?" and query when there is one */
    struct slice accept;
    struct slice if_none_match;
    struct slice if_modified_since;
    struct slice id;  /* the request's id, for the log and for errors */
    bool inline_only; /* slow work is not begun: the reply is deferred */
};

#endif
