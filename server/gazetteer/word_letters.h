/* What a character is in a word of a name, and what it means between two words. */
#ifndef CHANCERY_GAZETTEER_WORD_LETTERS_H
#define CHANCERY_GAZETTEER_WORD_LETTERS_H

#include "gazetteer/word_tokens.h"

enum letter_sort {
    SORT_NONE,
    SORT_SMALL,
    SORT_CAPITAL,
    SORT_DIGIT,
    SORT_INNER, /* an apostrophe: part of the word where letters follow */
    SORT_SILENT /* an accent, a soft sign: part of the word, but not of its key */
};

/* The sort of each byte of ASCII: a table, for every letter is looked up. SORT_NONE for
 * other bytes. */
extern const uint8_t letter_sorts[256];

/* The sort of the character beyond ASCII at the start of `text`, its code point and its
 * size in bytes. */
enum letter_sort letter_sort_wide(struct slice text, uint32_t *cp, size_t *size);

/* The same for any character. */
static inline enum letter_sort letter_sort(struct slice text, uint32_t *cp, size_t *size)
{
    unsigned char c = (unsigned char)text.at[0];
    *cp = c;
    *size = 1;
    return c < 0x80 ? (enum letter_sort)letter_sorts[c]
                    : letter_sort_wide(text, cp, size);
}

/* What a character between two words means (enum token_gap); the caller tells "/" from
 * "//". */
uint32_t letter_gap(uint32_t cp);

#endif
