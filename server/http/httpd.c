/* The HTTP server: a request's way through libmicrohttpd, and its answer's way back.
 *
 * For each request the library calls, in this order: on_target (the raw target is kept),
 * on_request (the head is judged; nothing is queued unless the connection is to be
 * closed, for that is what an answer in this call means), on_request again for each part
 * of a body (dropped) and a last time (the answer is queued), and on_completed. */
#include "httpd_address.h"
#include "httpd_mhd.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    MOST_A_WORKER = 125,  /* with 128 events at once an epoll worker of 0.9.75 stalls */
    HEAD_ROOM = 6 * 1024, /* of a connection's memory, beside the target */
    LEAST_ROOM = 1024,    /* of that, for the head of an answer */
    MOST_DRAINED = 64 * 1024, /* bytes of an unwanted body; a larger one is cut off */
};

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
    peer->seen = (struct seen){.began = seen_now()};
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, take_line, head);
    enum head_verdict verdict =
        head_judge(head, peer->method, strcmp(version, MHD_HTTP_VERSION_1_0) == 0,
                   peer_target(peer), httpd->target_bytes);
    if (verdict == HEAD_TOO_LONG)
        return answer_problem(httpd, connection, peer, PROBLEM_LONG_TARGET);
    peer->room = room_left(httpd, connection, head);
    if (peer->room < LEAST_ROOM)
        return answer_problem(httpd, connection, peer, PROBLEM_LARGE_HEAD);
    if (verdict == HEAD_BROKEN || !target_is_whole(peer, url, version))
        return answer_problem(httpd, connection, peer, PROBLEM_BROKEN);
    peer->refused = verdict == HEAD_BODY;
    if (head->coded || head->length > MOST_DRAINED)
        return answer_request(worker, connection, peer);
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
        return answer_queue(worker->httpd, connection, peer, 0, NULL, 0);
    if (!peer->begun)
        return begin(worker, connection, peer, url, method, version);
    if (*body_len > 0) {
        *body_len = 0;
        return MHD_YES;
    }
    return answer_request(worker, connection, peer);
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
    if (*context) {
        answer_seen(worker, *context);
        peer_silent(&worker->httpd->peers, *context);
    }
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
        worker_left(worker, connection);
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
        response = response_of(&reply, METHOD_GET, NULL);
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
    crowd_release(&httpd->crowd);
    free(httpd);
}

/* Those for usual traffic. */
static unsigned usual_workers(const struct httpd_options *options)
{
    long processors = options->workers ? 0 : sysconf(_SC_NPROCESSORS_ONLN);
    return options->workers ? options->workers
           : processors > 0 ? (unsigned)processors
                            : 1;
}

unsigned httpd_workers(const struct httpd_options *options)
{
    unsigned usual = usual_workers(options);
    unsigned least = (options->connections + PEERS_A_WORKER - 1) / PEERS_A_WORKER;
    return usual < least ? least : usual;
}

static struct httpd *with_workers(const struct httpd_options *options)
{
    unsigned count = httpd_workers(options);
    struct httpd *httpd = calloc(1, sizeof(*httpd) + count * sizeof(struct worker));
    if (!httpd)
        return NULL;
    httpd->usual = usual_workers(options);
    httpd->worker_count = count;
    return httpd;
}

/* All but the door and the crowd. */
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
    httpd->log = options->log;
    httpd->slow = (int64_t)options->slow_milliseconds * 1000000;
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
    fault = httpd ? crowd_init(&httpd->crowd, options->per_address, options->connections,
                               options->trusted, detail)
                  : fault_set(detail, FAULT_MEMORY, "no memory or threads to serve with");
    if (!fault) {
        httpd->door = (struct door){.socket = socket,
                                    .peers = &httpd->peers,
                                    .admit = worker_admit,
                                    .self = httpd};
        if (door_open(&httpd->door)) {
            *out = httpd;
            return FAULT_NONE;
        }
        fault = fault_set(detail, FAULT_MEMORY, "no threads to serve with");
    }
    if (httpd)
        release(httpd);
    close(socket);
    return fault;
}

unsigned httpd_port(const struct httpd *httpd)
{
    return address_port(httpd->door.socket);
}

void httpd_place(const struct httpd *httpd, char place[HTTPD_PLACE_BYTES])
{
    address_place(httpd->door.socket, place);
}

void httpd_put_metrics(struct httpd *httpd, struct buffer *out)
{
    unsigned open = 0;
    for (unsigned i = 0; i < httpd->worker_count; i++)
        open += atomic_load(&httpd->workers[i].peers);
    seen_put_metrics(&httpd->workers[0].tallies, sizeof(struct worker),
                     httpd->worker_count, out);
    buffer_print(out,
                 "# HELP chancery_cache_bytes Memory of the answers that are kept.\n"
                 "# TYPE chancery_cache_bytes gauge\n"
                 "chancery_cache_bytes %zu\n"
                 "# HELP chancery_connections Connections that are open.\n"
                 "# TYPE chancery_connections gauge\n"
                 "chancery_connections %u\n",
                 cache_used(httpd->cache), open);
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
