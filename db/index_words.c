/* The index in the making: the vocabulary, found by hash. */
#include "index_words.h"

#include <stdlib.h>
#include <xxhash.h>

static bool grow_slots(struct index_writer *index)
{
    size_t count = index->slot_count ? index->slot_count * 2 : 16384;
    uint32_t *slots = calloc(count, sizeof(*slots));
    if (!slots)
        return false;
    for (size_t i = 0; i < index->word_count; i++) {
        size_t at = index->words[i].hash & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = (uint32_t)i + 1;
    }
    free(index->slots);
    index->slots = slots;
    index->slot_count = count;
    return true;
}

static bool grow_words(struct index_writer *index)
{
    size_t room = index->word_room ? index->word_room * 2 : 8192;
    struct index_word *words = realloc(index->words, room * sizeof(*words));
    if (!words)
        return false;
    index->words = words;
    index->word_room = room;
    return true;
}

static bool add(struct index_writer *index, struct slice text, uint64_t hash, size_t slot,
                uint32_t *out)
{
    if (index->word_count == index->word_room && !grow_words(index))
        return false;
    struct slice copy = arena_copy(&index->texts, text);
    if (!copy.at)
        return false;
    *out = (uint32_t)index->word_count++;
    index->words[*out] =
        (struct index_word){.text = copy.at, .len = (uint32_t)copy.len, .hash = hash};
    index->slots[slot] = *out + 1;
    return true;
}

bool index_word_find(struct index_writer *index, struct slice text, uint32_t *out)
{
    if (index->word_count * 2 >= index->slot_count && !grow_slots(index))
        return false;
    uint64_t hash = XXH3_64bits(text.at, text.len);
    size_t at = hash & (index->slot_count - 1);
    for (; index->slots[at]; at = (at + 1) & (index->slot_count - 1)) {
        const struct index_word *word = &index->words[index->slots[at] - 1];
        if (word->hash == hash && word->len == text.len &&
            memcmp(word->text, text.at, text.len) == 0) {
            *out = index->slots[at] - 1;
            return true;
        }
    }
    return add(index, text, hash, at, out);
}
