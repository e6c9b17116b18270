/* What a document has taught of its words: a map that is emptied for the next document.
 */
#include "naming/rules/learned.h"
#include "base/array.h"

#include <stdlib.h>

void learned_words_release(struct learned_words *learned)
{
    map_release(&learned->map);
    free(learned->at);
    *learned = (struct learned_words){.at = NULL};
}

void learned_words_clear(struct learned_words *learned)
{
    enum {
        LONG = 16 * 1024
    }; /* few documents teach more: no later one has to clear it */
    if (learned->map.room > LONG)
        learned_words_release(learned);
    map_clear(&learned->map);
    learned->count = 0;
}

const struct learned_word *learned_words_find(const struct learned_words *learned,
                                              uint64_t key)
{
    uint32_t number = map_find(&learned->map, key);
    return number == MAP_NONE ? NULL : &learned->at[number];
}

struct learned_word *learned_words_take(struct learned_words *learned, uint64_t key)
{
    if (!array_room(&learned->at, learned->count, &learned->room, sizeof(*learned->at)))
        return NULL;
    uint32_t *number = map_take(&learned->map, key);
    if (!number)
        return NULL;
    if (*number == MAP_NONE) {
        *number = (uint32_t)learned->count;
        learned->at[learned->count++] = (struct learned_word){.flags = 0};
    }
    return &learned->at[*number];
}
