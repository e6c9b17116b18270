/* The gazetteer's table: from phrases to their names, behind a sieve. */
#include "gazetteer/names.h"

#include <stdlib.h>

enum { SIEVE_PLACES = 8 }; /* of the table, to a word of the sieve */

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
    size_t most = gazetteer->begin_count, size = 64;
    for (size_t i = 0; i < gazetteer->name_count; i++)
        most += (gazetteer->names[i].flags & NAME_LAST) != 0;
    while (size * 8 / 10 < most)
        size *= 2;
    gazetteer->table = calloc(size, sizeof(*gazetteer->table));
    gazetteer->bloom = calloc(size / SIEVE_PLACES, sizeof(*gazetteer->bloom));
    gazetteer->table_size = size;
    return gazetteer->table && gazetteer->bloom;
}

/* The bit of a key, in the word of the sieve that `word` gets. */
static uint64_t sieve_bit(const struct gazetteer *gazetteer, uint64_t key, size_t *word)
{
    *word = (size_t)(key >> 17) & (gazetteer->table_size / SIEVE_PLACES - 1);
    return UINT64_C(1) << (key >> 58);
}

static void put_in_sieve(struct gazetteer *gazetteer, uint64_t key)
{
    size_t word;
    uint64_t bit = sieve_bit(gazetteer, key, &word);
    gazetteer->bloom[word] |= bit;
}

static void fill_table(struct gazetteer *gazetteer)
{
    for (size_t i = 0; i < gazetteer->name_count; i++) {
        uint32_t scope = gazetteer->entities[gazetteer->names[i].entity].scope;
        struct gazetteer_slot *slot = slot_of(gazetteer, gazetteer->name_keys[i]);
        put_in_sieve(gazetteer, gazetteer->name_keys[i]);
        if (slot->key == 0)
            *slot = (struct gazetteer_slot){gazetteer->name_keys[i], (uint32_t)i, scope};
        else if (slot->scope != scope)
            slot->scope = 0;
    }
    for (size_t i = 0; i < gazetteer->begin_count; i++) {
        struct gazetteer_slot *slot = slot_of(gazetteer, gazetteer->begins[i]);
        put_in_sieve(gazetteer, gazetteer->begins[i]);
        if (slot->key == 0)
            *slot = (struct gazetteer_slot){gazetteer->begins[i], PHRASE_NAMES, 0};
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

/* Its place, or NULL. */
static const struct gazetteer_slot *find(const struct gazetteer *gazetteer,
                                         uint64_t phrase, bool *goes_on)
{
    size_t word;
    uint64_t bit = sieve_bit(gazetteer, phrase, &word);
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
           gazetteer->rule_room * sizeof(*gazetteer->rules) +
           gazetteer->table_size * sizeof(*gazetteer->table) +
           gazetteer->table_size / SIEVE_PLACES * sizeof(uint64_t);
}
