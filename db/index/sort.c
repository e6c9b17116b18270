/* Gathered positions by word (a radix sort), so that each word is visited once for many.
 *
 * The words of a text come from all over the vocabulary, which is far larger than the
 * caches of the processor; positions are therefore gathered in the order of the texts,
 * and added to the words in the order of the words. */
#include "words.h"

enum { DIGIT_BITS = 9, DIGITS = 1 << DIGIT_BITS };

/* One pass: by the digit of the word's number that begins at bit `shift`. */
static void sort_by(struct index_writer *index, unsigned shift)
{
    uint32_t starts[DIGITS] = {0}, at = 0;
    const struct index_position *from = index->positions;
    for (size_t i = 0; i < index->position_count; i++)
        starts[from[i].word >> shift & (DIGITS - 1)]++;
    for (size_t i = 0; i < DIGITS; i++) {
        uint32_t count = starts[i];
        starts[i] = at;
        at += count;
    }
    for (size_t i = 0; i < index->position_count; i++)
        index->sorted[starts[from[i].word >> shift & (DIGITS - 1)]++] = from[i];
    struct index_position *sorted = index->sorted;
    index->sorted = index->positions;
    index->positions = sorted;
}

enum fault index_post_all(struct index_writer *index, struct fault_detail *detail)
{
    enum { WORD_AHEAD = 24, LISTS_AHEAD = 12 }; /* how early each is prefetched */
    enum fault fault = FAULT_NONE;
    for (unsigned shift = 0; index->word_count >> shift; shift += DIGIT_BITS)
        sort_by(index, shift);
    const struct index_position *at = index->positions, *end = at + index->position_count;
    for (; at < end && !fault; at++) {
        if (end - at > WORD_AHEAD && at[WORD_AHEAD].word != at[WORD_AHEAD - 1].word)
            __builtin_prefetch(&index->words[at[WORD_AHEAD].word], 1);
        if (end - at > LISTS_AHEAD && at[LISTS_AHEAD].word != at[LISTS_AHEAD - 1].word)
            index_word_prefetch_lists(&index->words[at[LISTS_AHEAD].word]);
        fault = index_post(index, at, detail);
    }
    index->position_count = 0;
    return fault;
}
