/* Answers in the making: from what httpd->answer says to what is queued. All of this may
 * happen on a worker, or in the pool while the peer's connection is suspended. */
#include "internal.h"
#include "routing/validator.h"

void outcome_release(struct outcome *outcome)
{
    if (outcome->item)
        cache_give(outcome->item);
    else if (outcome->response)
        MHD_destroy_response(outcome->response);
    outcome->item = NULL;
    outcome->response = NULL;
    outcome->body = NULL;
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
        outcome->response = response_of(&reply, peer->method, NULL, NULL);
    reply_release(&reply);
}

/* An answer that can be coded says so whether or not it is. */
static void vary(struct reply *reply)
{
    if ((reply->status != MHD_HTTP_OK && reply->status != MHD_HTTP_NOT_MODIFIED) ||
        !reply_find_header(reply, "ETag"))
        return;
    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, "Vary") == 0) {
            reply->headers[i].value = "Accept, Accept-Encoding";
            return;
        }
    reply_header_static(reply, "Vary", "Accept-Encoding");
}

/* What `answer` said, and whether it is kept. */
static void settle(struct httpd *httpd, struct MHD_Connection *connection,
                   struct peer *peer, struct reply *reply, struct outcome *outcome)
{
    const struct stream_place place = {&httpd->pool, connection, &peer->seen.bytes};
    if (peer->method <= METHOD_HEAD)
        vary(reply);
    if (kept_head_size(reply) > peer->room) { /* a long target, repeated in its headers */
        make_problem(httpd, peer, PROBLEM_LONG_TARGET, true, outcome);
        return;
    }
    bool streams = reply->stream.self;
    const char *tag = reply_find_header(reply, "ETag");
    outcome->status = reply->status;
    outcome->len = reply->body.len;
    if (!reply->failed && !buffer_failed(&reply->body))
        outcome->response = response_of(reply, peer->method, &place, &outcome->body);
    if (!outcome->response || reply->status != MHD_HTTP_OK ||
        peer->method > METHOD_HEAD || (streams && peer->codings.identity))
        return;
    if (tag && strlen(tag) < sizeof(outcome->tag))
        memcpy(outcome->tag, tag, strlen(tag) + 1);
    if (!streams && reply->shareable && (outcome->len > 0 || peer->method == METHOD_GET))
        outcome->item =
            kept_put_reply(httpd, peer, reply,
                           &(struct kept_offer){.response = outcome->response,
                                                .body = outcome->body,
                                                .len = outcome->len,
                                                .generation = outcome->generation});
}

/* An empty 304 of the answer's own would cost the connection on 0.9.75, which knows no
 * way to leave out a length that it was not told. So the answer is made whole: its 304
 * has the length, and the next one comes from the cache. False: there is no whole answer
 * (it streams), or no memory, or the data set was replaced since; or it is deferred,
 * which *deferred says. */
static bool make_unchanged(struct httpd *httpd, struct MHD_Connection *connection,
                           struct peer *peer, struct request request, struct slice etag,
                           bool *deferred, struct outcome *outcome)
{
    struct reply reply;
    request.if_none_match = request.if_modified_since = SLICE_NONE;
    reply_init(&reply);
    httpd->answer(httpd->self, &request, &reply);
    bool whole = reply.status == MHD_HTTP_OK && !reply.stream.self && !reply.failed &&
                 !buffer_failed(&reply.body) && reply.body.len > 0 &&
                 slice_equal(slice_of(reply_find_header(&reply, "ETag")), etag);
    if (whole)
        settle(httpd, connection, peer, &reply, outcome);
    *deferred = reply.deferred;
    outcome->same = whole && !peer->head.if_none_match.len;
    reply_release(&reply);
    return whole;
}

/* The answer knows plain tags only: a 304 for a client that has a coded answer bears the
 * tag of that. */
static void retag(const struct peer *peer, struct reply *reply)
{
    char coded[OUTCOME_TAG];
    struct slice list = peer->head.if_none_match;
    struct slice tag = slice_of(reply_find_header(reply, "ETag"));
    if (!list.len || (peer->codings.identity && etag_listed(list, tag)) ||
        !coding_etag(peer->codings.best, tag, coded, sizeof(coded)))
        return;
    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, "ETag") == 0) {
            const char *copy = arena_copy(&reply->arena, slice_of(coded)).at;
            reply->headers[i].value = copy ? copy : reply->headers[i].value;
        }
}

/* The list as the answer knows it; in `room` where it must be another. */
static struct slice plain_tags(const struct peer *peer, struct buffer *room)
{
    struct slice list = peer->head.if_none_match;
    if (!list.len || peer->codings.best == CODING_IDENTITY)
        return list;
    coding_put_plain_tags(peer->codings.best, list, room);
    return buffer_failed(room) ? list : buffer_slice(room);
}

bool make_outcome(struct httpd *httpd, struct MHD_Connection *connection,
                  struct peer *peer, bool at_once, struct outcome *outcome)
{
    struct buffer tags;
    buffer_init(&tags);
    struct request request = {
        .method = peer->method,
        .target = peer_target(peer),
        .accept = peer->head.accept,
        .if_none_match = plain_tags(peer, &tags),
        .if_modified_since = peer->head.if_modified_since,
        .id = request_id(httpd, peer),
        .at_once = at_once,
    };
    *outcome = (struct outcome){.generation = cache_generation(httpd->cache)};
    struct reply reply;
    reply_init(&reply);
    httpd->answer(httpd->self, &request, &reply);
    outcome->route = reply.route;
    bool deferred = reply.deferred, unchanged = reply.status == MHD_HTTP_NOT_MODIFIED;
    bool whole =
        !deferred && unchanged && MHD_VERSION < 0x00097701 &&
        make_unchanged(httpd, connection, peer, request,
                       slice_of(reply_find_header(&reply, "ETag")), &deferred, outcome);
    if (!deferred && !whole) {
        if (unchanged)
            retag(peer, &reply);
        settle(httpd, connection, peer, &reply, outcome);
    }
    reply_release(&reply);
    buffer_release(&tags);
    return !deferred;
}
