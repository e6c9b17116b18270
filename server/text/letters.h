/* Letters: what a character does in a word, and what it folds to. Pure: any thread. */
#ifndef CHANCERY_TEXT_LETTERS_H
#define CHANCERY_TEXT_LETTERS_H

#include <stddef.h>
#include <stdint.h>

enum letter {
    LETTER_NONE,       /* ends a word */
    LETTER_WORD,       /* a letter or digit */
    LETTER_ALONE,      /* a word by itself: an ideograph */
    LETTER_IGNORED,    /* skipped inside a word: marks, soft hyphen, signs */
    LETTER_APOSTROPHE, /* U+0027, U+2019 */
    LETTER_HYPHEN,
    LETTER_DOT,
};

enum letter letter_of(uint32_t cp);

/* Writes what the letter folds to, at most LETTER_FOLDS code points; returns how many. */
enum { LETTER_FOLDS = 8 };
size_t letter_fold(uint32_t cp, int32_t out[LETTER_FOLDS]);

/* Makes folded letters one script where a word mixes Latin and Cyrillic, or has nothing
 * but Cyrillic letters that look like Latin ones. */
void letters_unmix(int32_t *letters, size_t count);

#endif
