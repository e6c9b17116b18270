/* Prepared responses: httpd->answer is asked, and its reply becomes a response. */
#include "prepare.h"
#include "cached.h"
#include "response.h"
#include "routing/validator.h"

void prepared_release(struct prepared *prepared)
{
    if (prepared->item)
        cache_unref(prepared->item);
    else if (prepared->response)
        MHD_destroy_response(prepared->response);
    prepared->item = NULL;
    prepared->response = NULL;
    prepared->body = NULL;
}

struct slice request_id(struct httpd *httpd, struct connection *connection)
{
    static const char digits[] = "0123456789abcdef";
    char *room = connection->record.id;
    if (connection->head.id.len && connection->head.id.len <= REQUEST_ID_BYTES &&
        !*room) {
        memcpy(room, connection->head.id.at, connection->head.id.len);
    } else if (!*room) {
        uint64_t number =
            (uint64_t)httpd->started << 32 | atomic_fetch_add(&httpd->requests, 1);
        for (size_t i = 16; i-- > 0; number >>= 4)
            room[i] = digits[number & 15];
    }
    return slice_of(room);
}

void prepare_problem(struct httpd *httpd, struct connection *connection,
                     enum problem problem, bool closes, struct prepared *prepared)
{
    struct reply reply;
    reply_init(&reply);
    problem_reply(&reply, problem, request_id(httpd, connection));
    if (closes)
        reply_header_static(&reply, "Connection", "close");
    prepared->status = reply.status;
    prepared->len = reply.body.len;
    prepared->item = NULL;
    prepared->response = NULL;
    if (!reply.failed && !buffer_failed(&reply.body))
        prepared->response = response_of(&reply, connection->method, NULL, NULL);
    reply_release(&reply);
}

/* An answer that can be coded varies with Accept-Encoding, whether or not it is coded. */
static void add_vary(struct reply *reply)
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

/* Makes the response of a reply, and offers it to the cache if it is shareable. */
static void prepare_from_reply(struct httpd *httpd, struct MHD_Connection *mhd,
                               struct connection *connection, struct reply *reply,
                               struct prepared *prepared)
{
    const struct stream_target target = {&httpd->pool, mhd, &connection->record.bytes};
    if (connection->method <= METHOD_HEAD)
        add_vary(reply);
    if (response_head_size(reply) >
        connection->room) { /* a long target is repeated in headers */
        prepare_problem(httpd, connection, PROBLEM_LONG_TARGET, true, prepared);
        return;
    }
    bool streams = reply->stream.self;
    const char *tag = reply_find_header(reply, "ETag");
    prepared->status = reply->status;
    prepared->len = reply->body.len;
    if (!reply->failed && !buffer_failed(&reply->body))
        prepared->response =
            response_of(reply, connection->method, &target, &prepared->body);
    if (!prepared->response || reply->status != MHD_HTTP_OK ||
        connection->method > METHOD_HEAD || (streams && connection->codings.identity))
        return;
    if (tag && strlen(tag) < sizeof(prepared->tag))
        memcpy(prepared->tag, tag, strlen(tag) + 1);
    if (!streams && reply->shareable &&
        (prepared->len > 0 || connection->method == METHOD_GET))
        prepared->item = cached_response_put_reply(
            httpd, connection, reply,
            &(struct cached_response_offer){.response = prepared->response,
                                            .body = prepared->body,
                                            .len = prepared->len,
                                            .generation = prepared->generation});
}

/* Instead of a 304 without a length, for which 0.9.75 would have to close the connection,
 * makes the whole 200: its 304 has the length, and the next one comes from the cache.
 * False when there is no whole answer (it is a stream), memory ran out or the data set
 * was replaced meanwhile; or the answer is deferred: *deferred. */
static bool prepare_unchanged(struct httpd *httpd, struct MHD_Connection *mhd,
                              struct connection *connection, struct request request,
                              struct slice etag, bool *deferred,
                              struct prepared *prepared)
{
    struct reply reply;
    request.if_none_match = request.if_modified_since = SLICE_NONE;
    reply_init(&reply);
    httpd->answer(httpd->self, &request, &reply);
    bool whole = reply.status == MHD_HTTP_OK && !reply.stream.self && !reply.failed &&
                 !buffer_failed(&reply.body) && reply.body.len > 0 &&
                 slice_equal(slice_of(reply_find_header(&reply, "ETag")), etag);
    if (whole)
        prepare_from_reply(httpd, mhd, connection, &reply, prepared);
    *deferred = reply.deferred;
    prepared->same = whole && !connection->head.if_none_match.len;
    reply_release(&reply);
    return whole;
}

/* httpd->answer knows plain tags only. The 304 for a client that has a coded answer gets
 * the tag of that. */
static void set_coded_tag(const struct connection *connection, struct reply *reply)
{
    char coded[PREPARED_TAG];
    struct slice list = connection->head.if_none_match;
    struct slice tag = slice_of(reply_find_header(reply, "ETag"));
    if (!list.len || (connection->codings.identity && etag_listed(list, tag)) ||
        !coding_etag(connection->codings.best, tag, coded, sizeof(coded)))
        return;
    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, "ETag") == 0) {
            const char *copy = arena_copy(&reply->arena, slice_of(coded)).at;
            reply->headers[i].value = copy ? copy : reply->headers[i].value;
        }
}

/* If-None-Match with plain tags for coded ones, as httpd->answer knows them; written to
 * `room` where it differs from the header. */
static struct slice plain_tags(const struct connection *connection, struct buffer *room)
{
    struct slice list = connection->head.if_none_match;
    if (!list.len || connection->codings.best == CODING_IDENTITY)
        return list;
    coding_put_plain_tags(connection->codings.best, list, room);
    return buffer_failed(room) ? list : buffer_slice(room);
}

bool prepare_response(struct httpd *httpd, struct MHD_Connection *mhd,
                      struct connection *connection, bool inline_only,
                      struct prepared *prepared)
{
    struct buffer tags;
    buffer_init(&tags);
    struct request request = {
        .method = connection->method,
        .target = connection_target(connection),
        .accept = connection->head.accept,
        .if_none_match = plain_tags(connection, &tags),
        .if_modified_since = connection->head.if_modified_since,
        .id = request_id(httpd, connection),
        .inline_only = inline_only,
    };
    *prepared = (struct prepared){.generation = cache_generation(httpd->cache)};
    struct reply reply;
    reply_init(&reply);
    httpd->answer(httpd->self, &request, &reply);
    prepared->route = reply.route;
    bool deferred = reply.deferred, unchanged = reply.status == MHD_HTTP_NOT_MODIFIED;
    bool whole = !deferred && unchanged && MHD_VERSION < 0x00097701 &&
                 prepare_unchanged(httpd, mhd, connection, request,
                                   slice_of(reply_find_header(&reply, "ETag")), &deferred,
                                   prepared);
    if (!deferred && !whole) {
        if (unchanged)
            set_coded_tag(connection, &reply);
        prepare_from_reply(httpd, mhd, connection, &reply, prepared);
    }
    reply_release(&reply);
    buffer_release(&tags);
    return !deferred;
}
