/* What one worker has just found: a table with one place for each hash. */
#include "cache_recent.h"

/* Every so often the cache itself is asked, so that it sees what is in demand. */
enum { ASK_EVERY = 64 };

void recent_init(struct recent *recent, struct cache *cache)
{
    *recent = (struct recent){.cache = cache, .generation = cache_generation(cache)};
}

void recent_release(struct recent *recent)
{
    for (size_t i = 0; i < RECENT_SLOTS; i++) {
        cache_give(recent->slots[i]);
        recent->slots[i] = NULL;
    }
    cache_give(recent->large);
    recent->large = NULL;
}

struct cache_item *recent_find(struct recent *recent, struct slice key)
{
    uint64_t generation = cache_generation(recent->cache);
    if (generation != recent->generation) {
        recent_release(recent);
        recent->generation = generation;
    }
    uint64_t hash = cache_hash(key);
    struct cache_item **slot = &recent->slots[hash % RECENT_SLOTS];
    if (*slot && cache_is(*slot, hash, key) && ++recent->finds % ASK_EVERY)
        return *slot;
    struct cache_item *item = cache_find(recent->cache, hash, key);
    if (!item)
        return NULL;
    if (cache_cost(item) > RECENT_LARGEST)
        slot = &recent->large;
    cache_give(*slot);
    *slot = item;
    return item;
}
