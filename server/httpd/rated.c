/* What a client's rate has left, in the head of its answer
 * (draft-ietf-httpapi-ratelimit-headers). */
#include "internal.h"

#include <stdio.h>

static bool add(struct prepared *prepared, const char *name, const char *value)
{
    return MHD_add_response_header(prepared->response, name, value) == MHD_YES;
}

void prepared_put_rate(struct httpd *httpd, const struct connection *connection,
                       struct prepared *prepared)
{
    char text[64];
    if (!connection->rated || !prepared->response)
        return;
    if (prepared->item) {
        const struct cached_response *cached = cache_value(prepared->item);
        struct MHD_Response *own =
            prepared->status == MHD_HTTP_NOT_MODIFIED
                ? response_unchanged(cached->full, cached->len, NULL)
                : response_of_item(prepared->item);
        cache_unref(prepared->item);
        prepared->item = NULL;
        prepared->response = own;
    }
    if (!prepared->response)
        return;
    snprintf(text, sizeof(text), "\"address\";r=%u;t=%u", connection->rate.left,
             connection->rate.refills);
    bool added = add(prepared, "RateLimit-Policy", httpd->policy) &&
                 add(prepared, "RateLimit", text);
    snprintf(text, sizeof(text), "%u", connection->rate.wait);
    if (added && (connection->rate.allowed || add(prepared, "Retry-After", text)))
        return;
    MHD_destroy_response(prepared->response); /* no memory: 503 goes out */
    prepared->response = NULL;
}
