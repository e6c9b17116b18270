/* The vocabulary of the index: a hash table of words, and a cache in front of it. */
#include "words.h"
#include "base/array.h"
#include "text/tokens.h"

#include <stdlib.h>
#include <xxhash.h>

uint64_t index_word_hash(struct slice text)
{
    return XXH3_64bits(text.at, text.len);
}

static bool grow_slots(struct index_writer *index)
{
    size_t count = index->slot_count ? index->slot_count * 2 : 16384;
    struct index_slot *slots = calloc(count, sizeof(*slots));
    if (!slots)
        return false;
    for (size_t i = 0; i < index->word_count; i++) {
        uint64_t hash =
            index_word_hash((struct slice){index->words[i].text, index->words[i].len});
        size_t at = hash & (count - 1);
        while (slots[at].word)
            at = (at + 1) & (count - 1);
        slots[at] = (struct index_slot){(uint32_t)(hash >> 32), (uint32_t)i + 1};
    }
    free(index->slots);
    index->slots = slots;
    index->slot_count = count;
    return true;
}

static bool grow_words(struct index_writer *index)
{
    size_t room = index->word_room ? index->word_room * 2 : 8192;
    struct index_word *words = aligned_alloc(INDEX_WORD_LINE, room * sizeof(*words));
    if (!words)
        return false;
    if (index->words)
        memcpy(words, index->words, index->word_count * sizeof(*words));
    free(index->words);
    index->words = words;
    index->word_room = room;
    return true;
}

/* The first eight bytes, or the whole text in some fixed order. */
static uint64_t head_of(struct slice text)
{
    uint64_t head = 0;
    uint32_t first, last;
    if (text.len >= 8) {
        memcpy(&head, text.at, 8);
        return head;
    }
    if (text.len >= 4) {
        memcpy(&first, text.at, 4);
        memcpy(&last, text.at + text.len - 4, 4);
        return (uint64_t)last << 32 | first;
    }
    for (size_t i = 0; i < text.len; i++)
        head = head << 8 | (unsigned char)text.at[i];
    return head;
}

static bool add(struct index_writer *index, struct slice text, struct index_slot *slot,
                uint64_t hash, uint32_t *out)
{
    if (index->word_count == index->word_room && !grow_words(index))
        return false;
    struct slice copy = arena_copy(&index->texts, text);
    if (!copy.at)
        return false;
    *out = (uint32_t)index->word_count++;
    struct index_word *word = &index->words[*out];
    *word = (struct index_word){.text = copy.at, .len = (uint16_t)copy.len};
    word->head = head_of(text);
    *slot = (struct index_slot){(uint32_t)(hash >> 32), *out + 1};
    return true;
}

static struct index_recent *recent_of(const struct index_writer *index, uint64_t head)
{
    return &index
                ->recent[head * UINT64_C(0x9e3779b97f4a7c15) >> (64 - INDEX_RECENT_BITS)];
}

bool index_recent_find(const struct index_writer *index, struct slice text, uint32_t *out)
{
    if (text.len > sizeof(uint64_t))
        return false;
    uint64_t head = head_of(text);
    const struct index_recent *recent = recent_of(index, head);
    *out = recent->word;
    return recent->head == head && recent->len == text.len;
}

void index_recent_put(struct index_writer *index, struct slice text, uint32_t word)
{
    uint64_t head = head_of(text);
    if (text.len <= sizeof(head))
        *recent_of(index, head) = (struct index_recent){head, (uint32_t)text.len, word};
}

static bool is_word(const struct index_word *word, struct slice text, uint64_t head)
{
    return word->len == text.len && word->head == head &&
           (text.len <= 8 || memcmp(word->text + 8, text.at + 8, text.len - 8) == 0);
}

void index_slot_prefetch(const struct index_writer *index, uint64_t hash)
{
    if (index->slot_count)
        __builtin_prefetch(&index->slots[hash & (index->slot_count - 1)]);
}

void index_word_prefetch(const struct index_writer *index, uint64_t hash)
{
    if (!index->slot_count)
        return;
    const struct index_slot *slot = &index->slots[hash & (index->slot_count - 1)];
    if (slot->word)
        __builtin_prefetch(&index->words[slot->word - 1], 1);
}

bool index_word_find(struct index_writer *index, struct slice text, uint64_t hash,
                     uint32_t *out)
{
    if (index->word_count * 2 >= index->slot_count && !grow_slots(index))
        return false;
    size_t at = hash & (index->slot_count - 1);
    uint64_t head = head_of(text);
    for (; index->slots[at].word; at = (at + 1) & (index->slot_count - 1)) {
        const struct index_slot *slot = &index->slots[at];
        if (slot->tag == (uint32_t)(hash >> 32) &&
            is_word(&index->words[slot->word - 1], text, head)) {
            *out = slot->word - 1;
            return true;
        }
    }
    return add(index, text, &index->slots[at], hash, out);
}

/* The parts with blanks between: all words that are ready but the whole. */
static struct slice parts_of(struct index_writer *index, const struct tokens *tokens)
{
    struct buffer *out = &index->scratch;
    buffer_clear(out);
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->ready[i].whole)
            continue;
        if (i)
            buffer_put_char(out, ' ');
        buffer_put(out, tokens->ready[i].word);
    }
    return buffer_failed(out) ? SLICE_NONE : arena_copy(&index->texts, buffer_slice(out));
}

bool index_compound(struct index_writer *index, uint32_t word, uint32_t first,
                    const struct tokens *tokens)
{
    uint32_t count = (uint32_t)tokens->count - 1, at = index->words[word].compound;
    for (; at; at = index->compounds[at - 1].next)
        if (index->compounds[at - 1].first == first &&
            index->compounds[at - 1].count == count)
            return true;
    if (!array_room(&index->compounds, index->compound_count, &index->compound_room,
                    sizeof(*index->compounds)))
        return false;
    struct slice parts = parts_of(index, tokens);
    index->compounds[index->compound_count++] =
        (struct index_compound){index->words[word].compound, first, count, parts};
    index->words[word].compound = (uint32_t)index->compound_count;
    return parts.at;
}
