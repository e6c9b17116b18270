/* A map from slices to numbers, open-addressed. The slices stay the caller's. */
#ifndef CHANCERY_BASE_SLICE_MAP_H
#define CHANCERY_BASE_SLICE_MAP_H

#include "base/slice.h"
#include <stdint.h>

#define SLICE_MAP_NONE UINT32_MAX

struct slice_map_slot {
    const char *at;
    uint32_t len, number;
};

struct slice_map {
    struct slice_map_slot *slots;
    size_t room, count;
};

void slice_map_release(struct slice_map *map); /* of a zeroed map, or a filled one */

/* The number that was put for `key`, or SLICE_MAP_NONE. */
uint32_t slice_map_find(const struct slice_map *map, struct slice key);

/* False when memory ran out. `key` must not be there yet. */
bool slice_map_put(struct slice_map *map, struct slice key, uint32_t number);

#endif
