/* Variants: of an answer that was made or kept, what this client is to get: nothing but
 * a 304, the answer as it is, or a coded one, which is then kept beside it. */
#include "internal.h"
#include "routing/validator.h"

enum {
    LEAST_CODED = 1024,         /* bytes of a body; a smaller one gains nothing */
    CODED_AT_FIRST = 4 * 1024,  /* a smaller one is coded when it is asked for again */
    CODED_ON_WORKER = 8 * 1024, /* a larger one is coded in the pool */
    CODED_HEAD = 64,            /* bytes more in the head */
    COST = 3 * 1024,            /* estimate, of a kept answer beside its body */
};

/* The coding that the answer should have, and could: streams and what is not kept are
 * sent as they are, unless the client refuses that. */
static enum coding wanted(const struct peer *peer, const struct outcome *outcome,
                          bool fresh)
{
    if (!peer->codings.identity)
        return peer->codings.best;
    size_t least = fresh ? CODED_AT_FIRST : LEAST_CODED;
    const struct kept *kept = outcome->item ? cache_value(outcome->item) : NULL;
    bool good = kept && outcome->len >= least && !atomic_load(&kept->stubborn) &&
                kept->head + CODED_HEAD <= peer->room;
    return good ? peer->codings.best : CODING_IDENTITY;
}

static void replace(struct outcome *outcome, struct MHD_Response *response,
                    struct cache_item *item, int status, size_t len)
{
    struct outcome old = *outcome;
    outcome->response = response;
    outcome->item = item;
    outcome->status = status;
    outcome->len = len;
    outcome_release(&old);
}

/* The client has it already: which of its tags it has stands in the 304. */
static bool suit_unchanged(const struct peer *peer, enum coding coding,
                           struct outcome *outcome)
{
    char coded[OUTCOME_TAG];
    struct slice list = peer->head.if_none_match, tag = slice_of(outcome->tag);
    bool same = outcome->same || (peer->codings.identity && etag_listed(list, tag));
    const char *other = NULL;
    if (!same && coding != CODING_IDENTITY &&
        coding_etag(coding, tag, coded, sizeof(coded)) &&
        etag_listed(list, slice_of(coded)))
        other = coded;
    if (!same && !other)
        return false;
    if (outcome->item && !other) {
        outcome->response = kept_unchanged(cache_value(outcome->item));
        outcome->status = MHD_HTTP_NOT_MODIFIED;
        outcome->len = 0;
    } else {
        replace(outcome, response_unchanged(outcome->response, outcome->len, other), NULL,
                MHD_HTTP_NOT_MODIFIED, 0);
    }
    return true;
}

static bool suit_kept(struct httpd *httpd, struct peer *peer, enum coding coding,
                      struct outcome *outcome)
{
    struct slice key = peer_coded_key(peer, coding);
    struct cache_item *item = cache_find(httpd->cache, cache_hash(key), key);
    if (!item)
        return false;
    const struct kept *kept = cache_value(item);
    replace(outcome, kept->full, item, MHD_HTTP_OK, kept->len);
    return true;
}

/* The coded response and, if the cache will have it, its item. */
static struct MHD_Response *keep_coded(struct httpd *httpd, struct peer *peer,
                                       enum coding coding, const struct outcome *outcome,
                                       struct buffer *body, struct cache_item **item)
{
    char tag[OUTCOME_TAG] = "";
    size_t len = body->len;
    const char *bytes = NULL;
    (void)coding_etag(coding, slice_of(outcome->tag), tag, sizeof(tag));
    struct MHD_Response *response =
        response_coded(outcome->response, body, coding_name(coding), tag, &bytes);
    *item = NULL;
    if (!response || !outcome->item)
        return response;
    const struct kept *plain = cache_value(outcome->item);
    const struct kept_offer offer = {.key = peer_coded_key(peer, coding),
                                     .tag = slice_of(tag),
                                     .response = response,
                                     .body = bytes,
                                     .len = len,
                                     .head = plain->head + CODED_HEAD,
                                     .cost = COST + len,
                                     .route = plain->route,
                                     .generation = outcome->generation};
    *item = kept_put(httpd, &offer);
    return response;
}

/* Codes it; where that gains nothing it is remembered, and the answer stays as it is. */
static bool code(struct httpd *httpd, struct peer *peer, enum coding coding,
                 struct outcome *outcome)
{
    struct buffer body;
    struct cache_item *item;
    buffer_init(&body);
    bool coded =
        coding_encode(coding, (struct slice){outcome->body, outcome->len}, &body);
    bool gains = coded && body.len < outcome->len;
    if (coded && !gains && outcome->item)
        atomic_store(&((struct kept *)cache_value(outcome->item))->stubborn, true);
    size_t len = body.len;
    struct MHD_Response *response =
        gains || (coded && !peer->codings.identity)
            ? keep_coded(httpd, peer, coding, outcome, &body, &item)
            : NULL;
    buffer_release(&body);
    if (response)
        replace(outcome, response, item, MHD_HTTP_OK, len);
    return response;
}

void outcome_of_item(struct cache_item *item, uint64_t generation,
                     struct outcome *outcome)
{
    const struct kept *kept = cache_value(item);
    struct slice tag = cache_etag(item);
    *outcome = (struct outcome){.status = MHD_HTTP_OK,
                                .response = kept->full,
                                .item = item,
                                .body = kept->body,
                                .len = kept->len,
                                .route = kept->route,
                                .generation = generation};
    if (tag.len < sizeof(outcome->tag))
        memcpy(outcome->tag, tag.at, tag.len);
}

bool outcome_suit(struct httpd *httpd, struct peer *peer, bool at_once, bool fresh,
                  struct outcome *outcome)
{
    if (outcome->status != MHD_HTTP_OK || !outcome->response || !outcome->tag[0] ||
        peer->method > METHOD_HEAD)
        return true;
    enum coding coding = wanted(peer, outcome, fresh);
    if (suit_unchanged(peer, peer->codings.best, outcome))
        return true;
    if (coding != CODING_IDENTITY && suit_kept(httpd, peer, coding, outcome))
        return true;
    if (coding != CODING_IDENTITY && outcome->body) {
        if (at_once && outcome->item && outcome->len > CODED_ON_WORKER &&
            httpd->pool.thread_count)
            return false;
        if (code(httpd, peer, coding, outcome))
            return true;
    }
    if (!peer->codings.identity) {
        outcome_release(outcome);
        make_problem(httpd, peer, PROBLEM_CODING, false, outcome);
    }
    return true;
}
