/* Cached responses: the values of the cache, as the library sends them. Any thread. */
#ifndef CHANCERY_HTTPD_CACHED_H
#define CHANCERY_HTTPD_CACHED_H

#include "internal.h"

/* The response of a 200 and, once it was asked for, that of its 304. */
struct cached_response {
    struct MHD_Response *full;
    _Atomic(struct MHD_Response *) unchanged;
    const char *body;           /* in `full`; NULL: must not be coded */
    size_t len, head;           /* bytes of body and head */
    const char *route;          /* static */
    atomic_bool incompressible; /* coding it gains nothing */
};

struct cached_response_offer {
    struct slice key, tag;
    struct MHD_Response *response;
    const char *body; /* or NULL */
    size_t len, head, cost;
    const char *route;
    uint64_t generation; /* of the cache, from before the answer was begun */
};

/* The approximate bytes of a reply's head. */
size_t response_head_size(const struct reply *reply);

/* Offers a response to the cache: its item, held for the caller. NULL when the cache does
 * not take it; then the response stays the caller's. */
struct cache_item *cached_response_put(struct httpd *httpd,
                                       const struct cached_response_offer *offer);

/* The same for the response of a reply: key, tag, head, route and cost are filled in. */
struct cache_item *cached_response_put_reply(struct httpd *httpd,
                                             const struct connection *connection,
                                             const struct reply *reply,
                                             const struct cached_response_offer *offer);

/* The 304, made when it is first asked for; the cache's. NULL when memory ran out. */
struct MHD_Response *cached_response_unchanged(struct cached_response *cached);

#endif
