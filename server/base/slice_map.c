/* A map from slices to numbers: linear probing, at most two thirds full. */
#include "base/slice_map.h"

#include <stdlib.h>
#include <xxhash.h>

void slice_map_release(struct slice_map *map)
{
    free(map->slots);
    *map = (struct slice_map){0};
}

static struct slice_map_slot *slot_of(const struct slice_map *map, struct slice key)
{
    size_t i = (size_t)XXH3_64bits(key.at, key.len) & (map->room - 1);
    for (;; i = (i + 1) & (map->room - 1)) {
        struct slice_map_slot *slot = &map->slots[i];
        if (!slot->at || slice_equal((struct slice){slot->at, slot->len}, key))
            return slot;
    }
}

uint32_t slice_map_find(const struct slice_map *map, struct slice key)
{
    if (!map->room || !key.len)
        return SLICE_MAP_NONE;
    const struct slice_map_slot *slot = slot_of(map, key);
    return slot->at ? slot->number : SLICE_MAP_NONE;
}

static bool grow(struct slice_map *map)
{
    struct slice_map larger = {.room = map->room ? map->room * 2 : 64,
                               .count = map->count};
    larger.slots = calloc(larger.room, sizeof(*larger.slots));
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < map->room; i++)
        if (map->slots[i].at)
            *slot_of(&larger, (struct slice){map->slots[i].at, map->slots[i].len}) =
                map->slots[i];
    free(map->slots);
    *map = larger;
    return true;
}

bool slice_map_put(struct slice_map *map, struct slice key, uint32_t number)
{
    if ((map->count + 1) * 3 > map->room * 2 && !grow(map))
        return false;
    *slot_of(map, key) = (struct slice_map_slot){key.at, (uint32_t)key.len, number};
    map->count++;
    return true;
}
