/* Cached responses: what a response costs, and how it is offered to the cache. */
#include "cached.h"
#include "response.h"

#include <stdlib.h>

enum {
    STATUS_ROOM = 256,   /* of a head, for what the library adds */
    HEADER_COST = 128,   /* estimated memory of a header, beside its text */
    RESPONSE_COST = 512, /* the same of a response */
};

static void cached_response_free(void *self)
{
    struct cached_response *cached = self;
    struct MHD_Response *unchanged = atomic_load(&cached->unchanged);
    if (unchanged)
        MHD_destroy_response(unchanged);
    MHD_destroy_response(cached->full);
    free(cached);
}

struct MHD_Response *cached_response_unchanged(struct cached_response *cached)
{
    struct MHD_Response *response = atomic_load(&cached->unchanged);
    if (response)
        return response;
    struct MHD_Response *fresh = response_unchanged(cached->full, cached->len, NULL);
    if (fresh && !atomic_compare_exchange_strong(&cached->unchanged, &response, fresh))
        MHD_destroy_response(fresh);
    else
        response = fresh;
    return response;
}

size_t response_head_size(const struct reply *reply)
{
    size_t size = STATUS_ROOM;
    for (size_t i = 0; i < reply->header_count; i++)
        size += strlen(reply->headers[i].name) + strlen(reply->headers[i].value) + 4;
    return size;
}

struct cache_item *cached_response_put(struct httpd *httpd,
                                       const struct cached_response_offer *offer)
{
    struct cached_response *cached =
        httpd->cache && offer->key.len ? malloc(sizeof(*cached)) : NULL;
    if (!cached)
        return NULL;
    *cached = (struct cached_response){.full = offer->response,
                                       .body = offer->body,
                                       .len = offer->len,
                                       .head = offer->head,
                                       .route = offer->route};
    struct cache_item *item = cache_insert(
        httpd->cache, &(struct cache_offer){.key = offer->key,
                                            .etag = offer->tag,
                                            .value = cached,
                                            .destroy = cached_response_free,
                                            .cost = offer->cost,
                                            .generation = offer->generation});
    if (!item)
        free(cached);
    return item;
}

struct cache_item *cached_response_put_reply(struct httpd *httpd,
                                             const struct connection *connection,
                                             const struct reply *reply,
                                             const struct cached_response_offer *offer)
{
    struct cached_response_offer whole = *offer;
    whole.key = connection_key(connection);
    whole.tag = slice_of(reply_find_header(reply, "ETag"));
    whole.head = response_head_size(reply);
    whole.route = reply->route;
    whole.cost = sizeof(struct cached_response) + whole.len +
                 2 * (RESPONSE_COST + whole.head + reply->header_count * HEADER_COST);
    return cached_response_put(httpd, &whole);
}
