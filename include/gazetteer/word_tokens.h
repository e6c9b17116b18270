/* Name tokens: a text as the words that names are made of, their shapes, and what is
 * between them.
 *
 * A token is a run of letters or of digits. "U.S." is two tokens, "Oder-Neisse" two,
 * "O'Neill" one; an ending "'s" is no part of its word. The key of a word is a hash of
 * its folded letters, so that case, accents, signs and look-alike letters do not tell
 * words apart. Offsets are bytes and code points of the text, which must be valid UTF-8
 * and outlive the tokens. Memory is used again for the next text, and the tokens of a
 * text may be retained for a second reading of it. One thread. Faults: FAULT_MEMORY. */
#ifndef CHANCERY_GAZETTEER_WORD_TOKENS_H
#define CHANCERY_GAZETTEER_WORD_TOKENS_H

#include "base/fault.h"

#include <stdint.h>

enum token_shape {
    SHAPE_LOWER,   /* does not begin with a capital */
    SHAPE_CAPITAL, /* a capital, and a small letter somewhere */
    SHAPE_UPPER,   /* two capitals or more, nothing small */
    SHAPE_LETTER,  /* one capital */
    SHAPE_NUMBER,  /* digits */
    TOKEN_SHAPES
};

/* What is between a token and the one before it. */
enum token_gap {
    GAP_START = 1, /* it is the first of the text */
    GAP_SPACE = 2,
    GAP_HYPHEN = 4,
    GAP_COMMA = 8,
    GAP_DOT = 16,
    GAP_POSSESSIVE = 32, /* the word before it has lost its "'s" */
    GAP_STOP = 64,       /* "!", "?", ";", ":" or a line of a table */
    GAP_OPEN = 128,      /* "(", "[" */
    GAP_CLOSE = 256,     /* ")", "]" */
    GAP_QUOTE = 512,     /* an opening quotation mark, or one that may be it */
    GAP_UNQUOTE = 1024,
    GAP_SLASH = 2048,
    GAP_DASH = 4096,
    GAP_AND = 8192, /* "&" */
    GAP_OTHER = 16384,
    GAP_BACKSLASH = 32768,
    GAP_SLASHES = 65536, /* "//", as Russian citations have it */
};

struct name_token {
    uint64_t key;
    uint32_t start, end; /* bytes */
    uint32_t place;      /* code point at which it starts */
    uint32_t letters;    /* code points in it */
    uint32_t gap;        /* bits of enum token_gap */
    uint32_t words;      /* bits of enum lexicon_class, filled in by lexicon_mark */
    uint16_t number;     /* of digits up to 4 places; of a month */
    uint8_t shape;
    bool dot; /* a full stop follows it */
    /* Filled in by the recogniser: */
    bool no_name;    /* the first reading found no name here */
    bool not_listed; /* no name of the lists begins with it */
    uint32_t next;   /* how many tokens further a name may begin */
};

struct name_tokens {
    struct slice text;
    struct name_token *at; /* of the current text */
    size_t count;
    struct name_token *all; /* those that are kept, then those of the current text */
    size_t kept, room;
};

void name_tokens_init(struct name_tokens *tokens);
void name_tokens_release(struct name_tokens *tokens);

/* Reads `text`; tokens that were read before and not kept are overwritten. */
CHECKED enum fault name_tokens_read(struct name_tokens *tokens, struct slice text,
                                    struct fault_detail *detail);

/* Keeps the tokens of the current text; returns the index of the first among all that are
 * kept. */
size_t name_tokens_keep(struct name_tokens *tokens);
void name_tokens_forget(struct name_tokens *tokens); /* all of them */

/* Frees the memory that a long text has taken, if its tokens are not kept. */
void name_tokens_trim(struct name_tokens *tokens);

/* Makes `text` current again, whose `count` tokens were kept at `first`. */
void name_tokens_again(struct name_tokens *tokens, struct slice text, size_t first,
                       size_t count);

/* Adds eight folded bytes of a word to its key; the last ones are padded with NULs. */
enum { NAME_KEY_SEED = 1469598103 };
static inline uint64_t name_key_add(uint64_t key, uint64_t eight)
{
    key = (key ^ eight) * UINT64_C(0x9e3779b97f4a7c15);
    return key ^ key >> 32;
}

/* The key of one word. */
uint64_t name_key(struct slice word);

/* The key of a phrase with one more word; begin with 0. "&", a comma or a possessive
 * before the word changes the key, other gaps do not. */
uint64_t phrase_key(uint64_t phrase, const struct name_token *token);

/* May `token` be part of the same name as `before`, the one before it? */
bool name_goes_on(const struct name_token *before, const struct name_token *token);

static inline struct slice token_text(const struct name_tokens *tokens, size_t i)
{
    return (struct slice){tokens->text.at + tokens->at[i].start,
                          tokens->at[i].end - tokens->at[i].start};
}

/* Does it begin with a capital? */
static inline bool token_is_capital(const struct name_token *token)
{
    return token->shape >= SHAPE_CAPITAL && token->shape <= SHAPE_LETTER;
}

#endif
