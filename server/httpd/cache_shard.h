/* A shard of the cache: a hash table, and a ring of its items with the hand of CLOCK. The
 * caller of each function holds its lock. */
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
    bool referenced;        /* found since the hand passed; under the shard's lock */
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

/* The address of the pointer to the item of `key`, in its bucket or in the item before
 * it; NULL is there when the shard has none. */
struct cache_item **shard_slot(struct cache_shard *shard, uint64_t hash,
                               struct slice key);

/* Adds an item, at a slot that is NULL. */
void shard_link(struct cache_shard *shard, struct cache_item **slot,
                struct cache_item *item);

/* Takes the item at `slot` out of table and ring; its reference is the caller's. */
struct cache_item *shard_unlink(struct cache_shard *shard, struct cache_item **slot);

/* Moves the hand to an item that was not found since it passed, and takes that out. The
 * shard must have an item. */
struct cache_item *shard_evict(struct cache_shard *shard);

#endif
