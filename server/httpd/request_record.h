/* What was seen of requests: counts for a monitor, and a line for the log.
 *
 * Each worker counts in a table of its own that nobody else writes; who reads it finds
 * numbers that are whole, though some may be a request older than others. */
#ifndef CHANCERY_HTTPD_REQUEST_RECORD_H
#define CHANCERY_HTTPD_REQUEST_RECORD_H

#include "base/buffer.h"
#include "httpd/httpd.h"

#include <stdatomic.h>

enum {
    SEEN_CLASSES = 5,  /* 1xx to 5xx */
    SEEN_BOUNDS = 17,  /* of the histogram, the last without a bound */
    SEEN_ROUTES = 64,  /* a power of two, larger than any table of routes */
    SEEN_ID_BYTES = 64 /* the longest request id */
};

/* One request, from when its head had come. */
struct seen {
    int64_t began;     /* nanoseconds of a monotonic clock */
    int64_t made;      /* when its answer was made; 0: it was kept from before */
    uint64_t bytes;    /* of the body, that were queued, or sent when it is a stream */
    const char *route; /* static, or NULL */
    int status;        /* 0: no answer was queued */
    bool hit;          /* answered from the cache */
    char id[SEEN_ID_BYTES + 1];
};

struct tally {
    _Atomic(const char *) route;
    atomic_ullong classes[SEEN_CLASSES], bounds[SEEN_BOUNDS], nanoseconds;
};

struct tallies {
    struct tally routes[SEEN_ROUTES], other; /* other: no route of the table */
    atomic_ullong hits, misses, bytes;
};

int64_t seen_now(void);

/* Counts a request that is over. Called by the owner of `tallies` only. */
void seen_count(struct tallies *tallies, const struct seen *seen);

/* The sums over `count` workers' tables, `stride` bytes apart, in the text format of
 * Prometheus (version 0.0.4). */
void seen_put_metrics(const struct tallies *first, size_t stride, unsigned count,
                      struct buffer *out);

struct seen_request {
    struct slice id, client, target, trace; /* trace: traceparent, or empty */
    const char *method;
};

/* Writes the line of a request that is over to standard output. */
void seen_write_line(enum httpd_log form, const struct seen *seen,
                     const struct seen_request *request);

#endif
