/* A map: open addressing with linear probing, at most two thirds full. */
#include "base/map.h"
#include "base/arena.h"
#include "base/shortage.h"

#include <stdlib.h>
#include <xxhash.h>

enum { FIRST_ROOM = 64 };

/* The text of every key that is a number. */
static const struct slice NO_TEXT = {"", 0};

void map_release(struct map *map)
{
    if (!map->arena)
        free(map->slots);
    *map = (struct map){.arena = map->arena};
}

void map_clear(struct map *map)
{
    if (map->count)
        memset(map->slots, 0, map->room * sizeof(*map->slots));
    map->count = 0;
}

/* The slot of the key, or the free one where it belongs; there is always a free one. */
static struct map_slot *slot_of(const struct map *map, uint64_t key, struct slice text)
{
    size_t i = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (map->room - 1);
    for (;; i = (i + 1) & (map->room - 1)) {
        struct map_slot *slot = &map->slots[i];
        if (!slot->text || (slot->key == key &&
                            slice_equal((struct slice){slot->text, slot->len}, text)))
            return slot;
    }
}

static bool resize(struct map *map, size_t room)
{
    struct map larger = {.room = room};
    larger.slots = map->arena ? arena_take_array(map->arena, room, sizeof(*larger.slots))
                              : calloc(room, sizeof(*larger.slots));
    if (!larger.slots) {
        shortage_note();
        return false;
    }
    for (size_t i = 0; i < map->room; i++) {
        const struct map_slot *slot = &map->slots[i];
        if (slot->text)
            *slot_of(&larger, slot->key, (struct slice){slot->text, slot->len}) = *slot;
    }
    if (!map->arena)
        free(map->slots);
    map->slots = larger.slots;
    map->room = room;
    return true;
}

bool map_reserve(struct map *map, size_t more)
{
    size_t room = map->room ? map->room : FIRST_ROOM;
    if (more > SIZE_MAX / 64 - map->count)
        return false;
    while ((map->count + more) * 3 > room * 2)
        room *= 2;
    return room == map->room || resize(map, room);
}

static uint32_t find(const struct map *map, uint64_t key, struct slice text)
{
    const struct map_slot *slot = map->count ? slot_of(map, key, text) : NULL;
    return slot && slot->text ? slot->number : MAP_NONE;
}

static uint32_t *take(struct map *map, uint64_t key, struct slice text)
{
    struct map_slot *slot = map->room ? slot_of(map, key, text) : NULL;
    if (slot && slot->text)
        return &slot->number;
    if (!map_reserve(map, 1))
        return NULL;
    slot = slot_of(map, key, text); /* in the new slots, if it grew */
    *slot = (struct map_slot){key, text.at, (uint32_t)text.len, MAP_NONE};
    map->count++;
    return &slot->number;
}

uint32_t map_find(const struct map *map, uint64_t key)
{
    return find(map, key, NO_TEXT);
}

uint32_t *map_take(struct map *map, uint64_t key)
{
    return take(map, key, NO_TEXT);
}

uint32_t map_find_text(const struct map *map, struct slice text)
{
    text = text.len ? text : NO_TEXT;
    return map->count ? find(map, XXH3_64bits(text.at, text.len), text) : MAP_NONE;
}

uint32_t *map_take_text(struct map *map, struct slice text)
{
    text = text.len ? text : NO_TEXT;
    return take(map, XXH3_64bits(text.at, text.len), text);
}
