/* What one worker has just found in the cache, found again without a lock.
 *
 * It belongs to one thread, holds few items and only small ones for longer than a
 * request, and is emptied when the cache forgets. */
#ifndef CHANCERY_HTTPD_CACHE_RECENT_H
#define CHANCERY_HTTPD_CACHE_RECENT_H

#include "cache.h"

enum { WORKER_CACHE_SLOTS = 32, WORKER_CACHE_LARGEST = 16 * 1024 };

struct worker_cache {
    struct cache *cache;
    uint64_t generation;
    unsigned finds;
    struct cache_item *slots[WORKER_CACHE_SLOTS];
    struct cache_item *large; /* the last one that was too large for a slot */
};

void worker_cache_init(struct worker_cache *worker_cache, struct cache *cache);
void worker_cache_release(struct worker_cache *worker_cache);

/* The item of `key`, as cache_find, but borrowed until the next call here. */
struct cache_item *worker_cache_find(struct worker_cache *worker_cache, struct slice key);

#endif
