/* A shard of the cache: a hash table, and a ring with a clock's hand. Whoever calls holds
 * its lock. Private to server/http/cache*.c. */
#ifndef CHANCERY_HTTPD_CACHE_SHARD_H
#define CHANCERY_HTTPD_CACHE_SHARD_H

#include "cache.h"

#include <pthread.h>
#include <stdatomic.h>

enum { CACHE_LINE = 64 };

struct cache_item {
    struct cache_item *chain;       /* in its bucket */
    struct cache_item *next, *prev; /* in the ring */
    uint64_t hash;
    size_t cost;
    void *value;
    cache_destroy *destroy;
    atomic_uint references; /* the table is one of them */
    bool referenced;        /* since the hand passed; under the shard's lock */
    uint32_t key_len, etag_len;
    char text[]; /* the key, the ETag, NUL */
};

struct cache_shard {
    pthread_mutex_t lock;
    struct cache_item **buckets;
    struct cache_item *hand;
    size_t used;
    uint64_t mask;                                 /* of the hash: which bucket */
    _Alignas(CACHE_LINE) char padding[CACHE_LINE]; /* two shards share no cache line */
};

/* Where the pointer to the item of `key` stands: its bucket, or the item before it. */
struct cache_item **shard_slot(struct cache_shard *shard, uint64_t hash,
                               struct slice key);

/* Puts an item in at an empty place. */
void shard_link(struct cache_shard *shard, struct cache_item **slot,
                struct cache_item *item);

/* Takes the item at `slot` out of table and ring; the caller gives it back. */
struct cache_item *shard_unlink(struct cache_shard *shard, struct cache_item **slot);

/* Moves the hand to one that was not asked for, and takes that out. There must be one. */
struct cache_item *shard_evict(struct cache_shard *shard);

#endif
