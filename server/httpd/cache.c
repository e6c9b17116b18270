/* The cache: sixteen shards, and the admission of items. */
#include "cache_shard.h"

#include <stdlib.h>
#include <xxhash.h>

/* A shard holds a sixteenth of the bytes, which is the limit of an item too. */
enum { SHARDS = 16, TYPICAL_ITEM = 2048, MOST_BUCKETS = 1 << 20, OFFER_MARKS = 1 << 15 };

struct cache {
    _Atomic uint16_t offered[OFFER_MARKS]; /* of keys that a full cache was offered */
    size_t shard_bytes;
    _Atomic uint64_t generation;
    struct cache_shard shards[SHARDS];
};

static size_t bucket_count(size_t shard_bytes)
{
    size_t count = 64;
    while (count < shard_bytes / TYPICAL_ITEM && count < MOST_BUCKETS)
        count *= 2;
    return count;
}

struct cache *cache_new(size_t bytes)
{
    size_t size = (sizeof(struct cache) + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
    struct cache *cache = bytes ? aligned_alloc(CACHE_LINE, size) : NULL;
    if (!cache)
        return NULL;
    memset(cache, 0, sizeof(*cache));
    cache->shard_bytes = bytes / SHARDS;
    size_t buckets = bucket_count(cache->shard_bytes);
    bool whole = true;
    for (size_t i = 0; i < SHARDS; i++) {
        struct cache_shard *shard = &cache->shards[i];
        pthread_mutex_init(&shard->lock, NULL);
        shard->mask = buckets - 1;
        shard->buckets = calloc(buckets, sizeof(*shard->buckets));
        whole = whole && shard->buckets;
    }
    if (whole)
        return cache;
    cache_free(cache);
    return NULL;
}

void cache_unref(struct cache_item *item)
{
    if (!item ||
        atomic_fetch_sub_explicit(&item->references, 1, memory_order_acq_rel) > 1)
        return;
    item->destroy(item->value);
    free(item);
}

void cache_ref(struct cache_item *item)
{
    atomic_fetch_add_explicit(&item->references, 1, memory_order_relaxed);
}

uint64_t cache_hash(struct slice key)
{
    return XXH3_64bits(key.at, key.len);
}

bool cache_matches(const struct cache_item *item, uint64_t hash, struct slice key)
{
    return item->hash == hash &&
           slice_equal((struct slice){item->text, item->key_len}, key);
}

static struct cache_shard *shard_of(struct cache *cache, uint64_t hash)
{
    return &cache->shards[hash >> 60];
}

void cache_free(struct cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < SHARDS; i++) {
        struct cache_shard *shard = &cache->shards[i];
        while (shard->hand)
            cache_unref(shard_evict(shard));
        free(shard->buckets);
        pthread_mutex_destroy(&shard->lock);
    }
    free(cache);
}

struct cache_item *cache_find(struct cache *cache, uint64_t hash, struct slice key)
{
    if (!cache)
        return NULL;
    struct cache_shard *shard = shard_of(cache, hash);
    pthread_mutex_lock(&shard->lock);
    struct cache_item *item = *shard_slot(shard, hash, key);
    if (item) {
        item->referenced = true;
        cache_ref(item);
    }
    pthread_mutex_unlock(&shard->lock);
    return item;
}

size_t cache_cost(const struct cache_item *item)
{
    return item->cost;
}

void *cache_value(const struct cache_item *item)
{
    return item->value;
}

struct slice cache_etag(const struct cache_item *item)
{
    return (struct slice){item->text + item->key_len, item->etag_len};
}

/* An item with two references: the table and the caller. */
static struct cache_item *item_new(const struct cache_offer *offer, size_t size)
{
    struct cache_item *item = malloc(size);
    if (!item)
        return NULL;
    *item = (struct cache_item){
        .hash = cache_hash(offer->key),
        .cost = size + offer->cost,
        .value = offer->value,
        .destroy = offer->destroy,
        .key_len = (uint32_t)offer->key.len,
        .etag_len = (uint32_t)offer->etag.len,
    };
    atomic_init(&item->references, 2);
    memcpy(item->text, offer->key.at, offer->key.len);
    if (offer->etag.len)
        memcpy(item->text + offer->key.len, offer->etag.at, offer->etag.len);
    item->text[offer->key.len + offer->etag.len] = '\0';
    return item;
}

/* Was it offered before, not long ago? Most of what a harvester or a crawler asks for is
 * asked for only once, and should not evict what others ask for again. */
static bool was_offered_before(struct cache *cache, uint64_t hash)
{
    uint16_t mark = (uint16_t)(hash >> 40 | 1);
    return atomic_exchange_explicit(&cache->offered[hash % OFFER_MARKS], mark,
                                    memory_order_relaxed) == mark;
}

/* Inserts `item`; what it replaces is in `evicted`, chained. False when the cache was
 * cleared since it was begun, or is full and is offered it for the first time. */
static bool admit(struct cache *cache, struct cache_item *item, uint64_t generation,
                  struct cache_item **evicted)
{
    struct slice key = {item->text, item->key_len};
    struct cache_shard *shard = shard_of(cache, item->hash);
    *evicted = NULL;
    pthread_mutex_lock(&shard->lock);
    bool room = shard->used + item->cost <= cache->shard_bytes;
    bool admitted = generation == atomic_load(&cache->generation) &&
                    (room || was_offered_before(cache, item->hash));
    if (admitted) {
        struct cache_item **slot = shard_slot(shard, item->hash, key);
        if (*slot)
            *evicted = shard_unlink(shard, slot);
        if (*evicted)
            (*evicted)->chain = NULL;
        while (shard->used + item->cost > cache->shard_bytes) {
            struct cache_item *old = shard_evict(shard);
            old->chain = *evicted;
            *evicted = old;
        }
        shard_link(shard, shard_slot(shard, item->hash, key), item);
    }
    pthread_mutex_unlock(&shard->lock);
    return admitted;
}

static void unref_chain(struct cache_item *item)
{
    while (item) {
        struct cache_item *next = item->chain;
        cache_unref(item);
        item = next;
    }
}

struct cache_item *cache_insert(struct cache *cache, const struct cache_offer *offer)
{
    if (!cache || offer->key.len > UINT16_MAX || offer->etag.len > UINT16_MAX)
        return NULL;
    size_t size = sizeof(struct cache_item) + offer->key.len + offer->etag.len + 1;
    if (offer->cost > cache->shard_bytes || size > cache->shard_bytes - offer->cost)
        return NULL;
    struct cache_item *item = item_new(offer, size);
    if (!item)
        return NULL;
    struct cache_item *evicted;
    if (!admit(cache, item, offer->generation, &evicted)) {
        free(item);
        return NULL;
    }
    unref_chain(evicted);
    return item;
}

void cache_clear(struct cache *cache)
{
    if (!cache)
        return;
    /* Before, so that no answer from the old data is inserted; and again after, so that
     * workers drop what they find meanwhile (worker_cache.c). */
    atomic_fetch_add(&cache->generation, 1);
    for (size_t i = 0; i < SHARDS; i++) {
        struct cache_shard *shard = &cache->shards[i];
        struct cache_item *evicted = NULL;
        pthread_mutex_lock(&shard->lock);
        while (shard->hand) {
            struct cache_item *item = shard_evict(shard);
            item->chain = evicted;
            evicted = item;
        }
        pthread_mutex_unlock(&shard->lock);
        unref_chain(evicted);
    }
    atomic_fetch_add(&cache->generation, 1);
}

uint64_t cache_generation(struct cache *cache)
{
    return cache ? atomic_load(&cache->generation) : 0;
}

size_t cache_used(struct cache *cache)
{
    size_t used = 0;
    for (size_t i = 0; cache && i < SHARDS; i++) {
        pthread_mutex_lock(&cache->shards[i].lock);
        used += cache->shards[i].used;
        pthread_mutex_unlock(&cache->shards[i].lock);
    }
    return used;
}
