/* What a document teaches of its words: an open table that is emptied for the next. */
#include "naming/rules/rule.h"

#include <stdlib.h>

void learned_words_init(struct learned_words *learned)
{
    *learned = (struct learned_words){.at = NULL};
}

void learned_words_release(struct learned_words *learned)
{
    free(learned->at);
    learned_words_init(learned);
}

void learned_words_clear(struct learned_words *learned)
{
    enum { LONG = 16 * 1024 }; /* few documents teach more: it is not swept for others */
    if (learned->size > LONG)
        learned_words_release(learned);
    if (learned->count > 0)
        memset(learned->at, 0, learned->size * sizeof(*learned->at));
    learned->count = 0;
}

static struct learned_word *slot_of(const struct learned_words *learned, uint64_t key)
{
    size_t slot = (size_t)(key ^ (key >> 31)) & (learned->size - 1);
    while (learned->at[slot].flags != 0 && learned->at[slot].key != key)
        slot = (slot + 1) & (learned->size - 1);
    return &learned->at[slot];
}

const struct learned_word *learned_words_find(const struct learned_words *learned,
                                              uint64_t key)
{
    if (learned->count == 0)
        return NULL;
    const struct learned_word *found = slot_of(learned, key);
    return found->flags ? found : NULL;
}

static bool make_room(struct learned_words *learned)
{
    if (learned->count * 2 < learned->size)
        return true;
    struct learned_words grown = {.size = learned->size ? learned->size * 2 : 256};
    grown.at = calloc(grown.size, sizeof(*grown.at));
    if (!grown.at)
        return false;
    for (size_t i = 0; i < learned->size; i++)
        if (learned->at[i].flags)
            *slot_of(&grown, learned->at[i].key) = learned->at[i];
    grown.count = learned->count;
    free(learned->at);
    *learned = grown;
    return true;
}

/* Whoever takes a new one sets a flag, or it counts as free. */
struct learned_word *learned_words_take(struct learned_words *learned, uint64_t key)
{
    if (!make_room(learned))
        return NULL;
    struct learned_word *taken = slot_of(learned, key);
    learned->count += taken->flags == 0;
    taken->key = key;
    return taken;
}
