/* The cache of a worker: a direct-mapped table of items that it holds. */
#include "worker_cache.h"

/* Of so many finds one asks the cache itself, which marks the item as in use (CLOCK). */
enum { REFRESH_EVERY = 64 };

void worker_cache_init(struct worker_cache *worker_cache, struct cache *cache)
{
    *worker_cache =
        (struct worker_cache){.cache = cache, .generation = cache_generation(cache)};
}

void worker_cache_release(struct worker_cache *worker_cache)
{
    for (size_t i = 0; i < WORKER_CACHE_SLOTS; i++) {
        cache_unref(worker_cache->slots[i]);
        worker_cache->slots[i] = NULL;
    }
    cache_unref(worker_cache->large);
    worker_cache->large = NULL;
}

struct cache_item *worker_cache_find(struct worker_cache *worker_cache, struct slice key)
{
    uint64_t generation = cache_generation(worker_cache->cache);
    if (generation != worker_cache->generation) {
        worker_cache_release(worker_cache);
        worker_cache->generation = generation;
    }
    uint64_t hash = cache_hash(key);
    struct cache_item **slot = &worker_cache->slots[hash % WORKER_CACHE_SLOTS];
    if (*slot && cache_matches(*slot, hash, key) && ++worker_cache->finds % REFRESH_EVERY)
        return *slot;
    struct cache_item *item = cache_find(worker_cache->cache, hash, key);
    if (!item)
        return NULL;
    if (cache_cost(item) > WORKER_CACHE_LARGEST)
        slot = &worker_cache->large;
    cache_unref(*slot);
    *slot = item;
    return item;
}
