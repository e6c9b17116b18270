/* Words: short English texts looked up in tables, ASCII letters in any case. Pure
 * functions, safe in any thread. */
#ifndef CHANCERY_READING_WORDS_H
#define CHANCERY_READING_WORDS_H

#include "base/slice.h"
#include <stddef.h>
#include <stdint.h>

/* A table of words or beginnings, in small letters, and the letters that they begin with:
 * by these most texts are soon found not to be in it. */
struct word_table {
    const char *const *words; /* NULL ends them */
    uint32_t letters;         /* a bit for each; see letter_bit() */
};

struct word_table words_table(const char *const *words);

/* Is `text` one of the table? */
bool words_equal(const struct word_table *table, struct slice text);

/* Does `text` begin with one of the table, and a word end there? */
bool words_start(const struct word_table *table, struct slice text);

/* The bytes of the longest of the table that `text` begins with, a word ending there; 0
 * when it begins with none. */
size_t words_match(const struct word_table *table, struct slice text);

/* Letters of Latin and Cyrillic. */
bool letter_is_capital(uint32_t cp);
bool letter_is_small(uint32_t cp);

/* Cuts the next word off: letters, digits and all beyond ASCII, with "." and "'" inside.
 * Anything between words is skipped. Empty when there is no more. */
struct slice words_next(struct slice *text);

#endif
