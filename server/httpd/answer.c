/* Answers: a request that is complete gets a problem, a cached response or a new one. */
#include "answer.h"
#include "base/log.h"
#include "cached.h"
#include "prepare.h"
#include "routing/validator.h"

enum MHD_Result answer_queue(struct httpd *httpd, struct MHD_Connection *mhd,
                             struct connection *connection, int status,
                             struct MHD_Response *response, size_t len)
{
    if (connection) {
        connection->record.status = response ? status : MHD_HTTP_SERVICE_UNAVAILABLE;
        connection->record.bytes =
            response && connection->method != METHOD_HEAD ? len : 0;
    }
    if (!response)
        return MHD_queue_response(mhd, MHD_HTTP_SERVICE_UNAVAILABLE, httpd->busy);
    return MHD_queue_response(mhd, (unsigned)status, response);
}

/* Queues a prepared response, and releases it. */
static enum MHD_Result queue_prepared(struct httpd *httpd, struct MHD_Connection *mhd,
                                      struct connection *connection,
                                      struct prepared *prepared)
{
    connection->record.route = prepared->route;
    connection->record.made = httpd->slow_nanoseconds ? monotonic_nanoseconds() : 0;
    prepared_put_rate(httpd, connection, prepared);
    enum MHD_Result result = answer_queue(httpd, mhd, connection, prepared->status,
                                          prepared->response, prepared->len);
    prepared_release(prepared);
    return result;
}

enum MHD_Result answer_problem(struct httpd *httpd, struct MHD_Connection *mhd,
                               struct connection *connection, enum problem problem)
{
    struct prepared prepared = {.route = connection->record.route};
    prepare_problem(httpd, connection, problem, true, &prepared);
    return queue_prepared(httpd, mhd, connection, &prepared);
}

static enum MHD_Result queue_item(struct httpd *httpd, struct MHD_Connection *mhd,
                                  struct connection *connection, struct cache_item *item)
{
    struct cached_response *cached = cache_value(item);
    struct slice list = connection->head.if_none_match;
    bool same = list.len > 0 && etag_listed(list, cache_etag(item));
    return same ? answer_queue(httpd, mhd, connection, MHD_HTTP_NOT_MODIFIED,
                               cached_response_unchanged(cached), 0)
                : answer_queue(httpd, mhd, connection, MHD_HTTP_OK, cached->full,
                               cached->len);
}

/* Negotiates and queues; what takes long to code is offloaded. */
static enum MHD_Result queue_negotiated(struct httpd *httpd, struct MHD_Connection *mhd,
                                        struct connection *connection, bool fresh,
                                        struct prepared *prepared)
{
    if (!prepared_negotiate(httpd, connection, true, fresh, prepared) &&
        offload_coding(httpd, mhd, connection, prepared))
        return MHD_YES;
    return queue_prepared(httpd, mhd, connection, prepared);
}

/* Prepares an answer and queues it; slow work is offloaded. */
static enum MHD_Result queue_answer(struct httpd *httpd, struct MHD_Connection *mhd,
                                    struct connection *connection)
{
    struct prepared prepared;
    bool pooled = httpd->pool.thread_count > 0;
    if (prepare_response(httpd, mhd, connection, pooled, &prepared))
        return queue_negotiated(httpd, mhd, connection, true, &prepared);
    connection->record.route = prepared.route;
    return offload_answer(httpd, mhd, connection)
               ? MHD_YES
               : answer_queue(httpd, mhd, connection, 0, NULL, 0);
}

/* Queues a cached response that depends on the client: its codings, or its rate. */
static enum MHD_Result queue_for_client(struct httpd *httpd, struct MHD_Connection *mhd,
                                        struct connection *connection,
                                        struct cache_item *item, uint64_t generation)
{
    struct prepared prepared;
    cache_ref(item);
    prepared_from_cache(item, generation, &prepared);
    return queue_negotiated(httpd, mhd, connection, false, &prepared);
}

/* Queues the cached response of the request; false when there is none. */
static bool queue_cached(struct worker *worker, struct MHD_Connection *mhd,
                         struct connection *connection, enum MHD_Result *result)
{
    struct httpd *httpd = worker->httpd;
    /* Only httpd->answer can judge a date: a cached response has no more than its tag. */
    bool dated =
        connection->head.if_modified_since.len && !connection->head.if_none_match.len;
    uint64_t generation = cache_generation(httpd->cache);
    struct cache_item *item =
        dated ? NULL
              : worker_cache_find(&worker->worker_cache, connection_key(connection));
    if (!item)
        return false;
    const struct cached_response *cached = cache_value(item);
    bool plain = connection->codings.best == CODING_IDENTITY &&
                 connection->codings.identity &&
                 !connection->rated; /* RateLimit is for this client alone */
    connection->record.hit = true;
    connection->record.route = cached->route;
    *result = cached->head > connection->room
                  ? answer_problem(httpd, mhd, connection, PROBLEM_LONG_TARGET)
              : plain ? queue_item(httpd, mhd, connection, item)
                      : queue_for_client(httpd, mhd, connection, item, generation);
    return true;
}

/* Takes a token of the client's rate; a trusted proxy's own request needs none. */
static bool take_token(struct httpd *httpd, struct connection *connection)
{
    struct ip_address address = connection->client.address;
    if (connection->client.trusted)
        return true;
    ip_address_mask(&address);
    connection->rate = rate_take(&httpd->rate, &address, connection->record.began);
    connection->rated = true;
    return connection->rate.allowed;
}

enum MHD_Result answer_request(struct worker *worker, struct MHD_Connection *mhd,
                               struct connection *connection)
{
    struct httpd *httpd = worker->httpd;
    enum MHD_Result result;
    if (connection->offload) {
        struct prepared prepared;
        offload_take(connection, &prepared);
        return queue_prepared(httpd, mhd, connection, &prepared);
    }
    if (connection->refused)
        return answer_problem(httpd, mhd, connection, PROBLEM_BODY);
    if (httpd->rate.token && !take_token(httpd, connection)) {
        struct prepared prepared = {.route = NULL};
        prepare_problem(httpd, connection, PROBLEM_RATE, false, &prepared);
        return queue_prepared(httpd, mhd, connection, &prepared);
    }
    connection->codings = coding_choose(connection->head.accept_encoding);
    if (connection->method <= METHOD_HEAD) {
        if (!connection_make_key(connection, connection->head.accept))
            return answer_queue(httpd, mhd, connection, 0, NULL, 0);
        if (queue_cached(worker, mhd, connection, &result))
            return result;
    }
    return queue_answer(httpd, mhd, connection);
}

static const char *name_of(enum method method)
{
    static const char *const names[] = {"GET", "HEAD", "OPTIONS", "OTHER"};
    return names[method];
}

void answer_finished(struct worker *worker, struct connection *connection)
{
    struct httpd *httpd = worker->httpd;
    const struct request_record *record = &connection->record;
    if (!record->status)
        return;
    request_counters_add(&worker->counters, record);
    char client[CLIENT_NAME] = "-";
    if (httpd->log)
        client_name(&connection->client, client);
    if (httpd->log)
        access_log_write(
            httpd->log_pipe, httpd->log, record,
            &(struct access_log_request){.id = request_id(httpd, connection),
                                         .target = connection_target(connection),
                                         .trace = connection->head.trace,
                                         .client = slice_of(client),
                                         .method = name_of(connection->method)});
    if (record->made && record->made - record->began > httpd->slow_nanoseconds)
        log_line(LOG_LEVEL_WARNING, "request %.*s took %lld ms: %s %.*s",
                 SLICE_PRINT(request_id(httpd, connection)),
                 (long long)(record->made - record->began) / 1000000,
                 name_of(connection->method), SLICE_PRINT(connection_target(connection)));
}
