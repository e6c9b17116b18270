/* What one worker has just found in the cache, found again without a lock.
 *
 * It belongs to one thread, holds few items and only small ones for longer than a
 * request, and is emptied when the cache forgets. */
#ifndef CHANCERY_HTTPD_CACHE_RECENT_H
#define CHANCERY_HTTPD_CACHE_RECENT_H

#include "cache.h"

enum { RECENT_SLOTS = 32, RECENT_LARGEST = 16 * 1024 };

struct recent {
    struct cache *cache;
    uint64_t generation;
    unsigned finds;
    struct cache_item *slots[RECENT_SLOTS];
    struct cache_item *large; /* the last one that was too large for a slot */
};

void recent_init(struct recent *recent, struct cache *cache);
void recent_release(struct recent *recent);

/* The item of `key`, as cache_find, but borrowed until the next call here. */
struct cache_item *recent_find(struct recent *recent, struct slice key);

#endif
