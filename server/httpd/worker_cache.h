/* The cache of a worker: what it has just found in the cache, found again without a lock.
 *
 * It belongs to one thread and holds few items: small ones, and the last large one. It is
 * emptied at the first find after the cache is cleared. */
#ifndef CHANCERY_HTTPD_WORKER_CACHE_H
#define CHANCERY_HTTPD_WORKER_CACHE_H

#include "cache.h"

enum { WORKER_CACHE_SLOTS = 32, WORKER_CACHE_LARGEST = 16 * 1024 };

struct worker_cache {
    struct cache *cache;
    uint64_t generation;
    unsigned finds;
    struct cache_item *slots[WORKER_CACHE_SLOTS];
    struct cache_item *large; /* the last one found that is too large for a slot */
};

void worker_cache_init(struct worker_cache *worker_cache, struct cache *cache);
void worker_cache_release(struct worker_cache *worker_cache);

/* The item of `key`, as cache_find, but borrowed until the next call here. */
struct cache_item *worker_cache_find(struct worker_cache *worker_cache, struct slice key);

#endif
