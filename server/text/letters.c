/* Letters: classes and folds by utf8proc, and a few rules that it lacks. */
#include "letters.h"

#include <stdbool.h>
#include <utf8proc.h>

/* Written for a soft or hard sign, or for an apostrophe that is a letter. */
static bool is_sign(uint32_t cp)
{
    return (cp >= 0x2b9 && cp <= 0x2c0) || cp == 0x2ee || cp == 0xa78b || cp == 0xa78c;
}

static bool is_ideograph(uint32_t cp)
{
    return (cp >= 0x2e80 && cp <= 0x9fff) || (cp >= 0xf900 && cp <= 0xfaff) ||
           (cp >= 0x20000 && cp <= 0x3ffff);
}

static enum letter by_category(uint32_t cp)
{
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
        return LETTER_WORD;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
        return LETTER_IGNORED;
    default:
        return LETTER_NONE;
    }
}

enum letter letter_of(uint32_t cp)
{
    if (cp < 0x80) {
        if ((cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
            (cp >= '0' && cp <= '9'))
            return LETTER_WORD;
        return cp == '\''  ? LETTER_APOSTROPHE
               : cp == '-' ? LETTER_HYPHEN
               : cp == '.' ? LETTER_DOT
                           : LETTER_NONE;
    }
    if (cp == 0x2019)
        return LETTER_APOSTROPHE;
    if (cp == 0x2010 || cp == 0x2011)
        return LETTER_HYPHEN;
    if (is_sign(cp))
        return LETTER_IGNORED;
    return is_ideograph(cp) ? LETTER_ALONE : by_category(cp);
}

/* Letters that Unicode does not decompose. */
static const struct {
    uint16_t cp;
    char to[3];
} plain[] = {{0xc6, "ae"}, {0xe6, "ae"}, {0x152, "oe"}, {0x153, "oe"}, {0xd8, "o"},
             {0xf8, "o"},  {0x141, "l"}, {0x142, "l"},  {0x110, "d"},  {0x111, "d"},
             {0xd0, "d"},  {0xf0, "d"},  {0xde, "th"},  {0xfe, "th"},  {0x131, "i"},
             {0x126, "h"}, {0x127, "h"}, {0x166, "t"},  {0x167, "t"},  {0x138, "k"}};

size_t letter_fold(uint32_t cp, int32_t out[LETTER_FOLDS])
{
    if (cp < 0x80) {
        out[0] = (int32_t)(cp >= 'A' && cp <= 'Z' ? cp | 0x20 : cp);
        return 1;
    }
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
        if (plain[i].cp == cp) {
            size_t count = 0;
            for (; plain[i].to[count]; count++)
                out[count] = (unsigned char)plain[i].to[count];
            return count;
        }
    int last_boundclass = 0;
    utf8proc_ssize_t got = utf8proc_decompose_char(
        (utf8proc_int32_t)cp, out, LETTER_FOLDS,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK,
        &last_boundclass);
    size_t count = 0;
    for (utf8proc_ssize_t i = 0; i < got && i < LETTER_FOLDS; i++)
        if (letter_of((uint32_t)out[i]) == LETTER_WORD ||
            letter_of((uint32_t)out[i]) == LETTER_ALONE)
            out[count++] = out[i];
    return count;
}

/* Cyrillic and Latin letters that look alike, as small letters or as capitals. */
static const struct {
    int32_t cyrillic, latin;
} alike[] = {{0x430, 'a'}, {0x432, 'b'}, {0x435, 'e'}, {0x43a, 'k'}, {0x43c, 'm'},
             {0x43d, 'h'}, {0x43e, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x442, 't'},
             {0x443, 'y'}, {0x445, 'x'}, {0x456, 'i'}, {0x458, 'j'}, {0x455, 's'}};
enum { ALIKE = sizeof(alike) / sizeof(alike[0]) };

static int32_t to_latin(int32_t cp)
{
    for (size_t i = 0; i < ALIKE; i++)
        if (alike[i].cyrillic == cp)
            return alike[i].latin;
    return 0;
}

static int32_t to_cyrillic(int32_t cp)
{
    for (size_t i = 0; i < ALIKE; i++)
        if (alike[i].latin == cp)
            return alike[i].cyrillic;
    return 0;
}

void letters_unmix(int32_t *letters, size_t count)
{
    bool latin = false, cyrillic = false, plainly_cyrillic = false;
    for (size_t i = 0; i < count; i++) {
        bool is_cyrillic = letters[i] >= 0x400 && letters[i] < 0x530;
        cyrillic |= is_cyrillic;
        plainly_cyrillic |= is_cyrillic && !to_latin(letters[i]);
        latin |= letters[i] >= 'a' && letters[i] <= 'z';
    }
    if (!cyrillic || (plainly_cyrillic && !latin))
        return;
    for (size_t i = 0; i < count; i++) {
        int32_t other = plainly_cyrillic ? to_cyrillic(letters[i]) : to_latin(letters[i]);
        if (other)
            letters[i] = other;
    }
}
