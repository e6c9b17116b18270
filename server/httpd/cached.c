/* What is kept: answers in the cache, as the library sends them. */
#include "internal.h"

#include <stdlib.h>

enum {
    STATUS_ROOM = 256, /* of an answer's head, for what the library adds */
    HEADER_COST = 128, /* estimate of a header's memory beside its text */
    ANSWER_COST = 512, /* the same of an answer */
};

static void kept_free(void *self)
{
    struct kept *kept = self;
    struct MHD_Response *unchanged = atomic_load(&kept->unchanged);
    if (unchanged)
        MHD_destroy_response(unchanged);
    MHD_destroy_response(kept->full);
    free(kept);
}

struct MHD_Response *kept_unchanged(struct kept *kept)
{
    struct MHD_Response *response = atomic_load(&kept->unchanged);
    if (response)
        return response;
    struct MHD_Response *fresh = response_unchanged(kept->full, kept->len, NULL);
    if (fresh && !atomic_compare_exchange_strong(&kept->unchanged, &response, fresh))
        MHD_destroy_response(fresh);
    else
        response = fresh;
    return response;
}

size_t kept_head_size(const struct reply *reply)
{
    size_t size = STATUS_ROOM;
    for (size_t i = 0; i < reply->header_count; i++)
        size += strlen(reply->headers[i].name) + strlen(reply->headers[i].value) + 4;
    return size;
}

struct cache_item *kept_put(struct httpd *httpd, const struct kept_offer *offer)
{
    struct kept *kept = httpd->cache && offer->key.len ? malloc(sizeof(*kept)) : NULL;
    if (!kept)
        return NULL;
    *kept = (struct kept){.full = offer->response,
                          .body = offer->body,
                          .len = offer->len,
                          .head = offer->head,
                          .route = offer->route};
    struct cache_item *item =
        cache_keep(httpd->cache, &(struct cache_offer){.key = offer->key,
                                                       .etag = offer->tag,
                                                       .value = kept,
                                                       .destroy = kept_free,
                                                       .cost = offer->cost,
                                                       .generation = offer->generation});
    if (!item)
        free(kept);
    return item;
}

struct cache_item *kept_put_reply(struct httpd *httpd, const struct peer *peer,
                                  const struct reply *reply,
                                  const struct kept_offer *offer)
{
    struct kept_offer whole = *offer;
    whole.key = peer_key(peer);
    whole.tag = slice_of(reply_find_header(reply, "ETag"));
    whole.head = kept_head_size(reply);
    whole.route = reply->route;
    whole.cost = sizeof(struct kept) + whole.len +
                 2 * (ANSWER_COST + whole.head + reply->header_count * HEADER_COST);
    return kept_put(httpd, &whole);
}
