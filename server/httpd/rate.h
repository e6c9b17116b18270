/* The rate: how many requests an address may make, and how many it has left.
 *
 * Each address (of IPv6: its /64) has a bucket of tokens that fills at a steady rate. The
 * table of buckets is fixed in size: a set of 8 for each hash. A new address replaces the
 * one in its set with the fullest bucket. Tokens may be taken from any thread. */
#ifndef CHANCERY_HTTPD_RATE_H
#define CHANCERY_HTTPD_RATE_H

#include "address_limit.h"

#include <stdint.h>

struct rate_bucket;

struct rate {
    int64_t token,
        full; /* nanoseconds for a token, and for a whole bucket; 0: no limit */
    unsigned burst;
    uint64_t seed;
    pthread_mutex_t *locks;
    struct rate_bucket *buckets;
};

/* The state of an address. */
struct rate_state {
    bool allowed;
    unsigned left;    /* tokens */
    unsigned refills; /* seconds until the bucket is full */
    unsigned wait;    /* seconds until the next token, when it may not; at least 1 */
};

/* Reads "20/s", "100/m,300" or "5000/h": requests a second, minute or hour, and the size
 * of the bucket, which is the same number unless it is given. */
bool rate_read(const char *text, unsigned *tokens, unsigned *seconds, unsigned *burst);

/* `text` as above, or NULL for no limit. FAULT_USAGE when it cannot be read,
 * FAULT_MEMORY. rate_release may be called after any outcome. */
CHECKED enum fault rate_init(struct rate *rate, const char *text,
                             struct fault_detail *detail);
void rate_release(struct rate *rate);

/* Takes a token for a request at `now` (monotonic nanoseconds), if there is one. */
struct rate_state rate_take(struct rate *rate, const struct ip_address *address,
                            int64_t now);

#endif
