/* Tokens: a fast path through ASCII words, eight bytes at a time (SWAR), and a slow one
 * through all others. */
#include "text/tokens.h"
#include "base/swar.h"
#include "base/utf8.h"
#include "letters.h"

/* 1: a letter or digit of a plain word; 2: needs the slow path; 0: ends a word. */
static unsigned char class_of(unsigned char c)
{
    static const unsigned char classes[256] = {
        ['0'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ['A'] = 1,  1,         1,
        1,         1, 1, 1, 1, 1, 1, 1, 1, 1, 1,          1,         1,
        1,         1, 1, 1, 1, 1, 1, 1, 1, 1, ['a'] = 1,  1,         1,
        1,         1, 1, 1, 1, 1, 1, 1, 1, 1, 1,          1,         1,
        1,         1, 1, 1, 1, 1, 1, 1, 1, 1, ['\''] = 2, ['-'] = 2, ['.'] = 2};
    return c < 0x80 ? classes[c] : 2;
}

void tokens_init(struct tokens *tokens, struct slice text)
{
    tokens->text = text;
    tokens->at = 0;
    tokens->position = 0;
    tokens->count = tokens->next = 0;
}

/* --- the slow path --- */

struct part {
    int32_t letters[TOKEN_BYTES];
    size_t count;      /* of `letters` */
    size_t start, end; /* bytes of the text */
    bool alone;        /* an ideograph */
};

static enum letter look(const struct tokens *tokens, size_t at, uint32_t *cp,
                        size_t *size)
{
    if (at >= tokens->text.len)
        return LETTER_NONE;
    *cp = utf8_decode(slice_from(tokens->text, at), size);
    return letter_of(*cp);
}

static bool letter_at(const struct tokens *tokens, size_t at)
{
    uint32_t cp;
    size_t size;
    return look(tokens, at, &cp, &size) == LETTER_WORD;
}

static void add_letter(struct part *part, uint32_t cp)
{
    int32_t folded[LETTER_FOLDS];
    size_t count = letter_fold(cp, folded);
    for (size_t i = 0; i < count && part->count < TOKEN_BYTES; i++)
        part->letters[part->count++] = folded[i];
}

/* At `at`, after an apostrophe: is there an "s" that ends the word? Its end, or 0. */
static size_t possessive(const struct tokens *tokens, size_t at)
{
    if (at >= tokens->text.len || (tokens->text.at[at] | 0x20) != 's')
        return 0;
    uint32_t cp;
    size_t size;
    enum letter next = look(tokens, at + 1, &cp, &size);
    return next == LETTER_WORD || next == LETTER_IGNORED ? 0 : at + 1;
}

/* Is there a single letter at `at`, as in "S." of "U.S."? */
static bool lone_letter(const struct tokens *tokens, size_t at)
{
    uint32_t cp;
    size_t size;
    if (look(tokens, at, &cp, &size) != LETTER_WORD || (cp >= '0' && cp <= '9'))
        return false;
    return look(tokens, at + size, &cp, &size) != LETTER_WORD;
}

/* What follows a part that ended at tokens->at: another word, more of the same part, or
 * the next part of a compound. */
enum join_kind { JOIN_NONE, JOIN_GLUED, JOIN_PART };

static enum join_kind join_apostrophe(struct tokens *tokens, const struct part *part,
                                      size_t size)
{
    size_t end = possessive(tokens, tokens->at + size);
    if (end) {
        tokens->at = end;
        return JOIN_NONE;
    }
    if (!letter_at(tokens, tokens->at + size))
        return JOIN_NONE;
    tokens->at += size;
    return part->count <= 2 ? JOIN_PART : JOIN_GLUED; /* O'Neill, d'Estaing; don't */
}

/* "U.S.S.R.", and the hyphen of "U.S.-Soviet". */
static enum join_kind join_dot(struct tokens *tokens, const struct part *part)
{
    size_t at = tokens->at + 1;
    bool lone = part->count == 1 && part->letters[0] > '9';
    bool dotted = part->end - part->start >= 3 && tokens->text.at[part->end - 2] == '.';
    if (!lone && !dotted)
        return JOIN_NONE;
    if (lone_letter(tokens, at)) {
        tokens->at = at;
        return JOIN_GLUED;
    }
    if (dotted && at < tokens->text.len && tokens->text.at[at] == '-' &&
        letter_at(tokens, at + 1)) {
        tokens->at = at + 1;
        return JOIN_PART;
    }
    return JOIN_NONE;
}

static enum join_kind join(struct tokens *tokens, const struct part *part)
{
    uint32_t cp;
    size_t size;
    switch (look(tokens, tokens->at, &cp, &size)) {
    case LETTER_APOSTROPHE:
        return join_apostrophe(tokens, part, size);
    case LETTER_HYPHEN:
        if (!letter_at(tokens, tokens->at + size))
            return JOIN_NONE;
        tokens->at += size;
        return JOIN_PART;
    case LETTER_DOT:
        return join_dot(tokens, part);
    default:
        return JOIN_NONE;
    }
}

/* A run of letters, and of what is ignored among them. */
static void read_letters(struct tokens *tokens, struct part *part)
{
    uint32_t cp;
    size_t size;
    for (;;) {
        enum letter letter = look(tokens, tokens->at, &cp, &size);
        if (letter == LETTER_ALONE && part->count == 0)
            part->alone = true;
        else if (letter != LETTER_WORD && letter != LETTER_IGNORED)
            return;
        if (letter != LETTER_IGNORED)
            add_letter(part, cp);
        tokens->at += size;
        part->end = tokens->at;
        if (part->alone)
            return;
    }
}

static enum join_kind read_part(struct tokens *tokens, struct part *part)
{
    enum join_kind how;
    part->count = 0;
    part->alone = false;
    part->start = part->end = tokens->at;
    do {
        read_letters(tokens, part);
        how = part->alone ? JOIN_NONE : join(tokens, part);
    } while (how == JOIN_GLUED);
    return how;
}

/* Writes folded letters after the `used` bytes; cut at a character. */
static struct slice write_word(struct tokens *tokens, size_t *used, int32_t *letters,
                               size_t count)
{
    char *start = tokens->folded + *used;
    size_t len = 0;
    letters_unmix(letters, count);
    for (size_t i = 0; i < count && len + 4 <= TOKEN_BYTES; i++)
        len += utf8_encode((uint32_t)letters[i], start + len);
    *used += len;
    return (struct slice){start, len};
}

static void add_token(struct tokens *tokens, struct slice word, size_t start, size_t end,
                      uint32_t position, uint32_t positions)
{
    if (word.len > 0)
        tokens->ready[tokens->count++] = (struct token){
            word, (uint32_t)start, (uint32_t)end, position, positions, positions > 1};
}

/* The whole comes right after its first part. */
static void add_whole(struct tokens *tokens, size_t *used, struct part *whole,
                      size_t parts)
{
    bool letters = false;
    for (size_t i = 0; i < whole->count; i++)
        letters |= whole->letters[i] > '9';
    if (parts < 2 || !letters || tokens->count < 2)
        return;
    struct slice word = write_word(tokens, used, whole->letters, whole->count);
    add_token(tokens, word, whole->start, whole->end, tokens->ready[0].position,
              (uint32_t)tokens->count);
    struct token last = tokens->ready[tokens->count - 1];
    memmove(&tokens->ready[2], &tokens->ready[1],
            (tokens->count - 2) * sizeof(tokens->ready[0]));
    tokens->ready[1] = last;
}

static void read_compound(struct tokens *tokens)
{
    struct part part, whole = {.count = 0, .start = tokens->at, .end = tokens->at};
    size_t used = 0, parts = 0;
    enum join_kind how;
    do {
        how = read_part(tokens, &part);
        for (size_t i = 0; i < part.count && whole.count < TOKEN_BYTES; i++)
            whole.letters[whole.count++] = part.letters[i];
        whole.end = part.end;
        struct slice word = write_word(tokens, &used, part.letters, part.count);
        add_token(tokens, word, part.start, part.end, tokens->position, 1);
        tokens->position += word.len > 0;
        parts++;
    } while (how == JOIN_PART && parts < TOKEN_PARTS);
    add_whole(tokens, &used, &whole, parts);
}

/* --- the fast path --- */

/* Folds the ASCII letters and digits from `at` on, eight at a time; how many they are, or
 * TOKEN_BYTES when there are too many for a plain word. */
static size_t fold_plain(struct slice text, size_t at, char *folded)
{
    size_t len = 0;
    unsigned run;
    do {
        uint64_t bytes = swar_load(text, at + len);
        run = swar_run(swar_letters(bytes) | swar_digits(bytes));
        if (len + run > TOKEN_BYTES - 4)
            return TOKEN_BYTES;
        uint64_t lower = htole64(swar_lower(bytes));
        memcpy(folded + len, &lower, sizeof(lower));
        len += run;
    } while (run == 8);
    return len;
}

/* Takes a word of ASCII letters and digits that nothing is joined to; false if it is
 * none.
 */
static bool read_plain(struct tokens *tokens)
{
    size_t len = fold_plain(tokens->text, tokens->at, tokens->folded);
    size_t at = tokens->at + len;
    if (len == TOKEN_BYTES)
        return false;
    if (at < tokens->text.len && class_of((unsigned char)tokens->text.at[at]) == 2) {
        bool ends = tokens->text.at[at] == '.' && len > 1; /* a full stop, mostly */
        if (!ends)
            return false;
    }
    add_token(tokens, (struct slice){tokens->folded, len}, tokens->at, at,
              tokens->position++, 1);
    tokens->at = at;
    return true;
}

/* To the next byte with which a word may begin; false at the end of the text. */
static bool skip_between(struct tokens *tokens)
{
    uint32_t cp;
    size_t size;
    while (tokens->at < tokens->text.len) {
        unsigned char c = (unsigned char)tokens->text.at[tokens->at];
        if (class_of(c) == 1)
            return true;
        if (c < 0x80) {
            tokens->at++;
            continue;
        }
        enum letter letter = look(tokens, tokens->at, &cp, &size);
        if (letter == LETTER_WORD || letter == LETTER_ALONE)
            return true;
        tokens->at += size;
    }
    return false;
}

const struct token *tokens_next(struct tokens *tokens)
{
    while (tokens->next == tokens->count) {
        tokens->next = tokens->count = 0;
        if (!skip_between(tokens))
            return NULL;
        if (!read_plain(tokens))
            read_compound(tokens);
    }
    return &tokens->ready[tokens->next++];
}
