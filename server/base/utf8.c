/* UTF-8: checking skips ASCII eight bytes at a time; counting counts lead bytes (SWAR).
 */
#include "base/utf8.h"

static const uint64_t HIGH_BITS = 0x8080808080808080u;

static uint64_t load_word(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof(word));
    return word;
}

static bool is_tail(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* The length of the character that `lead` begins, and the range of its second byte
 * (Unicode table 3-7); 0 when no character begins so. */
static size_t lead_length(unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xbf;
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead <= 0xdf)
        return 2;
    if (lead >= 0xe0 && lead <= 0xef) {
        *low = lead == 0xe0 ? 0xa0 : 0x80;
        *high = lead == 0xed ? 0x9f : 0xbf;
        return 3;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        *low = lead == 0xf0 ? 0x90 : 0x80;
        *high = lead == 0xf4 ? 0x8f : 0xbf;
        return 4;
    }
    return 0;
}

/* Bytes of the well-formed character at `at`; 0 when there is none. */
static size_t check_one(const unsigned char *at, size_t left, bool *cut)
{
    unsigned char low, high;
    size_t length = lead_length(at[0], &low, &high);
    for (size_t i = 1; i < length; i++) {
        if (i == left) {
            *cut = true;
            return 0;
        }
        if (at[i] < low || at[i] > high)
            return 0;
        low = 0x80;
        high = 0xbf;
    }
    return length;
}

size_t utf8_check(struct slice text, bool *cut)
{
    size_t at = 0;
    *cut = false;
    while (at < text.len) {
        if (text.len - at >= 8 && !(load_word(text.at + at) & HIGH_BITS)) {
            at += 8;
            continue;
        }
        size_t size = check_one((const unsigned char *)text.at + at, text.len - at, cut);
        if (size == 0)
            break;
        at += size;
    }
    return at;
}

uint32_t utf8_decode(struct slice text, size_t *size)
{
    const unsigned char *at = (const unsigned char *)text.at;
    if (at[0] < 0x80) {
        *size = 1;
        return at[0];
    }
    size_t length = at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
    *size = length < text.len ? length : text.len;
    uint32_t cp = at[0] & (0xffu >> (length + 1));
    for (size_t i = 1; i < *size; i++)
        cp = cp << 6 | (at[i] & 0x3fu);
    return cp;
}

size_t utf8_encode(uint32_t cp, char *out)
{
    size_t length = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0x00, 0xc0, 0xe0, 0xf0};
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (cp & 0x3f));
        cp >>= 6;
    }
    out[0] = (char)(leads[length] | cp);
    return length;
}

/* Bytes in `word` that are not the tail of a character. */
static size_t leads_in(uint64_t word)
{
    uint64_t tails = word & ~(word << 1) & HIGH_BITS;
    return 8 - (size_t)((tails >> 7) * 0x0101010101010101u >> 56); /* sums the bytes */
}

size_t utf8_length(struct slice text)
{
    size_t count = 0, at = 0;
    for (; text.len - at >= 8; at += 8)
        count += leads_in(load_word(text.at + at));
    for (; at < text.len; at++)
        count += !is_tail((unsigned char)text.at[at]);
    return count;
}

size_t utf8_length_utf16(struct slice text)
{
    size_t count = utf8_length(text);
    for (size_t at = 0; at < text.len; at++)
        count += (unsigned char)text.at[at] >= 0xf0;
    return count;
}

size_t utf8_byte_at(struct slice text, size_t cp)
{
    size_t at = 0;
    while (text.len - at >= 8) {
        size_t leads = leads_in(load_word(text.at + at));
        if (leads > cp)
            break;
        cp -= leads;
        at += 8;
    }
    for (; at < text.len; at++)
        if (!is_tail((unsigned char)text.at[at]) && cp-- == 0)
            break;
    return at;
}

bool utf8_is_space(uint32_t cp)
{
    return (cp >= 9 && cp <= 13) || cp == ' ' || cp == 0x85 || cp == 0xa0 ||
           cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 ||
           cp == 0x2029 || cp == 0x202f || cp == 0x205f || cp == 0x3000;
}

size_t utf8_space(struct slice text)
{
    if (text.len == 0)
        return 0;
    size_t size;
    uint32_t cp = utf8_decode(text, &size);
    return utf8_is_space(cp) ? size : 0;
}

struct slice utf8_trim(struct slice text)
{
    size_t size;
    while ((size = utf8_space(text)) > 0)
        text = slice_from(text, size);
    while (text.len > 0) {
        size_t lead = text.len - 1;
        while (lead > 0 && is_tail((unsigned char)text.at[lead]))
            lead--;
        if (utf8_space((struct slice){text.at + lead, text.len - lead}) == 0)
            break;
        text.len = lead;
    }
    return text;
}
