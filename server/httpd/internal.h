/* The server and its workers, for all files that use libmicrohttpd, whose header is only
 * included here.
 *
 * The way of an answer, a file for each step:
 *   callbacks     the library calls; the head is judged, and the request is complete
 *   answer        queues a problem, a cached response or a new one
 *   worker_cache  has what the worker has just found in the cache, without a lock
 *   prepare       asks httpd->answer, and makes a response of its reply
 *   negotiate     makes of a 200 what the client accepts: a 304, a coded one, or itself
 *   offload       lets the job pool do the last two while the connection is suspended
 *   cached        puts the response into the cache, for all workers */
#ifndef CHANCERY_HTTPD_INTERNAL_H
#define CHANCERY_HTTPD_INTERNAL_H

#include "address_limit.h"
#include "connections.h"
#include "httpd/httpd.h"
#include "job_pool.h"
#include "listener.h"
#include "worker_cache.h"

#include <microhttpd.h>

enum {
    /* A worker of 0.9.75 that reaches its limit waits for itself for ever. What is left
     * to that limit is for connections that are closed but not yet released. */
    CONNECTIONS_PER_WORKER = 120,
};

/* A daemon of the library with its one thread. Only that thread uses `worker_cache`. */
struct worker {
    struct httpd *httpd;
    struct MHD_Daemon *daemon;
    atomic_uint connections; /* open now */
    struct worker_cache worker_cache;
    struct request_counters counters;
};

struct httpd {
    struct MHD_Response *busy; /* the 503 when there is no memory for another response */
    struct cache *cache;
    httpd_answer *answer;
    void *self;
    size_t target_bytes, memory; /* memory: of a connection, for the library */
    enum httpd_log log;
    struct log_pipe *log_pipe; /* NULL when `log` is none */
    int64_t slow_nanoseconds;  /* 0: slow answers are not logged */
    uint32_t started;          /* Unix time, in request ids */
    atomic_uint requests;
    struct job_pool pool;
    struct connections connections;
    struct listener listener;
    struct address_limit address_limit;
    struct rate rate;
    char policy[64];              /* RateLimit-Policy */
    unsigned usual, worker_count; /* workers for usual traffic, and with the reserve */
    struct worker workers[];
};

/* Starts a daemon of the library for the worker, whose `httpd` is set; NULL when there is
 * no memory or no thread for it (callbacks.c). */
struct MHD_Daemon *worker_start(struct worker *worker, unsigned idle_seconds);

/* The listener_admit of a struct httpd: gives the connection to a worker; one too many
 * from an address is closed without an answer (admit.c). */
listener_admit worker_admit;

/* Counts a connection of the worker out again, when it is closed (admit.c). */
void worker_connection_closed(struct worker *worker, struct MHD_Connection *mhd);

#endif
