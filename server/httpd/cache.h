/* A cache of finished answers, bounded in bytes.
 *
 * A key is the bytes that distinguish answers (target, newline, Accept); a value is an
 * object of the caller's, with its ETag, its cost in bytes and a function that destroys
 * it. An item that is found is held until cache_unref, even when it is evicted meanwhile;
 * the last reference destroys the value. All functions but cache_new and cache_free may
 * be called from any thread, and accept a NULL cache, which keeps nothing.
 *
 * Eviction is CLOCK (second chance): the hand takes the first item that was not found
 * since it last passed. A full cache admits only what is offered for the second time. */
#ifndef CHANCERY_HTTPD_CACHE_H
#define CHANCERY_HTTPD_CACHE_H

#include "base/slice.h"
#include <stdint.h>

struct cache;
struct cache_item;

typedef void cache_destroy(void *value);

struct cache_offer {
    struct slice key, etag; /* copied */
    void *value;
    cache_destroy *destroy;
    size_t cost;         /* bytes of the value; the cache adds its own */
    uint64_t generation; /* cache_generation() from before the answer was begun */
};

/* NULL when memory ran out, or when `bytes` is 0. */
struct cache *cache_new(size_t bytes);
void cache_free(struct cache *cache);

uint64_t cache_hash(struct slice key);

/* The item of `key`, whose hash is `hash`, held for the caller; NULL when there is none.
 */
struct cache_item *cache_find(struct cache *cache, uint64_t hash, struct slice key);

/* Of an item: its value, its ETag (with a NUL after it; empty when it has none), its
 * bytes in all, and whether it is that of `key`. */
void *cache_value(const struct cache_item *item);
struct slice cache_etag(const struct cache_item *item);
size_t cache_cost(const struct cache_item *item);
bool cache_matches(const struct cache_item *item, uint64_t hash, struct slice key);

/* One more reference to an item that is held already. */
void cache_ref(struct cache_item *item);

/* Gives a reference up. NULL is allowed. */
void cache_unref(struct cache_item *item);

/* Inserts what is offered, instead of an item with the same key, and returns its item,
 * held for the caller; it owns the value then. NULL, and the value stays the caller's,
 * when it is larger than a sixteenth of the cache, was begun before the last cache_clear,
 * is offered to a full cache for the first time, or memory ran out. */
struct cache_item *cache_insert(struct cache *cache, const struct cache_offer *offer);

/* Drops all items, and from then on what was begun before. */
void cache_clear(struct cache *cache);
uint64_t cache_generation(struct cache *cache);

/* Bytes of all items. */
size_t cache_used(struct cache *cache);

#endif
