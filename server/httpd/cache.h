/* A cache of finished answers, bounded in bytes.
 *
 * A key is the bytes that tell one answer from another (target, newline, Accept); a
 * value is an object of the caller's, with a function that destroys it, what it costs in
 * bytes and its ETag. Whoever finds an item holds it until cache_unref, even when it is
 * evicted meanwhile; the last to let go destroys the value. All functions may be called
 * from any thread, but cache_new and cache_free, and accept a NULL cache, which keeps
 * nothing.
 *
 * What is dropped first is what was not asked for since the hand of a clock last passed
 * (second chance). A full cache takes in only what is offered for the second time. */
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

/* Its value, its ETag (terminated by NUL; empty when it has none), its bytes in all, and
 * whether it is the one of `key`. */
void *cache_value(const struct cache_item *item);
struct slice cache_etag(const struct cache_item *item);
size_t cache_cost(const struct cache_item *item);
bool cache_matches(const struct cache_item *item, uint64_t hash, struct slice key);

/* One hold more on an item that is held already. */
void cache_ref(struct cache_item *item);

/* Lets go of an item. NULL is let through. */
void cache_unref(struct cache_item *item);

/* Keeps what is offered, in place of what had the same key, and returns the item, held
 * for the caller; it owns the value then. NULL, and the value stays the caller's: larger
 * than a sixteenth of the cache, begun before the last cache_clear, new to a full cache,
 * or out of memory. */
struct cache_item *cache_insert(struct cache *cache, const struct cache_offer *offer);

/* Drops everything, and whatever is offered later but was begun before. */
void cache_clear(struct cache *cache);
uint64_t cache_generation(struct cache *cache);

/* Bytes kept now. */
size_t cache_used(struct cache *cache);

#endif
