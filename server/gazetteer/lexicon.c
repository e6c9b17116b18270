/* The lexicon: its lists in one table with open addressing, and a Bloom filter in front.
 */
#include "lexicon_lists.h"

#include <stdlib.h>

struct lexicon_entry {
    uint64_t key;
    uint32_t words;
    uint32_t number;
};

enum { SLOTS = 8192, BLOOM_BITS = 65536 };

/* Most words of a text are of no class: the Bloom filter, small enough for the L1 cache,
 * lets few of them through to the table. */
struct lexicon {
    uint64_t bloom[BLOOM_BITS / 64];
    struct lexicon_entry entries[SLOTS];
};

static size_t bloom_bit(uint64_t key)
{
    return (size_t)(key >> 23) & (BLOOM_BITS - 1);
}

static bool may_have(const struct lexicon *lexicon, uint64_t key)
{
    size_t bit = bloom_bit(key);
    return lexicon->bloom[bit / 64] >> (bit % 64) & 1;
}

static struct lexicon_entry *find(const struct lexicon *lexicon, uint64_t key)
{
    size_t slot = (size_t)(key ^ (key >> 29)) & (SLOTS - 1);
    while (lexicon->entries[slot].words != 0 && lexicon->entries[slot].key != key)
        slot = (slot + 1) & (SLOTS - 1);
    return (struct lexicon_entry *)(uintptr_t)&lexicon->entries[slot];
}

/* Months are listed with their number before them: "1:January". */
static void add_list(struct lexicon *lexicon, const struct lexicon_list *list)
{
    struct slice rest = slice_of(list->text);
    while (rest.len > 0) {
        struct slice word = slice_cut(&rest, ' ');
        size_t colon = slice_find(word, ':');
        uint64_t number = 0;
        if (word.len == 0)
            continue;
        if (colon < word.len) {
            slice_number((struct slice){word.at, colon}, UINT32_MAX, &number);
            word = slice_from(word, colon + 1);
        }
        uint64_t key = name_key(word);
        struct lexicon_entry *entry = find(lexicon, key);
        lexicon->bloom[bloom_bit(key) / 64] |= UINT64_C(1) << (bloom_bit(key) % 64);
        entry->key = key;
        entry->words |= list->words;
        entry->number = number ? (uint32_t)number : entry->number;
    }
}

enum fault lexicon_open(struct lexicon **out, struct fault_detail *detail)
{
    *out = calloc(1, sizeof(**out));
    if (!*out)
        return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
    for (size_t i = 0; lexicon_lists[i].text; i++)
        add_list(*out, &lexicon_lists[i]);
    for (size_t i = 0; lexicon_given[i].text; i++)
        add_list(*out, &lexicon_given[i]);
    for (size_t i = 0; lexicon_people[i].text; i++)
        add_list(*out, &lexicon_people[i]);
    return FAULT_NONE;
}

void lexicon_close(struct lexicon *lexicon)
{
    free(lexicon);
}

uint32_t lexicon_words(const struct lexicon *lexicon, uint64_t key)
{
    return find(lexicon, key)->words;
}

void lexicon_mark(const struct lexicon *lexicon, struct name_tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++) {
        struct name_token *token = &tokens->at[i];
        if (!may_have(lexicon, token->key))
            continue;
        const struct lexicon_entry *entry = find(lexicon, token->key);
        token->words = entry->words;
        if (entry->words & (LEX_MONTH | LEX_SEASON))
            token->number = (uint16_t)entry->number;
    }
}
