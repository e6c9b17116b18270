/* The rate: how many requests an address may make, and how many it has left.
 *
 * A bucket of tokens for each address (of IPv6: its /64) that fills at a steady rate. The
 * table has room for so many addresses as are busy at a time; when it is full, the one
 * that has most left is forgotten first. Any thread may take. */
#ifndef CHANCERY_HTTPD_RATE_H
#define CHANCERY_HTTPD_RATE_H

#include "address_limit.h"

#include <stdint.h>

struct rate_bucket;

struct rate {
    int64_t token, full; /* nanoseconds in which a token comes, and a bucket fills; 0: no
                            limit */
    unsigned burst;
    uint64_t seed;
    pthread_mutex_t *locks;
    struct rate_bucket *buckets;
};

/* What an address has left. */
struct rate_state {
    bool allowed;
    unsigned left;    /* tokens */
    unsigned refills; /* seconds until the bucket is full */
    unsigned wait;    /* seconds until the next token, when it may not; at least 1 */
};

/* Reads "20/s", "100/m,300" or "5000/h": requests a second, minute or hour, and the size
 * of the bucket, which is the same number where it is not said. */
bool rate_read(const char *text, unsigned *tokens, unsigned *seconds, unsigned *burst);

/* `text` as above, or NULL for no limit. FAULT_USAGE, FAULT_MEMORY. rate_release may be
 * called after any outcome. */
CHECKED enum fault rate_init(struct rate *rate, const char *text,
                             struct fault_detail *detail);
void rate_release(struct rate *rate);

/* Takes a token for a request that comes at `now` (nanoseconds of a monotonic clock). */
struct rate_state rate_take(struct rate *rate, const struct ip_address *address,
                            int64_t now);

#endif
