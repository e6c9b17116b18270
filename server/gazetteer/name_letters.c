/* Letters of names: ASCII by a table, the rest by its Unicode category. */
#include "name_letters.h"
#include "base/utf8.h"

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
