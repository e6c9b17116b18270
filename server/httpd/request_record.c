/* Counts of requests: a table for each worker, added up when metrics are asked for. */
#include "request_record.h"

#include <stdio.h>
#include <time.h>

/* In microseconds. */
static const unsigned bounds[LATENCY_BUCKETS - 1] = {
    50,    100,   250,    500,    1000,   2500,    5000,    10000,
    25000, 50000, 100000, 250000, 500000, 1000000, 5000000, 10000000};

int64_t monotonic_nanoseconds(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

/* Only one thread writes: that saves the locked instruction of an atomic addition. */
static void add(atomic_ullong *number, unsigned long long more)
{
    unsigned long long before = atomic_load_explicit(number, memory_order_relaxed);
    atomic_store_explicit(number, before + more, memory_order_relaxed);
}

static unsigned long long load(const atomic_ullong *number)
{
    return atomic_load_explicit(number, memory_order_relaxed);
}

/* Routes are static strings: their addresses are compared. */
static struct route_counters *counters_of_route(struct request_counters *counters,
                                                const char *route)
{
    size_t at = (size_t)((uintptr_t)route >> 3);
    for (size_t i = 0; route && i < COUNTED_ROUTES; i++) {
        struct route_counters *route_counters =
            &counters->routes[(at + i) % COUNTED_ROUTES];
        const char *has =
            atomic_load_explicit(&route_counters->route, memory_order_relaxed);
        if (has == route)
            return route_counters;
        if (!has) {
            atomic_store_explicit(&route_counters->route, route, memory_order_release);
            return route_counters;
        }
    }
    return &counters->other;
}

void request_counters_add(struct request_counters *counters,
                          const struct request_record *record)
{
    if (record->status < 100 || record->status > 599)
        return;
    struct route_counters *route_counters = counters_of_route(counters, record->route);
    int64_t took = monotonic_nanoseconds() - record->began;
    size_t bound = 0;
    while (bound < LATENCY_BUCKETS - 1 && took > (int64_t)bounds[bound] * 1000)
        bound++;
    add(&route_counters->classes[record->status / 100 - 1], 1);
    add(&route_counters->bounds[bound], 1);
    add(&route_counters->nanoseconds, (unsigned long long)took);
    add(&counters->bytes, record->bytes);
    if (record->route)
        add(record->hit ? &counters->hits : &counters->misses, 1);
}

/* ---- metrics ---- */

struct route_sums {
    const char *route;
    unsigned long long classes[STATUS_CLASSES], bounds[LATENCY_BUCKETS], nanoseconds;
};

struct request_sums {
    struct route_sums routes[COUNTED_ROUTES + 1]; /* one with a NULL route: no route */
    size_t count;
    unsigned long long hits, misses, bytes;
};

static void add_route_counters(struct request_sums *sums,
                               const struct route_counters *route_counters)
{
    const char *route =
        atomic_load_explicit(&route_counters->route, memory_order_acquire);
    size_t at = 0;
    while (at < sums->count && sums->routes[at].route != route)
        at++;
    if (at == sums->count && at > COUNTED_ROUTES)
        return;
    if (at == sums->count)
        sums->routes[sums->count++].route = route;
    for (size_t i = 0; i < STATUS_CLASSES; i++)
        sums->routes[at].classes[i] += load(&route_counters->classes[i]);
    for (size_t i = 0; i < LATENCY_BUCKETS; i++)
        sums->routes[at].bounds[i] += load(&route_counters->bounds[i]);
    sums->routes[at].nanoseconds += load(&route_counters->nanoseconds);
}

static void add_request_counters(struct request_sums *sums,
                                 const struct request_counters *counters)
{
    add_route_counters(sums, &counters->other);
    for (size_t i = 0; i < COUNTED_ROUTES; i++)
        if (atomic_load_explicit(&counters->routes[i].route, memory_order_acquire))
            add_route_counters(sums, &counters->routes[i]);
    sums->hits += load(&counters->hits);
    sums->misses += load(&counters->misses);
    sums->bytes += load(&counters->bytes);
}

static const char *name_of(const struct route_sums *sum)
{
    return sum->route ? sum->route : "none";
}

static void put_requests(const struct request_sums *sums, struct buffer *out)
{
    buffer_put_text(out, "# HELP chancery_requests_total Requests that were answered.\n"
                         "# TYPE chancery_requests_total counter\n");
    for (size_t i = 0; i < sums->count; i++)
        for (int class = 0; class < STATUS_CLASSES; class ++)
            if (sums->routes[i].classes[class])
                buffer_print(out,
                             "chancery_requests_total{route=\"%s\",status=\"%dxx\"} "
                             "%llu\n",
                             name_of(&sums->routes[i]), class + 1,
                             sums->routes[i].classes[class]);
}

static void put_histogram(const struct route_sums *sum, struct buffer *out)
{
    unsigned long long cumulative = 0;
    for (size_t i = 0; i < LATENCY_BUCKETS; i++) {
        char bound[16] = "+Inf";
        if (i < LATENCY_BUCKETS - 1)
            snprintf(bound, sizeof(bound), "%g", bounds[i] / 1e6);
        cumulative += sum->bounds[i];
        buffer_print(out,
                     "chancery_request_seconds_bucket{route=\"%s\",le=\"%s\"} %llu\n",
                     name_of(sum), bound, cumulative);
    }
    buffer_print(out,
                 "chancery_request_seconds_sum{route=\"%s\"} %.9f\n"
                 "chancery_request_seconds_count{route=\"%s\"} %llu\n",
                 name_of(sum), (double)sum->nanoseconds / 1e9, name_of(sum), cumulative);
}

void request_counters_put(const struct request_counters *first, size_t stride,
                          unsigned count, struct buffer *out)
{
    struct request_sums sums = {.count = 0};
    for (unsigned i = 0; i < count; i++)
        add_request_counters(&sums, (const void *)((const char *)first + stride * i));
    put_requests(&sums, out);
    buffer_put_text(out, "# HELP chancery_request_seconds From the head of a request to "
                         "the last byte of its answer.\n"
                         "# TYPE chancery_request_seconds histogram\n");
    for (size_t i = 0; i < sums.count; i++)
        put_histogram(&sums.routes[i], out);
    buffer_print(out,
                 "# HELP chancery_body_bytes_total Bytes of the bodies of answers.\n"
                 "# TYPE chancery_body_bytes_total counter\n"
                 "chancery_body_bytes_total %llu\n"
                 "# HELP chancery_cache_hits_total Requests answered from the cache.\n"
                 "# TYPE chancery_cache_hits_total counter\n"
                 "chancery_cache_hits_total %llu\n"
                 "# HELP chancery_cache_misses_total Requests whose answer was made.\n"
                 "# TYPE chancery_cache_misses_total counter\n"
                 "chancery_cache_misses_total %llu\n",
                 sums.bytes, sums.hits, sums.misses);
}
