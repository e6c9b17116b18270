/* Answers: what is kept from before, or what is made now and may be kept. */
#include "httpd_etag.h"
#include "httpd_mhd.h"
#include "log.h"

#include <stdlib.h>

enum {
    STATUS_ROOM = 256, /* of an answer's head, for what the library adds */
    HEADER_COST = 128, /* estimate of a header's memory beside its text */
    ANSWER_COST = 512, /* the same of an answer */
};

/* An answer in the cache: the response of a 200 and, from when it is first asked for,
 * that of the 304. */
struct kept {
    struct MHD_Response *full;
    _Atomic(struct MHD_Response *) unchanged;
    size_t len, head;  /* bytes of body and head */
    const char *route; /* static */
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

/* The 304, made once by whoever needs it first; NULL when memory ran out. */
static struct MHD_Response *kept_unchanged(struct kept *kept)
{
    struct MHD_Response *response = atomic_load(&kept->unchanged);
    if (response)
        return response;
    struct MHD_Response *fresh = response_unchanged(kept->full, kept->len);
    if (fresh && !atomic_compare_exchange_strong(&kept->unchanged, &response, fresh))
        MHD_destroy_response(fresh);
    else
        response = fresh;
    return response;
}

static size_t head_size(const struct reply *reply)
{
    size_t size = STATUS_ROOM;
    for (size_t i = 0; i < reply->header_count; i++)
        size += strlen(reply->headers[i].name) + strlen(reply->headers[i].value) + 4;
    return size;
}

static size_t cost_of(const struct reply *reply, const struct kept *kept)
{
    return sizeof(*kept) + kept->len +
           2 * (ANSWER_COST + kept->head + reply->header_count * HEADER_COST);
}

/* Hands the response to the cache, if it will have it: the item is then held for the
 * caller. NULL: the response stays the caller's. */
static struct cache_item *keep(struct httpd *httpd, const struct peer *peer,
                               const struct reply *reply, struct MHD_Response *response,
                               size_t len, uint64_t generation)
{
    struct kept *kept = httpd->cache ? malloc(sizeof(*kept)) : NULL;
    if (!kept)
        return NULL;
    *kept = (struct kept){
        .full = response, .len = len, .head = head_size(reply), .route = reply->route};
    struct cache_item *item = cache_keep(
        httpd->cache,
        &(struct cache_offer){.key = peer_key(peer),
                              .etag = slice_of(reply_find_header(reply, "ETag")),
                              .value = kept,
                              .destroy = kept_free,
                              .cost = cost_of(reply, kept),
                              .generation = generation});
    if (!item)
        free(kept);
    return item;
}

enum MHD_Result answer_queue(struct httpd *httpd, struct MHD_Connection *connection,
                             struct peer *peer, int status, struct MHD_Response *response,
                             size_t len)
{
    if (peer) {
        peer->seen.status = response ? status : MHD_HTTP_SERVICE_UNAVAILABLE;
        peer->seen.bytes = response && peer->method != METHOD_HEAD ? len : 0;
    }
    if (!response)
        return MHD_queue_response(connection, MHD_HTTP_SERVICE_UNAVAILABLE, httpd->busy);
    return MHD_queue_response(connection, (unsigned)status, response);
}

/* Queues a response that nobody else will need. */
static enum MHD_Result queue_once(struct httpd *httpd, struct MHD_Connection *connection,
                                  struct peer *peer, int status,
                                  struct MHD_Response *response, size_t len)
{
    enum MHD_Result result = answer_queue(httpd, connection, peer, status, response, len);
    if (response)
        MHD_destroy_response(response);
    return result;
}

/* The client's, or one of our own; it is made when it is first needed. */
static struct slice request_id(struct httpd *httpd, struct peer *peer)
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

enum MHD_Result answer_problem(struct httpd *httpd, struct MHD_Connection *connection,
                               struct peer *peer, enum problem problem)
{
    struct reply reply;
    reply_init(&reply);
    problem_reply(&reply, problem, request_id(httpd, peer));
    reply_header_static(&reply, "Connection", "close");
    size_t len = reply.body.len;
    struct MHD_Response *response = NULL;
    if (!reply.failed && !buffer_failed(&reply.body))
        response = response_of(&reply, peer->method, NULL);
    enum MHD_Result result =
        queue_once(httpd, connection, peer, reply.status, response, len);
    reply_release(&reply);
    return result;
}

static enum MHD_Result queue_item(struct httpd *httpd, struct MHD_Connection *connection,
                                  struct peer *peer, struct cache_item *item)
{
    struct kept *kept = cache_value(item);
    peer->seen.route = kept->route;
    if (kept->head > peer->room)
        return answer_problem(httpd, connection, peer, PROBLEM_LONG_TARGET);
    struct slice list = peer->head.if_none_match;
    bool same = list.len > 0 && etag_listed(list, cache_etag(item));
    return same ? answer_queue(httpd, connection, peer, MHD_HTTP_NOT_MODIFIED,
                               kept_unchanged(kept), 0)
                : answer_queue(httpd, connection, peer, MHD_HTTP_OK, kept->full,
                               kept->len);
}

/* Queues what `answer` said, and keeps it if it may be kept. */
static enum MHD_Result queue_reply(struct httpd *httpd, struct MHD_Connection *connection,
                                   struct peer *peer, struct reply *reply,
                                   uint64_t generation)
{
    if (head_size(reply) > peer->room) /* a long target, repeated in its headers */
        return answer_problem(httpd, connection, peer, PROBLEM_LONG_TARGET);
    size_t len = reply->body.len;
    bool streams = reply->stream.self;
    bool usual = reply->status == MHD_HTTP_OK && peer->method <= METHOD_HEAD && !streams;
    struct MHD_Response *response = NULL;
    if (!reply->failed && !buffer_failed(&reply->body))
        response = response_of(reply, peer->method, &peer->seen.bytes);
    if (!response || !usual)
        return queue_once(httpd, connection, peer, reply->status, response, len);
    struct cache_item *item = NULL;
    if (reply->shareable && (len > 0 || peer->method == METHOD_GET))
        item = keep(httpd, peer, reply, response, len, generation);
    if (item) {
        enum MHD_Result result = queue_item(httpd, connection, peer, item);
        cache_give(item);
        return result;
    }
    struct slice etag = slice_of(reply_find_header(reply, "ETag"));
    if (!etag_listed(peer->head.if_none_match, etag))
        return queue_once(httpd, connection, peer, MHD_HTTP_OK, response, len);
    struct MHD_Response *unchanged = response_unchanged(response, len);
    MHD_destroy_response(response);
    return queue_once(httpd, connection, peer, MHD_HTTP_NOT_MODIFIED, unchanged, 0);
}

/* An empty 304 of the answer's own would cost the connection on 0.9.75, which knows no
 * way to leave out a length that it was not told. So the answer is made whole: its 304
 * has the length, and the next one comes from the cache. NULL: there is no whole answer
 * (it streams), or no memory, or the data set was replaced since. */
static struct MHD_Response *made_unchanged(struct httpd *httpd, const struct peer *peer,
                                           struct request request, struct slice etag,
                                           uint64_t generation)
{
    struct MHD_Response *unchanged = NULL;
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
            unchanged = response_unchanged(full, len);
        struct cache_item *item = unchanged && reply.shareable
                                      ? keep(httpd, peer, &reply, full, len, generation)
                                      : NULL;
        if (full && !item)
            MHD_destroy_response(full);
        cache_give(item);
    }
    reply_release(&reply);
    return unchanged;
}

static enum MHD_Result queue_answer(struct httpd *httpd,
                                    struct MHD_Connection *connection, struct peer *peer)
{
    const struct request request = {
        .method = peer->method,
        .target = peer_target(peer),
        .accept = peer->head.accept,
        .if_none_match = peer->head.if_none_match,
        .if_modified_since = peer->head.if_modified_since,
        .id = request_id(httpd, peer),
    };
    uint64_t generation = cache_generation(httpd->cache);
    struct reply reply;
    reply_init(&reply);
    httpd->answer(httpd->self, &request, &reply);
    struct MHD_Response *unchanged = NULL;
    if (reply.status == MHD_HTTP_NOT_MODIFIED && MHD_VERSION < 0x00097701)
        unchanged =
            made_unchanged(httpd, peer, request,
                           slice_of(reply_find_header(&reply, "ETag")), generation);
    peer->seen.route = reply.route;
    peer->seen.made = httpd->slow ? seen_now() : 0;
    enum MHD_Result result =
        unchanged
            ? queue_once(httpd, connection, peer, MHD_HTTP_NOT_MODIFIED, unchanged, 0)
            : queue_reply(httpd, connection, peer, &reply, generation);
    reply_release(&reply);
    return result;
}

enum MHD_Result answer_request(struct worker *worker, struct MHD_Connection *connection,
                               struct peer *peer)
{
    struct httpd *httpd = worker->httpd;
    if (peer->refused)
        return answer_problem(httpd, connection, peer, PROBLEM_BODY);
    if (peer->method <= METHOD_HEAD) {
        if (!peer_make_key(peer, peer->head.accept))
            return answer_queue(httpd, connection, peer, 0, NULL, 0);
        /* A date is for the answer to judge; what is kept knows only its tag. */
        bool dated = peer->head.if_modified_since.len && !peer->head.if_none_match.len;
        struct cache_item *item =
            dated ? NULL : recent_find(&worker->recent, peer_key(peer));
        if (item) {
            peer->seen.hit = true;
            return queue_item(httpd, connection, peer, item);
        }
    }
    return queue_answer(httpd, connection, peer);
}

static const char *name_of(enum method method)
{
    static const char *const names[] = {"GET", "HEAD", "OPTIONS", "OTHER"};
    return names[method];
}

void answer_seen(struct worker *worker, struct peer *peer)
{
    struct httpd *httpd = worker->httpd;
    const struct seen *seen = &peer->seen;
    if (!seen->status)
        return;
    seen_count(&worker->tallies, seen);
    if (httpd->log)
        seen_write_line(httpd->log, seen,
                        &(struct seen_request){.id = request_id(httpd, peer),
                                               .target = peer_target(peer),
                                               .trace = peer->head.trace,
                                               .method = name_of(peer->method)});
    if (seen->made && seen->made - seen->began > httpd->slow)
        log_line(LOG_LEVEL_WARNING, "request %.*s took %lld ms: %s %.*s",
                 SLICE_PRINT(request_id(httpd, peer)),
                 (long long)(seen->made - seen->began) / 1000000, name_of(peer->method),
                 SLICE_PRINT(peer_target(peer)));
}
