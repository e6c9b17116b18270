/* The HTTP server: workers, pool and listener, opened and closed in order. */
#include "address.h"
#include "internal.h"
#include "problem.h"
#include "response.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    HEAD_ROOM = 6 * 1024,   /* of a connection's memory, beside the target */
    LOG_MILLISECONDS = 500, /* for what is left of the access log */
    LAST_SECONDS = 1,       /* at the end, to send 503 for slow work that was not done */
};

static struct MHD_Response *busy_response(void)
{
    struct reply reply;
    reply_init(&reply);
    problem_reply(&reply, PROBLEM_BUSY, SLICE_NONE);
    struct MHD_Response *response = NULL;
    if (!reply.failed && !buffer_failed(&reply.body))
        response = response_of(&reply, METHOD_GET, NULL, NULL);
    reply_release(&reply);
    return response;
}

static bool start(struct worker *worker, struct httpd *httpd, unsigned idle_seconds)
{
    worker->httpd = httpd;
    worker_cache_init(&worker->worker_cache, httpd->cache);
    worker->daemon = worker_start(worker, idle_seconds);
    return worker->daemon;
}

/* The pool is closed first: the library must not be stopped with suspended connections.
 */
static void release(struct httpd *httpd)
{
    job_pool_close(&httpd->pool);
    for (unsigned i = 0; i < httpd->worker_count; i++) {
        if (httpd->workers[i].daemon)
            MHD_stop_daemon(httpd->workers[i].daemon);
        worker_cache_release(&httpd->workers[i].worker_cache);
    }
    job_pool_release(&httpd->pool);
    if (httpd->busy)
        MHD_destroy_response(httpd->busy);
    cache_free(httpd->cache);
    connections_release(&httpd->connections);
    address_limit_release(&httpd->address_limit);
    rate_release(&httpd->rate);
    log_pipe_close(httpd->log_pipe, LOG_MILLISECONDS);
    free(httpd);
}

/* The workers for usual traffic. */
static unsigned usual_workers(const struct httpd_options *options)
{
    long processors = options->workers ? 0 : sysconf(_SC_NPROCESSORS_ONLN);
    return options->workers ? options->workers
           : processors > 0 ? (unsigned)processors
                            : 1;
}

static unsigned all_workers(const struct httpd_options *options)
{
    unsigned usual = usual_workers(options);
    unsigned least =
        (options->connections + CONNECTIONS_PER_WORKER - 1) / CONNECTIONS_PER_WORKER;
    return usual < least ? least : usual;
}

unsigned httpd_answers(const struct httpd_options *options)
{
    return all_workers(options) + options->slow_workers;
}

static struct httpd *with_workers(const struct httpd_options *options)
{
    unsigned count = all_workers(options);
    struct httpd *httpd = calloc(1, sizeof(*httpd) + count * sizeof(struct worker));
    if (!httpd)
        return NULL;
    httpd->usual = usual_workers(options);
    httpd->worker_count = count;
    return httpd;
}

/* Opens all but the listener. */
static enum fault prepare(struct httpd *httpd, const struct httpd_options *options,
                          struct fault_detail *detail)
{
    httpd->target_bytes = options->target_bytes;
    httpd->memory = options->target_bytes + HEAD_ROOM;
    httpd->log = options->log;
    if (httpd->log)
        httpd->log_pipe = log_pipe_open(STDOUT_FILENO, "access log");
    httpd->slow_nanoseconds = (int64_t)options->slow_milliseconds * 1000000;
    httpd->started = (uint32_t)time(NULL);
    connections_init(&httpd->connections, options->connections, options->idle_seconds);
    bool whole = job_pool_open(&httpd->pool, options->slow_workers, options->slow_queue);
    enum fault fault = address_limit_init(&httpd->address_limit, options->per_address,
                                          options->connections, options->trusted, detail);
    if (!fault)
        fault = rate_init(&httpd->rate, options->rate, detail);
    if (fault)
        return fault;
    snprintf(httpd->policy, sizeof(httpd->policy), "\"address\";q=%u;w=%lld",
             httpd->rate.burst, (long long)(httpd->rate.full + 999999999) / 1000000000);
    httpd->busy = busy_response();
    httpd->cache = cache_new(options->cache_bytes);
    whole = whole && (!httpd->log || httpd->log_pipe);
    whole = whole && httpd->busy && (httpd->cache || options->cache_bytes == 0);
    for (unsigned i = 0; whole && i < httpd->worker_count; i++)
        whole = start(&httpd->workers[i], httpd, options->idle_seconds);
    return whole ? FAULT_NONE
                 : fault_set(detail, FAULT_MEMORY, "no memory or threads to serve with");
}

/* The listener owns the socket when this succeeds. */
static enum fault open_listener(struct httpd *httpd, int socket,
                                struct fault_detail *detail)
{
    httpd->listener = (struct listener){.socket = socket,
                                        .connections = &httpd->connections,
                                        .admit = worker_admit,
                                        .self = httpd};
    return listener_start(&httpd->listener)
               ? FAULT_NONE
               : fault_set(detail, FAULT_MEMORY, "no threads to serve with");
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
    struct httpd *httpd = with_workers(options);
    if (!httpd) {
        close(socket);
        return fault_memory(detail);
    }
    httpd->answer = answer;
    httpd->self = self;
    fault = prepare(httpd, options, detail);
    if (!fault)
        fault = open_listener(httpd, socket, detail);
    if (fault) {
        release(httpd);
        close(socket);
        return fault;
    }
    *out = httpd;
    return FAULT_NONE;
}

unsigned httpd_port(const struct httpd *httpd)
{
    return address_port(httpd->listener.socket);
}

void httpd_endpoint(const struct httpd *httpd, char endpoint[HTTPD_ENDPOINT_BYTES])
{
    address_endpoint(httpd->listener.socket, endpoint);
}

void httpd_put_metrics(struct httpd *httpd, struct buffer *out)
{
    unsigned open = 0;
    for (unsigned i = 0; i < httpd->worker_count; i++)
        open += atomic_load(&httpd->workers[i].connections);
    request_counters_put(&httpd->workers[0].counters, sizeof(struct worker),
                         httpd->worker_count, out);
    buffer_print(out,
                 "# HELP chancery_cache_bytes Memory of the answers that are kept.\n"
                 "# TYPE chancery_cache_bytes gauge\n"
                 "chancery_cache_bytes %zu\n"
                 "# HELP chancery_connections Connections that are open.\n"
                 "# TYPE chancery_connections gauge\n"
                 "chancery_connections %u\n",
                 cache_used(httpd->cache), open);
    if (httpd->log_pipe)
        buffer_print(out,
                     "# HELP chancery_access_log_dropped_total Lines of the access log "
                     "that nobody read in time.\n"
                     "# TYPE chancery_access_log_dropped_total counter\n"
                     "chancery_access_log_dropped_total %llu\n",
                     log_pipe_dropped(httpd->log_pipe));
    if (httpd->pool.thread_count)
        job_pool_put_metrics(&httpd->pool, out);
}

void httpd_clear_cache(struct httpd *httpd)
{
    cache_clear(httpd->cache);
}

void httpd_close(struct httpd *httpd, unsigned seconds)
{
    if (!httpd)
        return;
    listener_stop(&httpd->listener);
    connections_drain(&httpd->connections, seconds);
    job_pool_close(&httpd->pool);
    connections_drain(&httpd->connections, seconds ? LAST_SECONDS : 0);
    release(httpd);
}
