/* Answers in the making: from what httpd->answer says to what is queued. All of this may
 * happen on a worker, or in the pool while the peer's connection is suspended. */
#include "httpd_etag.h"
#include "httpd_mhd.h"

void outcome_release(struct outcome *outcome)
{
    if (outcome->item)
        cache_give(outcome->item);
    else if (outcome->response)
        MHD_destroy_response(outcome->response);
    *outcome = (struct outcome){.status = 0};
}

struct slice request_id(struct httpd *httpd, struct peer *peer)
{
    static const char digits[] = "0123456789abcdef";
    char *room = peer->seen.id;
    if (peer->head.id.len && peer->head.id.len <= SEEN_ID_BYTES && !*room) {
        memcpy(room, peer->head.id.at, peer->head.id.len);
    } else if (!*room) {
        uint64_t number =
            (uint64_t)httpd->started << 32 | atomic_fetch_add(&httpd->requests, 1);
        for (size_t i = 16; i-- > 0; number >>= 4)
            room[i] = digits[number & 15];
    }
    return slice_of(room);
}

void make_problem(struct httpd *httpd, struct peer *peer, enum problem problem,
                  bool closes, struct outcome *outcome)
{
    struct reply reply;
    reply_init(&reply);
    problem_reply(&reply, problem, request_id(httpd, peer));
    if (closes)
        reply_header_static(&reply, "Connection", "close");
    outcome->status = reply.status;
    outcome->len = reply.body.len;
    outcome->item = NULL;
    outcome->response = NULL;
    if (!reply.failed && !buffer_failed(&reply.body))
        outcome->response = response_of(&reply, peer->method, NULL);
    reply_release(&reply);
}

/* A 200 that the client may have already. The outcome's response becomes its 304. */
static void compare(const struct peer *peer, struct slice etag, struct outcome *outcome)
{
    if (!etag_listed(peer->head.if_none_match, etag))
        return;
    struct MHD_Response *unchanged =
        outcome->item ? kept_unchanged(cache_value(outcome->item))
                      : response_unchanged(outcome->response, outcome->len);
    if (!outcome->item)
        MHD_destroy_response(outcome->response);
    outcome->response = unchanged;
    outcome->status = MHD_HTTP_NOT_MODIFIED;
    outcome->len = 0;
}

/* What `answer` said, and whether it is kept. */
static void settle(struct httpd *httpd, struct MHD_Connection *connection,
                   struct peer *peer, struct reply *reply, uint64_t generation,
                   struct outcome *outcome)
{
    const struct stream_place place = {&httpd->pool, connection, &peer->seen.bytes};
    if (kept_head_size(reply) > peer->room) { /* a long target, repeated in its headers */
        make_problem(httpd, peer, PROBLEM_LONG_TARGET, true, outcome);
        return;
    }
    bool streams = reply->stream.self;
    bool usual = reply->status == MHD_HTTP_OK && peer->method <= METHOD_HEAD && !streams;
    outcome->status = reply->status;
    outcome->len = reply->body.len;
    if (!reply->failed && !buffer_failed(&reply->body))
        outcome->response = response_of(reply, peer->method, &place);
    if (!outcome->response || !usual)
        return;
    if (reply->shareable && (outcome->len > 0 || peer->method == METHOD_GET))
        outcome->item =
            kept_put(httpd, peer, reply, outcome->response, outcome->len, generation);
    compare(peer, slice_of(reply_find_header(reply, "ETag")), outcome);
}

/* An empty 304 of the answer's own would cost the connection on 0.9.75, which knows no
 * way to leave out a length that it was not told. So the answer is made whole: its 304
 * has the length, and the next one comes from the cache. False: there is no whole answer
 * (it streams), or no memory, or the data set was replaced since. */
static bool make_unchanged(struct httpd *httpd, const struct peer *peer,
                           struct request request, struct slice etag, uint64_t generation,
                           struct outcome *outcome)
{
    struct reply reply;
    request.if_none_match = request.if_modified_since = SLICE_NONE;
    reply_init(&reply);
    httpd->answer(httpd->self, &request, &reply);
    bool whole = reply.status == MHD_HTTP_OK && !reply.stream.self && !reply.failed &&
                 slice_equal(slice_of(reply_find_header(&reply, "ETag")), etag);
    if (whole && !buffer_failed(&reply.body) && reply.body.len > 0) {
        size_t len = reply.body.len;
        struct MHD_Response *full = response_of(&reply, METHOD_GET, NULL);
        if (full)
            outcome->response = response_unchanged(full, len);
        struct cache_item *item =
            outcome->response && reply.shareable
                ? kept_put(httpd, peer, &reply, full, len, generation)
                : NULL;
        if (full && !item)
            MHD_destroy_response(full);
        cache_give(item);
    }
    reply_release(&reply);
    outcome->status = MHD_HTTP_NOT_MODIFIED;
    return outcome->response;
}

bool make_outcome(struct httpd *httpd, struct MHD_Connection *connection,
                  struct peer *peer, bool at_once, struct outcome *outcome)
{
    struct request request = {
        .method = peer->method,
        .target = peer_target(peer),
        .accept = peer->head.accept,
        .if_none_match = peer->head.if_none_match,
        .if_modified_since = peer->head.if_modified_since,
        .id = request_id(httpd, peer),
        .at_once = at_once,
    };
    uint64_t generation = cache_generation(httpd->cache);
    struct reply reply;
    reply_init(&reply);
    httpd->answer(httpd->self, &request, &reply);
    *outcome = (struct outcome){.route = reply.route};
    bool made = !reply.deferred;
    if (made && !(reply.status == MHD_HTTP_NOT_MODIFIED && MHD_VERSION < 0x00097701 &&
                  make_unchanged(httpd, peer, request,
                                 slice_of(reply_find_header(&reply, "ETag")), generation,
                                 outcome)))
        settle(httpd, connection, peer, &reply, generation, outcome);
    reply_release(&reply);
    return made;
}
