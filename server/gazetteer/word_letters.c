/* Letters and keys of names: what a character is to a word, and what must not tell words
 * and phrases apart is folded away before they are hashed. */
#include "word_letters.h"
#include "base/utf8.h"
#include "text/tokens.h"

#include <utf8proc.h>

#define FIVE(sort) sort, sort, sort, sort, sort
#define TEN(sort) FIVE(sort), FIVE(sort)
#define LETTERS(sort) TEN(sort), TEN(sort), FIVE(sort), sort
const uint8_t letter_sorts[256] = {['\''] = SORT_INNER,
                                   ['0'] = TEN(SORT_DIGIT),
                                   ['A'] = LETTERS(SORT_CAPITAL),
                                   ['a'] = LETTERS(SORT_SMALL)};

static enum letter_sort sort_of(uint32_t cp)
{
    if (cp == 0x2019)
        return SORT_INNER;
    if ((cp >= 0x2b9 && cp <= 0x2c0) || cp == 0x2ee || cp == 0xa78b || cp == 0xa78c)
        return SORT_SILENT;
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return SORT_CAPITAL;
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return SORT_SMALL;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_CF:
        return SORT_SILENT;
    default:
        return SORT_NONE;
    }
}

enum letter_sort letter_sort_wide(struct slice text, uint32_t *cp, size_t *size)
{
    *cp = utf8_decode(text, size);
    return sort_of(*cp);
}

uint32_t letter_gap(uint32_t cp)
{
    switch (cp) {
    case '-':
    case 0x2010:
    case 0x2011:
        return GAP_HYPHEN;
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return GAP_DASH;
    case ',':
        return GAP_COMMA;
    case '.':
        return GAP_DOT;
    case '!':
    case '?':
    case ';':
    case ':':
        return GAP_STOP;
    case '(':
    case '[':
        return GAP_OPEN;
    case ')':
    case ']':
        return GAP_CLOSE;
    case '"':
    case 0x201c:
    case 0x2018:
    case 0x201e:
    case 0xab:
        return GAP_QUOTE;
    case 0x201d:
    case 0x2019:
    case '\'':
    case 0xbb:
        return GAP_UNQUOTE;
    case '\\':
        return GAP_BACKSLASH;
    case '&':
        return GAP_AND;
    default:
        return utf8_is_space(cp) ? GAP_SPACE : GAP_OTHER;
    }
}

/* --- keys --- */

/* A key that is made byte by byte. */
struct key_builder {
    uint64_t key, eight;
    unsigned count; /* bytes in `eight` */
};

static void add_byte(struct key_builder *builder, unsigned char byte)
{
    builder->eight |= (uint64_t)byte << (builder->count * 8);
    if (++builder->count < 8)
        return;
    builder->key = name_key_add(builder->key, builder->eight);
    builder->eight = builder->count = 0;
}

static uint64_t end_key(const struct key_builder *builder)
{
    return builder->count ? name_key_add(builder->key, builder->eight) : builder->key;
}

/* The key of a word with letters beyond ASCII: of its folded parts, one after the other.
 */
static uint64_t careful_key(struct slice word)
{
    struct key_builder builder = {.key = NAME_KEY_SEED};
    struct tokens parts;
    const struct token *part;
    tokens_init(&parts, word);
    while ((part = tokens_next(&parts)))
        for (size_t i = 0; !part->whole && i < part->word.len; i++)
            add_byte(&builder, (unsigned char)part->word.at[i]);
    return end_key(&builder);
}

uint64_t name_key(struct slice word)
{
    struct key_builder builder = {.key = NAME_KEY_SEED};
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.at[i];
        if (c >= 0x80)
            return careful_key(word);
        if (c != '\'')
            add_byte(&builder, c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    return end_key(&builder);
}

uint64_t phrase_key(uint64_t phrase, const struct name_token *token)
{
    if (phrase == 0)
        return token->key;
    uint64_t joint = token->gap & GAP_AND          ? 4
                     : token->gap & GAP_COMMA      ? 3
                     : token->gap & GAP_POSSESSIVE ? 2
                                                   : 1;
    uint64_t key = (phrase ^ (phrase >> 29)) * UINT64_C(0xbf58476d1ce4e5b9);
    return (key ^ token->key ^ joint) * UINT64_C(0x94d049bb133111eb) ^ (key >> 31);
}

bool name_goes_on(const struct name_token *before, const struct name_token *token)
{
    enum { /* signs that stand in a name: "Congo (Brazzaville)", "O/S" */
           SIGNS = GAP_SPACE | GAP_OPEN | GAP_CLOSE | GAP_QUOTE | GAP_UNQUOTE | GAP_SLASH
    };
    if (token->gap == 0) /* "38th" */
        return before->shape == SHAPE_NUMBER || token->shape == SHAPE_NUMBER;
    bool slash = (token->gap & GAP_SLASH) != 0;
    if (!(token->gap & ~(uint32_t)SIGNS))
        return !slash || !(token->gap & ~(uint32_t)(GAP_SLASH | GAP_SPACE));
    switch (token->gap) {
    case GAP_AND:
    case GAP_AND | GAP_SPACE:
    case GAP_AND | GAP_COMMA | GAP_SPACE:
    case GAP_AND | GAP_UNQUOTE | GAP_SPACE:
    case GAP_COMMA | GAP_UNQUOTE | GAP_SPACE:
    case GAP_DOT | GAP_UNQUOTE | GAP_SPACE:
    case GAP_SPACE:
    case GAP_HYPHEN:
    case GAP_DASH:
    case GAP_DOT:
    case GAP_COMMA | GAP_SPACE:
    case GAP_POSSESSIVE | GAP_SPACE:
        return true;
    case GAP_DOT | GAP_SPACE:             /* "St. Petersburg", "J. F. Dulles" */
    case GAP_DOT | GAP_COMMA | GAP_SPACE: /* "Haig, Alexander M., Jr." */
    case GAP_DOT | GAP_OPEN | GAP_SPACE:
    case GAP_DOT | GAP_CLOSE | GAP_SPACE:
    case GAP_DOT | GAP_HYPHEN:
        return before->letters <= 4 && token_is_capital(before);
    default:
        return false;
    }
}
