/* What a client's rate has left, in the head of its answer
 * (draft-ietf-httpapi-ratelimit-headers). */
#include "internal.h"

#include <stdio.h>

static bool add(struct outcome *outcome, const char *name, const char *value)
{
    return MHD_add_response_header(outcome->response, name, value) == MHD_YES;
}

void outcome_rate(struct httpd *httpd, const struct peer *peer, struct outcome *outcome)
{
    char text[64];
    if (!peer->rated || !outcome->response)
        return;
    if (outcome->item) {
        const struct kept *kept = cache_value(outcome->item);
        struct MHD_Response *own = outcome->status == MHD_HTTP_NOT_MODIFIED
                                       ? response_unchanged(kept->full, kept->len, NULL)
                                       : response_of_item(outcome->item);
        cache_give(outcome->item);
        outcome->item = NULL;
        outcome->response = own;
    }
    if (!outcome->response)
        return;
    snprintf(text, sizeof(text), "\"address\";r=%u;t=%u", peer->rate.left,
             peer->rate.refills);
    bool said = add(outcome, "RateLimit-Policy", httpd->policy) &&
                add(outcome, "RateLimit", text);
    snprintf(text, sizeof(text), "%u", peer->rate.wait);
    if (said && (peer->rate.may || add(outcome, "Retry-After", text)))
        return;
    MHD_destroy_response(outcome->response); /* no memory: 503 goes out */
    outcome->response = NULL;
}
