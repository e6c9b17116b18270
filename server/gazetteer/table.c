/* The gazetteer's table: keys of phrases lead to their names, with a Bloom filter in
 * front for the many phrases that are no name. */
#include "internal.h"

#include <stdlib.h>

enum { BLOOM_SLOTS = 8 }; /* slots of the table for a word of the Bloom filter */

enum fault gazetteer_no_memory(struct fault_detail *detail)
{
    return fault_set(detail, FAULT_MEMORY, "not enough memory for the lists of names");
}

bool gazetteer_put_key(struct gazetteer *gazetteer, const struct name_token *tokens,
                       size_t count, const struct gazetteer_name *name)
{
    uint64_t key = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            if (!array_room(&gazetteer->prefixes, gazetteer->prefix_count,
                            &gazetteer->prefix_room, sizeof(*gazetteer->prefixes)))
                return false;
            gazetteer->prefixes[gazetteer->prefix_count++] = key;
        }
        key = phrase_key(key, &tokens[i]);
    }
    if (count == 0)
        return true;
    size_t room = gazetteer->name_room;
    if (!array_room(&gazetteer->name_keys, gazetteer->name_count, &room,
                    sizeof(*gazetteer->name_keys)) ||
        !array_room(&gazetteer->names, gazetteer->name_count, &gazetteer->name_room,
                    sizeof(*gazetteer->names)))
        return false;
    gazetteer->name_keys[gazetteer->name_count] = key;
    gazetteer->names[gazetteer->name_count++] = *name;
    return true;
}

static struct gazetteer_slot *slot_of(const struct gazetteer *gazetteer, uint64_t key)
{
    size_t mask = gazetteer->table_size - 1;
    size_t slot = (size_t)(key ^ (key >> 32)) & mask;
    while (gazetteer->table[slot].key != 0 && gazetteer->table[slot].key != key)
        slot = (slot + 1) & mask;
    return &gazetteer->table[slot];
}

static bool take_table(struct gazetteer *gazetteer)
{
    size_t most = gazetteer->prefix_count, size = 64;
    for (size_t i = 0; i < gazetteer->name_count; i++)
        most += (gazetteer->names[i].flags & NAME_LAST) != 0;
    while (size * 8 / 10 < most)
        size *= 2;
    gazetteer->table = calloc(size, sizeof(*gazetteer->table));
    gazetteer->bloom = calloc(size / BLOOM_SLOTS, sizeof(*gazetteer->bloom));
    gazetteer->table_size = size;
    return gazetteer->table && gazetteer->bloom;
}

/* The bit of a key, and in `word` the word of the Bloom filter that holds it. */
static uint64_t bloom_bit(const struct gazetteer *gazetteer, uint64_t key, size_t *word)
{
    *word = (size_t)(key >> 17) & (gazetteer->table_size / BLOOM_SLOTS - 1);
    return UINT64_C(1) << (key >> 58);
}

static void bloom_add(struct gazetteer *gazetteer, uint64_t key)
{
    size_t word;
    uint64_t bit = bloom_bit(gazetteer, key, &word);
    gazetteer->bloom[word] |= bit;
}

static void fill_table(struct gazetteer *gazetteer)
{
    for (size_t i = 0; i < gazetteer->name_count; i++) {
        uint32_t scope = gazetteer->entities[gazetteer->names[i].entity].scope;
        struct gazetteer_slot *slot = slot_of(gazetteer, gazetteer->name_keys[i]);
        bloom_add(gazetteer, gazetteer->name_keys[i]);
        if (slot->key == 0)
            *slot = (struct gazetteer_slot){gazetteer->name_keys[i], (uint32_t)i, scope};
        else if (slot->scope != scope)
            slot->scope = 0;
    }
    for (size_t i = 0; i < gazetteer->prefix_count; i++) {
        struct gazetteer_slot *slot = slot_of(gazetteer, gazetteer->prefixes[i]);
        bloom_add(gazetteer, gazetteer->prefixes[i]);
        if (slot->key == 0)
            *slot = (struct gazetteer_slot){gazetteer->prefixes[i], PHRASE_NAMES, 0};
        slot->value |= PHRASE_GOES_ON;
    }
}

bool gazetteer_make_table(struct gazetteer *gazetteer)
{
    bool good = take_table(gazetteer);
    if (good)
        fill_table(gazetteer);
    return good;
}

/* The slot of a phrase that is a name, or NULL. */
static const struct gazetteer_slot *find(const struct gazetteer *gazetteer,
                                         uint64_t phrase, bool *goes_on)
{
    size_t word;
    uint64_t bit = bloom_bit(gazetteer, phrase, &word);
    *goes_on = false;
    if (!(gazetteer->bloom[word] & bit))
        return NULL;
    const struct gazetteer_slot *slot = slot_of(gazetteer, phrase);
    if (slot->key == 0)
        return NULL;
    *goes_on = (slot->value & PHRASE_GOES_ON) != 0;
    return (slot->value & PHRASE_NAMES) == PHRASE_NAMES ? NULL : slot;
}

const struct gazetteer_name *gazetteer_lookup(const struct gazetteer *gazetteer,
                                              uint64_t phrase, bool *goes_on)
{
    const struct gazetteer_slot *slot = find(gazetteer, phrase, goes_on);
    return slot ? &gazetteer->names[slot->value & PHRASE_NAMES] : NULL;
}

const struct gazetteer_name *gazetteer_lookup_in(const struct gazetteer *gazetteer,
                                                 uint32_t scope, uint64_t phrase,
                                                 bool *goes_on)
{
    const struct gazetteer_slot *slot = find(gazetteer, phrase, goes_on);
    if (!slot || (slot->scope != 0 && slot->scope != scope))
        return NULL;
    return &gazetteer->names[slot->value & PHRASE_NAMES];
}

size_t gazetteer_bytes(const struct gazetteer *gazetteer)
{
    return sizeof(*gazetteer) + gazetteer->entity_room * sizeof(*gazetteer->entities) +
           gazetteer->name_count * sizeof(*gazetteer->names) +
           gazetteer->office_room * sizeof(*gazetteer->offices) +
           gazetteer->government_room * sizeof(*gazetteer->governments) +
           gazetteer->table_size * sizeof(*gazetteer->table) +
           gazetteer->table_size / BLOOM_SLOTS * sizeof(uint64_t);
}
