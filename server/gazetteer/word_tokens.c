/* Name tokens: one pass over the bytes, eight at a time through letters of ASCII (SWAR),
 * code point by code point elsewhere. */
#include "base/array.h"
#include "base/swar.h"
#include "word_letters.h"

#include <stdlib.h>

void name_tokens_init(struct name_tokens *tokens)
{
    *tokens = (struct name_tokens){.text = SLICE_NONE};
}

void name_tokens_release(struct name_tokens *tokens)
{
    free(tokens->all);
    name_tokens_init(tokens);
}

size_t name_tokens_keep(struct name_tokens *tokens)
{
    size_t first = tokens->kept;
    tokens->kept += tokens->count;
    return first;
}

void name_tokens_forget(struct name_tokens *tokens)
{
    tokens->kept = 0;
}

void name_tokens_trim(struct name_tokens *tokens)
{
    enum { LONG = 64 * 1024 };
    if (tokens->room <= LONG || tokens->kept > LONG)
        return;
    struct name_token *all = realloc(tokens->all, LONG * sizeof(*all));
    if (!all)
        return; /* then it stays as it is */
    tokens->all = all;
    tokens->room = LONG;
    tokens->at = all;
    tokens->count = 0;
}

void name_tokens_again(struct name_tokens *tokens, struct slice text, size_t first,
                       size_t count)
{
    tokens->text = text;
    tokens->at = first ? tokens->all + first : tokens->all; /* which may be NULL yet */
    tokens->count = count;
}

/* Where the reading of a text is, in bytes and in code points, and what was between words
 * since the last one. */
struct token_scan {
    struct name_tokens *tokens;
    struct slice text;
    size_t at;
    uint32_t place;
    uint32_t gap;
};

/* Skips what is between words; false at the end of the text. */
static bool skip_gap(struct token_scan *scan)
{
    while (scan->at < scan->text.len) {
        unsigned char c = (unsigned char)scan->text.at[scan->at];
        if (c == ' ') {
            scan->gap |= GAP_SPACE;
            scan->at++;
            scan->place++;
            continue;
        }
        size_t size;
        uint32_t cp;
        enum letter_sort sort = letter_sort(slice_from(scan->text, scan->at), &cp, &size);
        if (sort != SORT_NONE && sort != SORT_INNER && sort != SORT_SILENT)
            return true;
        if (cp == '/')
            scan->gap |= scan->gap & GAP_SLASH ? GAP_SLASHES : GAP_SLASH;
        else if (sort != SORT_SILENT)
            scan->gap |= letter_gap(cp);
        scan->at += size;
        scan->place++;
    }
    return false;
}

/* What is known of the letters of a word. */
struct word_scan {
    uint64_t key;
    uint32_t capitals, small;
    bool plain; /* letters of ASCII only: `key` is complete */
};

/* An apostrophe at `at`, of `size` bytes: does the word go on after it? */
static bool inner_apostrophe(const struct token_scan *scan, size_t at, size_t size)
{
    struct slice rest = slice_from(scan->text, at + size);
    size_t next, after;
    uint32_t cp;
    if (rest.len == 0)
        return false;
    enum letter_sort sort = letter_sort(rest, &cp, &next);
    if (sort != SORT_SMALL && sort != SORT_CAPITAL)
        return false;
    if ((rest.at[0] | 0x20) != 's')
        return true;
    struct slice rest_of_word = slice_from(rest, next);
    sort = rest_of_word.len ? letter_sort(rest_of_word, &cp, &after) : SORT_NONE;
    return sort == SORT_SMALL || sort == SORT_CAPITAL || sort == SORT_SILENT;
}

/* Letters of ASCII, eight at a time: most words have no others. */
static void read_plain(struct token_scan *scan, struct word_scan *word)
{
    size_t from = scan->at;
    uint32_t capitals = 0;
    unsigned run;
    do {
        uint64_t bytes = swar_load(scan->text, scan->at);
        uint64_t letters = swar_letters(bytes);
        run = swar_run(letters);
        if (run == 0)
            break;
        word->key = name_key_add(word->key, swar_first(swar_lower(bytes), run));
        capitals += swar_count(swar_first(letters & ~bytes << 2, run));
        scan->at += run;
    } while (run == 8);
    word->capitals += capitals;
    word->small += (uint32_t)(scan->at - from) - capitals;
    scan->place += (uint32_t)(scan->at - from);
}

/* Reads the letters of a word; `token` gets its end. */
static void read_letters(struct token_scan *scan, struct name_token *token,
                         struct word_scan *word)
{
    for (read_plain(scan, word); scan->at < scan->text.len; read_plain(scan, word)) {
        size_t size;
        uint32_t cp;
        enum letter_sort sort = letter_sort(slice_from(scan->text, scan->at), &cp, &size);
        if (sort == SORT_NONE || sort == SORT_DIGIT ||
            (sort == SORT_INNER && !inner_apostrophe(scan, scan->at, size)))
            break;
        word->capitals += sort == SORT_CAPITAL;
        word->small += sort == SORT_SMALL;
        word->plain = false;
        scan->at += size;
        scan->place++;
    }
    token->end = (uint32_t)scan->at;
    token->letters = scan->place - token->place;
}

static enum token_shape shape_of(const struct word_scan *word, enum letter_sort first)
{
    if (first != SORT_CAPITAL)
        return SHAPE_LOWER;
    if (word->small > 0)
        return SHAPE_CAPITAL;
    return word->capitals > 1 ? SHAPE_UPPER : SHAPE_LETTER;
}

/* After a word: skips "'s" and notes it in the next gap. */
static void skip_possessive(struct token_scan *scan)
{
    struct slice rest = slice_from(scan->text, scan->at);
    size_t size;
    uint32_t cp;
    if (rest.len < 2 || letter_sort(rest, &cp, &size) != SORT_INNER || rest.len <= size ||
        (rest.at[size] | 0x20) != 's')
        return;
    scan->at += size + 1;
    scan->place += 2;
    scan->gap = GAP_POSSESSIVE;
}

static void read_word(struct token_scan *scan, struct name_token *token)
{
    struct word_scan word = {.key = NAME_KEY_SEED, .plain = true};
    size_t size;
    uint32_t cp;
    enum letter_sort first = letter_sort(slice_from(scan->text, scan->at), &cp, &size);
    read_letters(scan, token, &word);
    token->shape = (uint8_t)shape_of(&word, first);
    token->key = word.plain ? word.key
                            : name_key((struct slice){scan->text.at + token->start,
                                                      token->end - token->start});
    scan->gap = 0;
    skip_possessive(scan);
}

static void read_number(struct token_scan *scan, struct name_token *token)
{
    size_t from = scan->at;
    unsigned number = 0;
    while (scan->at < scan->text.len &&
           letter_sorts[(unsigned char)scan->text.at[scan->at]] == SORT_DIGIT) {
        unsigned char c = (unsigned char)scan->text.at[scan->at];
        number = number > 9999 ? number : number * 10 + (unsigned)(c - '0');
        scan->at++;
        scan->place++;
    }
    token->end = (uint32_t)scan->at;
    token->letters = scan->place - token->place;
    token->shape = SHAPE_NUMBER;
    token->number = (uint16_t)(number > 9999 ? 0 : number);
    token->key = name_key((struct slice){scan->text.at + from, scan->at - from});
    scan->gap = 0;
}

static bool make_room(struct name_tokens *tokens)
{
    if (tokens->kept + tokens->count < tokens->room)
        return true; /* asked at every word, so without a call */
    if (!array_room(&tokens->all, tokens->kept + tokens->count, &tokens->room,
                    sizeof(*tokens->all)))
        return false;
    tokens->at = tokens->all + tokens->kept;
    return true;
}

enum fault name_tokens_read(struct name_tokens *tokens, struct slice text,
                            struct fault_detail *detail)
{
    struct token_scan scan = {.tokens = tokens, .text = text, .gap = GAP_START};
    tokens->text = text;
    tokens->at = tokens->all ? tokens->all + tokens->kept : NULL;
    tokens->count = 0;
    while (skip_gap(&scan)) {
        if (!make_room(tokens))
            return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
        struct name_token *token = &tokens->at[tokens->count++];
        *token = (struct name_token){
            .start = (uint32_t)scan.at, .place = scan.place, .gap = scan.gap};
        unsigned char c = (unsigned char)text.at[scan.at];
        if (letter_sorts[c] == SORT_DIGIT)
            read_number(&scan, token);
        else
            read_word(&scan, token);
        token->dot = token->end < text.len && text.at[token->end] == '.';
    }
    return FAULT_NONE;
}
