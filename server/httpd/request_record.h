/* Records of requests: counts for metrics, and a line for the access log.
 *
 * Each worker counts in a table of its own, which only it writes. A reader in another
 * thread finds each number whole, but some may be a request older than others. */
#ifndef CHANCERY_HTTPD_REQUEST_RECORD_H
#define CHANCERY_HTTPD_REQUEST_RECORD_H

#include "base/buffer.h"
#include "base/log_pipe.h"
#include "httpd/httpd.h"

#include <stdatomic.h>

enum {
    STATUS_CLASSES = 5,   /* 1xx to 5xx */
    LATENCY_BUCKETS = 17, /* of the histogram, the last without a bound */
    COUNTED_ROUTES = 64,  /* a power of two, larger than any table of routes */
    REQUEST_ID_BYTES = 64 /* the longest request id */
};

/* One request, from the end of its head. */
struct request_record {
    int64_t began;     /* monotonic nanoseconds */
    int64_t made;      /* when its answer was prepared; 0: cached, or not measured */
    uint64_t bytes;    /* of the body: queued, or, of a stream, sent */
    const char *route; /* static, or NULL */
    int status;        /* 0: no answer was queued */
    bool hit;          /* answered from the cache */
    char id[REQUEST_ID_BYTES + 1];
};

struct route_counters {
    _Atomic(const char *) route;
    atomic_ullong classes[STATUS_CLASSES], bounds[LATENCY_BUCKETS], nanoseconds;
};

struct request_counters {
    struct route_counters routes[COUNTED_ROUTES],
        other; /* other: no route of the table */
    atomic_ullong hits, misses, bytes;
};

int64_t monotonic_nanoseconds(void);

/* Counts a request that is finished. Only called on the worker of `counters`. */
void request_counters_add(struct request_counters *counters,
                          const struct request_record *record);

/* The sums over `count` workers' tables, `stride` bytes apart, in the text format of
 * Prometheus (version 0.0.4). */
void request_counters_put(const struct request_counters *first, size_t stride,
                          unsigned count, struct buffer *out);

struct access_log_request {
    struct slice id, client, target, trace; /* trace: traceparent, or empty */
    const char *method;
};

/* Puts the line of a request that is finished into the pipe of the access log. */
void access_log_write(struct log_pipe *pipe, enum httpd_log log_format,
                      const struct request_record *record,
                      const struct access_log_request *request);

#endif
