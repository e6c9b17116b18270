/* Counts of requests: tables of one writer each, added up for whoever asks. */
#include "request_record.h"

#include <stdio.h>
#include <time.h>

/* In microseconds. */
static const unsigned bounds[SEEN_BOUNDS - 1] = {
    50,    100,   250,    500,    1000,   2500,    5000,    10000,
    25000, 50000, 100000, 250000, 500000, 1000000, 5000000, 10000000};

int64_t seen_now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

/* Only one thread writes: no need for the lock that an atomic addition takes. */
static void add(atomic_ullong *number, unsigned long long more)
{
    unsigned long long before = atomic_load_explicit(number, memory_order_relaxed);
    atomic_store_explicit(number, before + more, memory_order_relaxed);
}

static unsigned long long look(const atomic_ullong *number)
{
    return atomic_load_explicit(number, memory_order_relaxed);
}

/* Routes are static strings: the pointer is the name. */
static struct tally *tally_of(struct tallies *tallies, const char *route)
{
    size_t at = (size_t)((uintptr_t)route >> 3);
    for (size_t i = 0; route && i < SEEN_ROUTES; i++) {
        struct tally *tally = &tallies->routes[(at + i) % SEEN_ROUTES];
        const char *has = atomic_load_explicit(&tally->route, memory_order_relaxed);
        if (has == route)
            return tally;
        if (!has) {
            atomic_store_explicit(&tally->route, route, memory_order_release);
            return tally;
        }
    }
    return &tallies->other;
}

void seen_count(struct tallies *tallies, const struct seen *seen)
{
    if (seen->status < 100 || seen->status > 599)
        return;
    struct tally *tally = tally_of(tallies, seen->route);
    int64_t took = seen_now() - seen->began;
    size_t bound = 0;
    while (bound < SEEN_BOUNDS - 1 && took > (int64_t)bounds[bound] * 1000)
        bound++;
    add(&tally->classes[seen->status / 100 - 1], 1);
    add(&tally->bounds[bound], 1);
    add(&tally->nanoseconds, (unsigned long long)took);
    add(&tallies->bytes, seen->bytes);
    if (seen->route)
        add(seen->hit ? &tallies->hits : &tallies->misses, 1);
}

/* ---- for the monitor ---- */

struct sum {
    const char *route;
    unsigned long long classes[SEEN_CLASSES], bounds[SEEN_BOUNDS], nanoseconds;
};

struct sums {
    struct sum routes[SEEN_ROUTES + 1]; /* the first: no route */
    size_t count;
    unsigned long long hits, misses, bytes;
};

static void add_tally(struct sums *sums, const struct tally *tally)
{
    const char *route = atomic_load_explicit(&tally->route, memory_order_acquire);
    size_t at = 0;
    while (at < sums->count && sums->routes[at].route != route)
        at++;
    if (at == sums->count && at > SEEN_ROUTES)
        return;
    if (at == sums->count)
        sums->routes[sums->count++].route = route;
    for (size_t i = 0; i < SEEN_CLASSES; i++)
        sums->routes[at].classes[i] += look(&tally->classes[i]);
    for (size_t i = 0; i < SEEN_BOUNDS; i++)
        sums->routes[at].bounds[i] += look(&tally->bounds[i]);
    sums->routes[at].nanoseconds += look(&tally->nanoseconds);
}

static void add_tallies(struct sums *sums, const struct tallies *tallies)
{
    add_tally(sums, &tallies->other);
    for (size_t i = 0; i < SEEN_ROUTES; i++)
        if (atomic_load_explicit(&tallies->routes[i].route, memory_order_acquire))
            add_tally(sums, &tallies->routes[i]);
    sums->hits += look(&tallies->hits);
    sums->misses += look(&tallies->misses);
    sums->bytes += look(&tallies->bytes);
}

static const char *name_of(const struct sum *sum)
{
    return sum->route ? sum->route : "none";
}

static void put_requests(const struct sums *sums, struct buffer *out)
{
    buffer_put_text(out, "# HELP chancery_requests_total Requests that were answered.\n"
                         "# TYPE chancery_requests_total counter\n");
    for (size_t i = 0; i < sums->count; i++)
        for (int class = 0; class < SEEN_CLASSES; class ++)
            if (sums->routes[i].classes[class])
                buffer_print(out,
                             "chancery_requests_total{route=\"%s\",status=\"%dxx\"} "
                             "%llu\n",
                             name_of(&sums->routes[i]), class + 1,
                             sums->routes[i].classes[class]);
}

static void put_histogram(const struct sum *sum, struct buffer *out)
{
    unsigned long long below = 0;
    for (size_t i = 0; i < SEEN_BOUNDS; i++) {
        char bound[16] = "+Inf";
        if (i < SEEN_BOUNDS - 1)
            snprintf(bound, sizeof(bound), "%g", bounds[i] / 1e6);
        below += sum->bounds[i];
        buffer_print(out,
                     "chancery_request_seconds_bucket{route=\"%s\",le=\"%s\"} %llu\n",
                     name_of(sum), bound, below);
    }
    buffer_print(out,
                 "chancery_request_seconds_sum{route=\"%s\"} %.9f\n"
                 "chancery_request_seconds_count{route=\"%s\"} %llu\n",
                 name_of(sum), (double)sum->nanoseconds / 1e9, name_of(sum), below);
}

void seen_put_metrics(const struct tallies *first, size_t stride, unsigned count,
                      struct buffer *out)
{
    struct sums sums = {.count = 0};
    for (unsigned i = 0; i < count; i++)
        add_tallies(&sums, (const void *)((const char *)first + stride * i));
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
