/* What a character is to a word of a name, and what it says between two words. Private to
 * name_tokens.c. */
#ifndef CHANCERY_GAZETTEER_NAME_LETTERS_H
#define CHANCERY_GAZETTEER_NAME_LETTERS_H

#include "gazetteer/word_tokens.h"

enum letter_sort {
    SORT_NONE,
    SORT_SMALL,
    SORT_CAPITAL,
    SORT_DIGIT,
    SORT_INNER, /* an apostrophe: of the word where letters follow */
    SORT_SILENT /* an accent, a soft sign: of the word, and nothing to its key */
};

/* Of ASCII, by the byte: all texts go through here letter by letter. SORT_NONE beyond. */
extern const uint8_t letter_sorts[256];

/* Of a character beyond ASCII that `text` begins with; `cp` and its `size` in bytes. */
enum letter_sort letter_sort_wide(struct slice text, uint32_t *cp, size_t *size);

/* Of the character that `text` begins with. */
static inline enum letter_sort letter_sort(struct slice text, uint32_t *cp, size_t *size)
{
    unsigned char c = (unsigned char)text.at[0];
    *cp = c;
    *size = 1;
    return c < 0x80 ? (enum letter_sort)letter_sorts[c]
                    : letter_sort_wide(text, cp, size);
}

/* What it says between two words, of enum token_gap; of "/" the caller counts two. */
uint32_t letter_gap(uint32_t cp);

#endif
