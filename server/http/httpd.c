/* The HTTP server: a request's way through libmicrohttpd, and its answer's way back.
 *
 * For each request the library calls, in this order: on_target (the raw target is kept),
 * on_request (the head is judged; nothing is queued unless the connection is to be
 * closed, for that is what an answer in this call means), on_request again for each part
 * of a body (dropped) and a last time (the answer is queued), and on_completed. */
#include "httpd.h"
#include "cache_recent.h"
#include "httpd_address.h"
#include "httpd_door.h"
#include "httpd_etag.h"
#include "httpd_problem.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

enum {
    MOST_A_WORKER = 125, /* with 128 events at once an epoll worker of 0.9.75 stalls */
    PEERS_A_WORKER =
        120, /* the rest is for those who come faster than they are counted */
    HEAD_ROOM = 6 * 1024,     /* of a connection's memory, beside the target */
    LEAST_ROOM = 1024,        /* of that, for the head of an answer */
    STATUS_ROOM = 256,        /* of an answer's head, for what the library adds */
    MOST_DRAINED = 64 * 1024, /* bytes of an unwanted body; a larger one is cut off */
    STREAM_BLOCK = 4 * 1024,  /* for clients of HTTP/1.0 */
    HEADER_COST = 128,        /* estimate of a header's memory beside its text */
    ANSWER_COST = 512,        /* the same of an answer */
};

/* A daemon of the library with its one thread. Only that thread touches `recent`. */
struct worker {
    struct httpd *httpd;
    struct MHD_Daemon *daemon;
    atomic_uint peers; /* that were let in and have not gone */
    struct recent recent;
};

struct httpd {
    struct MHD_Response *busy;
    struct cache *cache;
    httpd_answer *answer;
    void *self;
    size_t target_bytes, memory;
    uint32_t started;
    atomic_uint requests;
    struct peers peers;
    struct door door;
    unsigned usual, worker_count; /* workers for usual traffic, and with the reserve */
    struct worker workers[];
};

/* An answer in the cache: the response of a 200 and, from when it is first asked for,
 * that of the 304. */
struct kept {
    struct MHD_Response *full;
    _Atomic(struct MHD_Response *) unchanged;
    size_t len, head; /* bytes of body and head */
};

/* ---- responses ---- */

static ssize_t read_nothing(void *self, uint64_t at, char *out, size_t room)
{
    (void)self, (void)at, (void)out, (void)room;
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

/* A response whose body, of `len` bytes, will not be sent: for a 304 or a HEAD. */
static struct MHD_Response *response_without_body(uint64_t len)
{
    if (len != MHD_SIZE_UNKNOWN)
        return MHD_create_response_from_callback(len, 1, read_nothing, NULL, NULL);
#if MHD_VERSION >= 0x00097701
    struct MHD_Response *response =
        MHD_create_response_from_callback(0, 1, read_nothing, NULL, NULL);
    enum MHD_ResponseFlags flags = MHD_RF_HEAD_ONLY_RESPONSE;
#else /* sends the end of a chunked body even here, unless it may not send chunks */
    struct MHD_Response *response =
        MHD_create_response_from_callback(len, 1, read_nothing, NULL, NULL);
    enum MHD_ResponseFlags flags = MHD_RF_HTTP_1_0_COMPATIBLE_STRICT;
#endif
    if (response)
        MHD_set_response_options(response, flags, MHD_RO_END);
    return response;
}

/* What a 304 repeats of its 200 (RFC 9110, 15.4.5), and what every answer of ours has. */
static bool is_repeated(const char *name)
{
    static const char *const names[] = {"Cache-Control", "Content-Location",
                                        "ETag",          "Expires",
                                        "Vary",          "Cross-Origin-Resource-Policy"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return strncasecmp(name, "Access-Control-", 15) == 0;
}

static enum MHD_Result repeat_header(void *self, enum MHD_ValueKind kind,
                                     const char *name, const char *value)
{
    struct MHD_Response **response = self;
    if (kind != MHD_HEADER_KIND || !is_repeated(name))
        return MHD_YES;
    if (MHD_add_response_header(*response, name, value) == MHD_YES)
        return MHD_YES;
    MHD_destroy_response(*response);
    *response = NULL;
    return MHD_NO;
}

/* The 304 beside a 200 with a body of `len` bytes; NULL when memory ran out. */
static struct MHD_Response *response_unchanged(struct MHD_Response *full, uint64_t len)
{
    struct MHD_Response *response = response_without_body(len);
    if (response)
        MHD_get_response_headers(full, repeat_header, &response);
    return response;
}

static ssize_t read_stream(void *self, uint64_t at, char *out, size_t room)
{
    (void)at;
    struct reply_stream *stream = self;
    ssize_t got = stream->read(stream->self, out, room);
    if (got > 0)
        return got;
    return got == 0 ? MHD_CONTENT_READER_END_OF_STREAM
                    : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void close_stream(void *self)
{
    struct reply_stream *stream = self;
    if (stream->close)
        stream->close(stream->self);
    free(stream);
}

/* Takes the stream over, unless memory ran out. */
static struct MHD_Response *response_of_stream(struct reply *reply)
{
    struct reply_stream *stream = malloc(sizeof(*stream));
    if (!stream)
        return NULL;
    *stream = reply->stream;
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_stream, stream, close_stream);
    if (response)
        reply->stream = (struct reply_stream){0};
    else
        free(stream);
    return response;
}

/* Takes the body over, cut to its size if it is to be kept. */
static struct MHD_Response *response_of_body(struct reply *reply)
{
    size_t len;
    char *body = buffer_take(&reply->body, &len);
    if (body && len > 0 && reply->shareable) {
        char *cut = realloc(body, len);
        body = cut ? cut : body;
    }
    struct MHD_Response *response =
        MHD_create_response_from_buffer(len, body, MHD_RESPMEM_MUST_FREE);
    if (!response)
        free(body);
    return response;
}

/* The response of a reply, which gives its body or stream away; NULL when memory ran out
 * or a header cannot be sent. */
static struct MHD_Response *response_of(struct reply *reply, enum method method)
{
    struct MHD_Response *response;
    if (reply->stream.self)
        response = method == METHOD_HEAD ? response_without_body(MHD_SIZE_UNKNOWN)
                                         : response_of_stream(reply);
    else if (reply->status == MHD_HTTP_NOT_MODIFIED && reply->body.len == 0)
        response = response_without_body(MHD_SIZE_UNKNOWN);
    else
        response = response_of_body(reply);
    for (size_t i = 0; response && i < reply->header_count; i++) {
        const struct reply_header *header = &reply->headers[i];
        if (MHD_add_response_header(response, header->name, header->value) != MHD_YES) {
            MHD_destroy_response(response);
            response = NULL;
        }
    }
    return response;
}

/* ---- what is kept ---- */

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
    *kept = (struct kept){.full = response, .len = len, .head = head_size(reply)};
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

/* ---- answers ---- */

static enum MHD_Result queue(struct httpd *httpd, struct MHD_Connection *connection,
                             int status, struct MHD_Response *response)
{
    if (!response)
        return MHD_queue_response(connection, MHD_HTTP_SERVICE_UNAVAILABLE, httpd->busy);
    return MHD_queue_response(connection, (unsigned)status, response);
}

/* Queues a response that nobody else will need. */
static enum MHD_Result queue_once(struct httpd *httpd, struct MHD_Connection *connection,
                                  int status, struct MHD_Response *response)
{
    enum MHD_Result result = queue(httpd, connection, status, response);
    if (response)
        MHD_destroy_response(response);
    return result;
}

static struct slice request_id(struct httpd *httpd, const struct peer *peer,
                               char room[17])
{
    static const char digits[] = "0123456789abcdef";
    if (peer->head.id.len)
        return peer->head.id;
    uint64_t number =
        (uint64_t)httpd->started << 32 | atomic_fetch_add(&httpd->requests, 1);
    for (size_t i = 16; i-- > 0; number >>= 4)
        room[i] = digits[number & 15];
    room[16] = '\0';
    return (struct slice){room, 16};
}

static enum MHD_Result queue_problem(struct httpd *httpd,
                                     struct MHD_Connection *connection,
                                     const struct peer *peer, enum problem problem)
{
    char room[17];
    struct reply reply;
    reply_init(&reply);
    problem_reply(&reply, problem, request_id(httpd, peer, room));
    reply_header_static(&reply, "Connection", "close");
    struct MHD_Response *response = NULL;
    if (!reply.failed && !buffer_failed(&reply.body))
        response = response_of(&reply, peer->method);
    enum MHD_Result result = queue_once(httpd, connection, reply.status, response);
    reply_release(&reply);
    return result;
}

static enum MHD_Result queue_item(struct httpd *httpd, struct MHD_Connection *connection,
                                  const struct peer *peer, struct cache_item *item)
{
    struct kept *kept = cache_value(item);
    if (kept->head > peer->room)
        return queue_problem(httpd, connection, peer, PROBLEM_LONG_TARGET);
    struct slice list = peer->head.if_none_match;
    bool same = list.len > 0 && etag_listed(list, cache_etag(item));
    return same ? queue(httpd, connection, MHD_HTTP_NOT_MODIFIED, kept_unchanged(kept))
                : queue(httpd, connection, MHD_HTTP_OK, kept->full);
}

/* Queues what `answer` said, and keeps it if it may be kept. */
static enum MHD_Result queue_reply(struct httpd *httpd, struct MHD_Connection *connection,
                                   const struct peer *peer, struct reply *reply,
                                   uint64_t generation)
{
    if (head_size(reply) > peer->room) /* a long target, repeated in its headers */
        return queue_problem(httpd, connection, peer, PROBLEM_LONG_TARGET);
    size_t len = reply->body.len;
    bool streams = reply->stream.self;
    bool usual = reply->status == MHD_HTTP_OK && peer->method <= METHOD_HEAD && !streams;
    struct MHD_Response *response = NULL;
    if (!reply->failed && !buffer_failed(&reply->body))
        response = response_of(reply, peer->method);
    if (!response || !usual)
        return queue_once(httpd, connection, reply->status, response);
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
        return queue_once(httpd, connection, MHD_HTTP_OK, response);
    struct MHD_Response *unchanged = response_unchanged(response, len);
    MHD_destroy_response(response);
    return queue_once(httpd, connection, MHD_HTTP_NOT_MODIFIED, unchanged);
}

static enum MHD_Result queue_answer(struct httpd *httpd,
                                    struct MHD_Connection *connection,
                                    const struct peer *peer)
{
    char room[17];
    const struct request request = {
        .method = peer->method,
        .target = peer_target(peer),
        .accept = peer->head.accept,
        .if_none_match = peer->head.if_none_match,
        .if_modified_since = peer->head.if_modified_since,
        .id = request_id(httpd, peer, room),
    };
    uint64_t generation = cache_generation(httpd->cache);
    struct reply reply;
    reply_init(&reply);
    httpd->answer(httpd->self, &request, &reply);
    enum MHD_Result result = queue_reply(httpd, connection, peer, &reply, generation);
    reply_release(&reply);
    return result;
}

/* The request is complete. */
static enum MHD_Result finish(struct worker *worker, struct MHD_Connection *connection,
                              struct peer *peer)
{
    struct httpd *httpd = worker->httpd;
    if (peer->refused)
        return queue_problem(httpd, connection, peer, PROBLEM_BODY);
    if (peer->method <= METHOD_HEAD) {
        if (!peer_make_key(peer, peer->head.accept))
            return queue(httpd, connection, 0, NULL);
        struct cache_item *item = recent_find(&worker->recent, peer_key(peer));
        if (item)
            return queue_item(httpd, connection, peer, item);
    }
    return queue_answer(httpd, connection, peer);
}

/* ---- the library calls ---- */

static enum MHD_Result take_line(void *self, enum MHD_ValueKind kind, const char *name,
                                 size_t name_len, const char *value, size_t value_len)
{
    (void)kind;
    head_line(self, (struct slice){name, name_len}, (struct slice){value, value_len});
    return MHD_YES;
}

/* What is left of the connection's memory for the answer's head. When that does not fit,
 * the library closes the connection without a word. */
static size_t room_left(const struct httpd *httpd, struct MHD_Connection *connection,
                        const struct head *head)
{
    const union MHD_ConnectionInfo *size =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    size_t used = (size ? size->header_size : 0) + head->noted;
    return used < httpd->memory ? httpd->memory - used : 0;
}

/* A NUL hides the rest of the target from us. The version follows it in the same buffer
 * and shows that there is a rest; from 1.0 on the library refuses it. */
static bool target_is_whole(const struct peer *peer, const char *url, const char *version)
{
#if MHD_VERSION < 0x01000000
    return version == url + peer->raw_len + 1;
#else
    (void)peer, (void)url, (void)version;
    return true;
#endif
}

/* The head has come. What is queued now closes the connection after it. */
static enum MHD_Result begin(struct worker *worker, struct MHD_Connection *connection,
                             struct peer *peer, const char *url, const char *method,
                             const char *version)
{
    struct httpd *httpd = worker->httpd;
    struct head *head = &peer->head;
    peer->begun = true;
    peer->method = head_method(method);
    peer_busy(peer);
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, take_line, head);
    enum head_verdict verdict =
        head_judge(head, peer->method, strcmp(version, MHD_HTTP_VERSION_1_0) == 0,
                   peer_target(peer), httpd->target_bytes);
    if (verdict == HEAD_TOO_LONG)
        return queue_problem(httpd, connection, peer, PROBLEM_LONG_TARGET);
    peer->room = room_left(httpd, connection, head);
    if (peer->room < LEAST_ROOM)
        return queue_problem(httpd, connection, peer, PROBLEM_LARGE_HEAD);
    if (verdict == HEAD_BROKEN || !target_is_whole(peer, url, version))
        return queue_problem(httpd, connection, peer, PROBLEM_BROKEN);
    peer->refused = verdict == HEAD_BODY;
    if (head->coded || head->length > MOST_DRAINED)
        return finish(worker, connection, peer);
    return MHD_YES;
}

static enum MHD_Result on_request(void *self, struct MHD_Connection *connection,
                                  const char *url, const char *method,
                                  const char *version, const char *body, size_t *body_len,
                                  void **context)
{
    (void)body;
    struct worker *worker = self;
    struct peer *peer = *context;
    if (!peer || !peer->text)
        return queue(worker->httpd, connection, 0, NULL);
    if (!peer->begun)
        return begin(worker, connection, peer, url, method, version);
    if (*body_len > 0) {
        *body_len = 0;
        return MHD_YES;
    }
    return finish(worker, connection, peer);
}

static struct peer *peer_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *context =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return context ? context->socket_context : NULL;
}

/* The library would now note each parameter of the query in the connection's memory, and
 * leaves a request unanswered when there are too many for it. We read queries ourselves:
 * it is shown an empty one. */
static void hide_query(const char *target)
{
    char *query = strchr(target, '?');
    if (query)
        query[1] = '\0';
}

static void *on_target(void *self, const char *target, struct MHD_Connection *connection)
{
    (void)self;
    struct peer *peer = peer_of(connection);
    if (!peer)
        return NULL;
    peer_begin(peer, head_origin_form(slice_of(target)));
    peer->raw_len = slice_of(target).len;
    if (target)
        hide_query(target);
    return peer;
}

static size_t on_unescape(void *self, struct MHD_Connection *connection, char *text)
{
    (void)self, (void)connection;
    return strlen(text);
}

static void on_completed(void *self, struct MHD_Connection *connection, void **context,
                         enum MHD_RequestTerminationCode how)
{
    (void)connection, (void)how;
    struct worker *worker = self;
    if (*context)
        peer_silent(&worker->httpd->peers, *context);
    *context = NULL;
}

static void on_connection(void *self, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct worker *worker = self;
    struct peers *peers = &worker->httpd->peers;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        peers_remove(peers, *context);
        *context = NULL;
        atomic_fetch_sub(&worker->peers, 1);
        return;
    }
    const union MHD_ConnectionInfo *fd =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *context = fd ? peers_add(peers, fd->connect_fd) : NULL;
}

/* ---- its life ---- */

static struct MHD_Response *busy_response(void)
{
    struct reply reply;
    reply_init(&reply);
    problem_reply(&reply, PROBLEM_BUSY, SLICE_NONE);
    struct MHD_Response *response = NULL;
    if (!reply.failed && !buffer_failed(&reply.body))
        response = response_of(&reply, METHOD_GET);
    reply_release(&reply);
    return response;
}

static bool start(struct worker *worker, struct httpd *httpd, unsigned idle_seconds)
{
    worker->httpd = httpd;
    recent_init(&worker->recent, httpd->cache);
    worker->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET, 0, NULL,
        NULL, on_request, worker, MHD_OPTION_CONNECTION_LIMIT, (unsigned)MOST_A_WORKER,
        MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        httpd->memory, MHD_OPTION_URI_LOG_CALLBACK, on_target, worker,
        MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, worker, MHD_OPTION_NOTIFY_COMPLETED,
        on_completed, worker, MHD_OPTION_NOTIFY_CONNECTION, on_connection, worker,
#if MHD_VERSION >= 0x01000000
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
#endif
        MHD_OPTION_END);
    return worker->daemon;
}

/* The worker with the fewest peers among the usual ones, so that no more threads are
 * awake than there are processors; beyond what these may hold, one of the reserve. */
static struct worker *choose_worker(struct httpd *httpd)
{
    struct worker *best = &httpd->workers[0];
    for (unsigned i = 1; i < httpd->worker_count; i++) {
        struct worker *worker = &httpd->workers[i];
        if (i >= httpd->usual && atomic_load(&best->peers) < PEERS_A_WORKER)
            break;
        if (atomic_load(&worker->peers) < atomic_load(&best->peers))
            best = worker;
    }
    return best;
}

static void admit(void *self, int socket, const struct sockaddr *from, socklen_t size)
{
    struct worker *worker = choose_worker(self);
    atomic_fetch_add(&worker->peers, 1);
    if (MHD_add_connection(worker->daemon, socket, from, size) != MHD_YES)
        atomic_fetch_sub(&worker->peers, 1);
}

static void release(struct httpd *httpd)
{
    for (unsigned i = 0; i < httpd->worker_count; i++) {
        if (httpd->workers[i].daemon)
            MHD_stop_daemon(httpd->workers[i].daemon);
        recent_release(&httpd->workers[i].recent);
    }
    if (httpd->busy)
        MHD_destroy_response(httpd->busy);
    cache_free(httpd->cache);
    peers_release(&httpd->peers);
    free(httpd);
}

static struct httpd *with_workers(const struct httpd_options *options)
{
    long processors = options->workers ? 0 : sysconf(_SC_NPROCESSORS_ONLN);
    unsigned usual = options->workers ? options->workers
                     : processors > 0 ? (unsigned)processors
                                      : 1;
    unsigned least = (options->connections + PEERS_A_WORKER - 1) / PEERS_A_WORKER;
    unsigned count = usual < least ? least : usual;
    struct httpd *httpd = calloc(1, sizeof(*httpd) + count * sizeof(struct worker));
    if (!httpd)
        return NULL;
    httpd->usual = usual;
    httpd->worker_count = count;
    return httpd;
}

/* All but the door. */
static struct httpd *prepare(const struct httpd_options *options, httpd_answer *answer,
                             void *self)
{
    struct httpd *httpd = with_workers(options);
    if (!httpd)
        return NULL;
    httpd->answer = answer;
    httpd->self = self;
    httpd->target_bytes = options->target_bytes;
    httpd->memory = options->target_bytes + HEAD_ROOM;
    httpd->started = (uint32_t)time(NULL);
    peers_init(&httpd->peers, options->connections, options->idle_seconds);
    httpd->busy = busy_response();
    httpd->cache = cache_new(options->cache_bytes);
    bool whole = httpd->busy && (httpd->cache || options->cache_bytes == 0);
    for (unsigned i = 0; whole && i < httpd->worker_count; i++)
        whole = start(&httpd->workers[i], httpd, options->idle_seconds);
    if (whole)
        return httpd;
    release(httpd);
    return NULL;
}

enum fault httpd_open(struct httpd **out, const struct httpd_options *options,
                      httpd_answer *answer, void *self, struct fault_detail *detail)
{
    int socket;
    if (options->connections == 0 || options->idle_seconds == 0)
        return fault_set(detail, FAULT_USAGE,
                         "connections and idle seconds must be 1 at least");
    enum fault fault = address_listen(options, &socket, detail);
    if (fault)
        return fault;
    struct httpd *httpd = prepare(options, answer, self);
    if (httpd) {
        httpd->door = (struct door){
            .socket = socket, .peers = &httpd->peers, .admit = admit, .self = httpd};
        if (door_open(&httpd->door)) {
            *out = httpd;
            return FAULT_NONE;
        }
        release(httpd);
    }
    close(socket);
    return fault_set(detail, FAULT_MEMORY, "no memory or threads to serve with");
}

unsigned httpd_port(const struct httpd *httpd)
{
    return address_port(httpd->door.socket);
}

void httpd_forget(struct httpd *httpd)
{
    cache_forget(httpd->cache);
}

void httpd_close(struct httpd *httpd, unsigned seconds)
{
    if (!httpd)
        return;
    door_close(&httpd->door);
    peers_drain(&httpd->peers, seconds);
    release(httpd);
}
