/* A map from 64-bit keys, or from texts, to numbers.
 *
 * A map that is all zero is empty; its memory comes from malloc, and map_release frees
 * it. When `arena` is set first, the memory comes from there, and needs no release. Texts
 * stay the caller's and must outlive the map; each is shorter than 4 GiB. A map has keys
 * of one sort, numbers or texts, and belongs to one thread; several may read it at once
 * while none changes it. Single keys cannot be removed.
 *
 *     uint32_t *number = map_take(&map, key);
 *     if (!number)
 *         return fault_memory(detail);
 *     if (*number == MAP_NONE)
 *         *number = count++; // it is new */
#ifndef CHANCERY_BASE_MAP_H
#define CHANCERY_BASE_MAP_H

#include "base/slice.h"

/* The number of a key that has none. */
#define MAP_NONE UINT32_MAX

struct arena;

struct map_slot {
    uint64_t key;     /* of a text: its hash */
    const char *text; /* NULL: the slot is free */
    uint32_t len, number;
};

struct map {
    struct arena *arena; /* or NULL */
    struct map_slot *slots;
    size_t room, count; /* slots, a power of two or 0; keys */
};

/* Frees the memory; the map is empty then, and may be filled again. */
void map_release(struct map *map);

/* Removes all keys and keeps the memory. Takes time in proportion to `room`. */
void map_clear(struct map *map);

/* Memory for `more` new keys: as many calls of map_take will not fail. False when memory
 * ran out (noted as in shortage.h); then all is as before. */
bool map_reserve(struct map *map, size_t more);

/* The number of `key`, or MAP_NONE. */
uint32_t map_find(const struct map *map, uint64_t key);
uint32_t map_find_text(const struct map *map, struct slice text);

/* Finds or adds `key`, and returns the address of its number, valid until the next take:
 * MAP_NONE when the key is new. NULL when memory ran out; then all is as before. */
uint32_t *map_take(struct map *map, uint64_t key);
uint32_t *map_take_text(struct map *map, struct slice text);

#endif
