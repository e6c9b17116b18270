/* A shard of the cache: a hash table with chains, and the ring of CLOCK. */
#include "cache_shard.h"

struct cache_item **shard_slot(struct cache_shard *shard, uint64_t hash, struct slice key)
{
    struct cache_item **slot = &shard->buckets[hash & shard->mask];
    while (*slot && !((*slot)->hash == hash &&
                      slice_equal((struct slice){(*slot)->text, (*slot)->key_len}, key)))
        slot = &(*slot)->chain;
    return slot;
}

struct cache_item *shard_unlink(struct cache_shard *shard, struct cache_item **slot)
{
    struct cache_item *item = *slot;
    *slot = item->chain;
    item->next->prev = item->prev;
    item->prev->next = item->next;
    if (shard->hand == item)
        shard->hand = item->next == item ? NULL : item->next;
    shard->used -= item->cost;
    return item;
}

void shard_link(struct cache_shard *shard, struct cache_item **slot,
                struct cache_item *item)
{
    item->chain = NULL;
    *slot = item;
    if (shard->hand) { /* just before the hand: the last that it comes to */
        item->next = shard->hand;
        item->prev = shard->hand->prev;
        item->prev->next = item->next->prev = item;
    } else {
        shard->hand = item->next = item->prev = item;
    }
    shard->used += item->cost;
}

struct cache_item *shard_evict(struct cache_shard *shard)
{
    while (shard->hand->referenced) {
        shard->hand->referenced = false;
        shard->hand = shard->hand->next;
    }
    struct cache_item *item = shard->hand;
    struct slice key = {item->text, item->key_len};
    return shard_unlink(shard, shard_slot(shard, item->hash, key));
}
