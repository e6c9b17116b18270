/* A shard of the cache: from a key to its item, and which item goes first. */
#include "cache_shard.h"

struct cache_item **shard_place(struct shard *shard, uint64_t hash, struct slice key)
{
    struct cache_item **place = &shard->buckets[hash & shard->mask];
    while (*place &&
           !((*place)->hash == hash &&
             slice_equal((struct slice){(*place)->text, (*place)->key_len}, key)))
        place = &(*place)->chain;
    return place;
}

struct cache_item *shard_unlink(struct shard *shard, struct cache_item **place)
{
    struct cache_item *item = *place;
    *place = item->chain;
    item->next->prev = item->prev;
    item->prev->next = item->next;
    if (shard->hand == item)
        shard->hand = item->next == item ? NULL : item->next;
    shard->used -= item->cost;
    return item;
}

void shard_link(struct shard *shard, struct cache_item **place, struct cache_item *item)
{
    item->chain = NULL;
    *place = item;
    if (shard->hand) { /* behind the hand: the last to be looked at */
        item->next = shard->hand;
        item->prev = shard->hand->prev;
        item->prev->next = item->next->prev = item;
    } else {
        shard->hand = item->next = item->prev = item;
    }
    shard->used += item->cost;
}

struct cache_item *shard_evict(struct shard *shard)
{
    while (shard->hand->asked) {
        shard->hand->asked = false;
        shard->hand = shard->hand->next;
    }
    struct cache_item *item = shard->hand;
    struct slice key = {item->text, item->key_len};
    return shard_unlink(shard, shard_place(shard, item->hash, key));
}
