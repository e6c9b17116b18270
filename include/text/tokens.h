/* Tokens: the words of a text as search sees them, and where each is in the text.
 *
 * A word is folded: case, accents, ligatures, long s, soft hyphens and signs written for
 * a soft sign or an apostrophe are gone; in words of mixed script, or of look-alikes
 * only, Cyrillic and Latin letters that look alike are the same. "Stalin's" is "stalin",
 * "U.S." is "us". A word with hyphens gives its parts, each at a position of its own, and
 * the whole, without hyphens, at the position of its first part.
 *
 * Index, query and highlighting all use this tokenizer, so that they cannot differ.
 * Offsets are bytes of the original. No memory is taken; a token lives until the next
 * call. Pure: any thread. The text must be valid UTF-8.
 * Source of the rules: Unicode general categories and NFKC, by utf8proc. */
#ifndef CHANCERY_TEXT_TOKENS_H
#define CHANCERY_TEXT_TOKENS_H

#include "base/slice.h"
#include <stdint.h>

enum {
    TOKEN_BYTES = 64, /* of a folded word; what is longer is cut */
    TOKEN_PARTS = 12, /* of a hyphenated word; further ones are words of their own */
};

struct token {
    struct slice word;   /* folded */
    uint32_t start, end; /* bytes in the text */
    uint32_t position;   /* counts words from 0 */
    uint32_t positions;  /* how many it spans: the parts of a whole; else 1 */
    bool whole;          /* a hyphenated word without its hyphens */
};

struct tokens {
    struct slice text;
    size_t at;
    uint32_t position; /* of the next word; after the last token: how many there were */
    struct token ready[TOKEN_PARTS + 1];
    size_t count, next;
    char folded[TOKEN_BYTES * (TOKEN_PARTS + 2)];
};

void tokens_init(struct tokens *tokens, struct slice text);

/* The next one, or NULL at the end. */
const struct token *tokens_next(struct tokens *tokens);

#endif
