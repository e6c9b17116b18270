/* The library's callbacks: a request's way through libmicrohttpd.
 *
 * For each request the library calls, in this order:
 *   on_target     the raw target is copied
 *   on_request    the head is judged; a response that is queued in this call closes the
 *                 connection, so only problems are
 *   on_request    again for each part of a body, which is dropped
 *   on_request    a last time: the answer is queued, or the connection is suspended until
 *                 the pool has made it; then on_request is called once more
 *   on_completed */
#include "answer.h"
#include "prepare.h"
#include "routing/target.h"

enum {
    /* with 128 events at once an epoll worker of 0.9.75 stalls */
    LIBRARY_LIMIT_PER_WORKER = 125,
    LEAST_ROOM = 1024, /* of a connection's memory, for the head of an answer */
    /* bytes of an unwanted body that are read; a longer one ends the connection */
    LARGEST_DRAINED = 64 * 1024,
};

static enum MHD_Result take_line(void *self, enum MHD_ValueKind kind, const char *name,
                                 size_t name_len, const char *value, size_t value_len)
{
    (void)kind;
    head_line(self, (struct slice){name, name_len}, (struct slice){value, value_len});
    return MHD_YES;
}

/* The bytes of the connection's memory that are left for the answer's head. When that
 * does not fit, the library closes the connection without an answer. */
static size_t room_left(const struct httpd *httpd, struct MHD_Connection *mhd,
                        const struct head *head)
{
    const union MHD_ConnectionInfo *size =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    size_t used = (size ? size->header_size : 0) + head->library_bytes;
    return used < httpd->memory ? httpd->memory - used : 0;
}

/* Is the request line exactly method, target and version? The library gives the three as
 * strings, which hides what follows a NUL, and skips additional blanks. They are in one
 * buffer, so their distance shows it. From 1.0 on the library refuses such lines. */
static bool line_is_whole(const struct connection *connection, const char *method,
                          const char *url, const char *version)
{
#if MHD_VERSION < 0x01000000
    return url == method + strlen(method) + 1 && version == url + connection->raw_len + 1;
#else
    (void)connection, (void)method, (void)url, (void)version;
    return true;
#endif
}

struct list_join {
    struct head *head;
    struct buffer out;
    enum head_list list;
};

static enum MHD_Result join_line(void *self, enum MHD_ValueKind kind, const char *name,
                                 size_t name_len, const char *value, size_t value_len)
{
    (void)kind;
    struct list_join *join = self;
    if (head_list_named((struct slice){name, name_len}) == join->list) {
        buffer_put_text(&join->out, ", ");
        buffer_put(&join->out, (struct slice){value, value_len});
    }
    return MHD_YES;
}

/* Joins the lines of each list that came in several, in memory of the connection. False
 * when memory ran out. */
static bool join_lists(struct MHD_Connection *mhd, struct connection *connection)
{
    struct list_join join = {.head = &connection->head};
    size_t ends[HEAD_LISTS + 1] = {0}, len;
    unsigned most = 1;
    for (enum head_list list = 0; list < HEAD_LISTS; list++)
        most = connection->head.lists[list] > most ? connection->head.lists[list] : most;
    if (most < 2)
        return true;
    buffer_init(&join.out);
    for (join.list = 0; join.list < HEAD_LISTS; join.list++) {
        if (connection->head.lists[join.list] > 1)
            MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, join_line, &join);
        ends[join.list + 1] = join.out.len;
    }
    bool whole = !buffer_failed(&join.out);
    connection->joined_lists = buffer_take(&join.out, &len);
    for (enum head_list list = 0; whole && list < HEAD_LISTS; list++)
        if (connection->head.lists[list] > 1) /* without the comma that it begins with */
            *head_list_of(&connection->head, list) =
                (struct slice){connection->joined_lists + ends[list] + 2,
                               ends[list + 1] - ends[list] - 2};
    return whole;
}

static void find_client(const struct httpd *httpd, struct MHD_Connection *mhd,
                        struct connection *connection)
{
    const union MHD_ConnectionInfo *from =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    connection->client = (struct client){.trusted = true};
    if (from && from->client_addr)
        client_find(&connection->client, &httpd->address_limit, from->client_addr,
                    connection->head.forwarded_for, connection->head.forwarded);
}

/* The head is complete. A response that is queued here closes the connection. */
static enum MHD_Result begin(struct worker *worker, struct MHD_Connection *mhd,
                             struct connection *connection, const char *url,
                             const char *method, const char *version)
{
    struct httpd *httpd = worker->httpd;
    struct head *head = &connection->head;
    connection->begun = true;
    connection->method = head_method(method);
    connection_set_busy(connection);
    connection->record = (struct request_record){.began = monotonic_nanoseconds()};
    MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, take_line, head);
    if (!join_lists(mhd, connection))
        return answer_queue(httpd, mhd, connection, 0, NULL, 0);
    if (httpd->log || httpd->rate.token)
        find_client(httpd, mhd, connection);
    enum head_verdict verdict =
        head_check(head, connection->method, strcmp(version, MHD_HTTP_VERSION_1_0) == 0,
                   connection_target(connection), httpd->target_bytes);
    if (verdict == HEAD_TOO_LONG)
        return answer_problem(httpd, mhd, connection, PROBLEM_LONG_TARGET);
    connection->room = room_left(httpd, mhd, head);
    if (connection->room < LEAST_ROOM)
        return answer_problem(httpd, mhd, connection, PROBLEM_LARGE_HEAD);
    if (verdict == HEAD_MALFORMED || !line_is_whole(connection, method, url, version))
        return answer_problem(httpd, mhd, connection, PROBLEM_MALFORMED);
    connection->refused = verdict == HEAD_BODY;
    if (head->has_transfer_coding || head->length > LARGEST_DRAINED)
        return answer_request(worker, mhd, connection);
    return MHD_YES;
}

static enum MHD_Result on_request(void *self, struct MHD_Connection *mhd, const char *url,
                                  const char *method, const char *version,
                                  const char *body, size_t *body_len, void **context)
{
    (void)body;
    struct worker *worker = self;
    struct connection *connection = *context;
    if (!connection || !connection->text)
        return answer_queue(worker->httpd, mhd, connection, 0, NULL, 0);
    if (!connection->begun)
        return begin(worker, mhd, connection, url, method, version);
    if (*body_len > 0) {
        *body_len = 0;
        return MHD_YES;
    }
    return answer_request(worker, mhd, connection);
}

static struct connection *connection_of(struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *context =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return context ? context->socket_context : NULL;
}

/* The library would store each parameter of the query in the connection's memory, and not
 * answer a request with too many of them. Queries are read from the copy, so the library
 * is shown an empty one. */
static void hide_query(const char *target)
{
    char *query = strchr(target, '?');
    if (query)
        query[1] = '\0';
}

static void *on_target(void *self, const char *target, struct MHD_Connection *mhd)
{
    (void)self;
    struct connection *connection = connection_of(mhd);
    if (!connection)
        return NULL;
    connection_begin_request(connection, target_origin_form(slice_of(target)));
    connection->raw_len = slice_of(target).len;
    if (target)
        hide_query(target);
    return connection;
}

static size_t on_unescape(void *self, struct MHD_Connection *mhd, char *text)
{
    (void)self, (void)mhd;
    return strlen(text);
}

/* Drops an offload that was finished when the connection ended before it was queued. */
static void drop_offload(struct connection *connection)
{
    struct prepared prepared;
    if (!connection->offload)
        return;
    offload_take(connection, &prepared);
    prepared_release(&prepared);
}

static void on_completed(void *self, struct MHD_Connection *mhd, void **context,
                         enum MHD_RequestTerminationCode how)
{
    (void)mhd, (void)how;
    struct worker *worker = self;
    if (*context) {
        drop_offload(*context);
        answer_finished(worker, *context);
        connection_set_idle(&worker->httpd->connections, *context);
    }
    *context = NULL;
}

static void on_connection(void *self, struct MHD_Connection *mhd, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct worker *worker = self;
    struct connections *connections = &worker->httpd->connections;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*context)
            drop_offload(*context);
        connections_remove(connections, *context);
        *context = NULL;
        worker_connection_closed(worker, mhd);
        return;
    }
    const union MHD_ConnectionInfo *fd =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
    *context = fd ? connections_add(connections, fd->connect_fd) : NULL;
}

struct MHD_Daemon *worker_start(struct worker *worker, unsigned idle_seconds)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET |
            MHD_ALLOW_SUSPEND_RESUME,
        0, NULL, NULL, on_request, worker, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)LIBRARY_LIMIT_PER_WORKER, MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, worker->httpd->memory,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, worker, MHD_OPTION_UNESCAPE_CALLBACK,
        on_unescape, worker, MHD_OPTION_NOTIFY_COMPLETED, on_completed, worker,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, worker,
#if MHD_VERSION >= 0x01000000
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
#endif
        MHD_OPTION_END);
}
