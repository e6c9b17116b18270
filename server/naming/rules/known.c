/* What a document teaches of its words: an open table that is emptied for the next. */
#include "naming/rules/rule.h"

#include <stdlib.h>

void known_init(struct known_words *known)
{
    *known = (struct known_words){.at = NULL};
}

void known_release(struct known_words *known)
{
    free(known->at);
    known_init(known);
}

void known_clear(struct known_words *known)
{
    enum { LONG = 16 * 1024 }; /* few documents teach more: it is not swept for others */
    if (known->size > LONG)
        known_release(known);
    if (known->count > 0)
        memset(known->at, 0, known->size * sizeof(*known->at));
    known->count = 0;
}

static struct known *slot_of(const struct known_words *known, uint64_t key)
{
    size_t slot = (size_t)(key ^ (key >> 31)) & (known->size - 1);
    while (known->at[slot].flags != 0 && known->at[slot].key != key)
        slot = (slot + 1) & (known->size - 1);
    return &known->at[slot];
}

const struct known *known_find(const struct known_words *known, uint64_t key)
{
    if (known->count == 0)
        return NULL;
    const struct known *found = slot_of(known, key);
    return found->flags ? found : NULL;
}

static bool make_room(struct known_words *known)
{
    if (known->count * 2 < known->size)
        return true;
    struct known_words grown = {.size = known->size ? known->size * 2 : 256};
    grown.at = calloc(grown.size, sizeof(*grown.at));
    if (!grown.at)
        return false;
    for (size_t i = 0; i < known->size; i++)
        if (known->at[i].flags)
            *slot_of(&grown, known->at[i].key) = known->at[i];
    grown.count = known->count;
    free(known->at);
    *known = grown;
    return true;
}

/* Whoever takes a new one sets a flag, or it counts as free. */
struct known *known_take(struct known_words *known, uint64_t key)
{
    if (!make_room(known))
        return NULL;
    struct known *taken = slot_of(known, key);
    known->count += taken->flags == 0;
    taken->key = key;
    return taken;
}
