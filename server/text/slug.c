/* Slugs: a name in NFC and lower case, of which each character is kept or becomes "-". */
#include "text/slug.h"
#include "base/shortage.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

enum { SLUG_MAX = 200 };

/* A writer into memory of the arena that is large enough from the start. */
struct out {
    char *at;
    size_t len;
    bool merges; /* the last byte is a "-" of ours, which a typed one merges with */
};

/* Of the formats that the program serves, now or later. */
static const char *const suffixes[] = {".json", ".ndjson", ".jsonld", ".csv", ".txt",
                                       ".xml",  ".html",   ".tei",    ".bib", ".ris"};

static bool is_ascii(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    return true;
}

/* `text` with "/" for every byte that is not UTF-8: no file name and no word has a "/".
 */
static struct slice well_formed(struct arena *arena, struct slice text)
{
    bool cut;
    size_t good = utf8_check(text, &cut);
    if (good == text.len)
        return text;
    char *copy = arena_take(arena, text.len);
    if (!copy)
        return SLICE_NONE;
    memcpy(copy, text.at, text.len);
    while (good < text.len) {
        copy[good++] = '/';
        good += utf8_check(slice_from(text, good), &cut);
    }
    return (struct slice){copy, text.len};
}

/* utf8proc's mapping of UTF-8, moved into the arena; SLICE_NONE when memory ran out. */
static struct slice mapped(struct arena *arena, struct slice text,
                           utf8proc_option_t options)
{
    if (text.len == 0)
        return text;
    utf8proc_uint8_t *bytes = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)text.at,
                                        (utf8proc_ssize_t)text.len, &bytes, options);
    if (len < 0) {
        arena->failed = true;
        shortage_note();
        return SLICE_NONE;
    }
    struct slice copy = arena_copy(arena, (struct slice){(char *)bytes, (size_t)len});
    free(bytes);
    return copy;
}

static struct slice composed(struct arena *arena, struct slice text)
{
    if (is_ascii(text))
        return text;
    return mapped(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static bool is_mark(utf8proc_category_t category)
{
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

static bool is_letter(utf8proc_category_t category)
{
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

static void put(struct out *out, uint32_t cp)
{
    out->len += utf8_encode(cp, out->at + out->len);
    out->merges = false;
}

/* A run of characters that no slug has is one "-", together with a "-" next to it. */
static void put_other(struct out *out)
{
    if (out->len == 0 || out->at[out->len - 1] != '-')
        out->at[out->len++] = '-';
    out->merges = true;
}

/* Letters and digits; most are ASCII and need no look-up. */
static bool is_of_a_word(uint32_t cp)
{
    if (cp < 0x80)
        return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
               (cp >= '0' && cp <= '9');
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
    return is_letter(category) || category == UTF8PROC_CATEGORY_ND;
}

static uint32_t lower(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z' ? cp | 0x20 : cp;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

static void put_of_slug(struct out *out, uint32_t cp)
{
    if (cp == '-' && out->merges)
        out->merges = false;
    else if (cp == '.' || cp == '_' || cp == '-' || is_of_a_word(cp) ||
             (cp >= 0x80 && is_mark(utf8proc_category((utf8proc_int32_t)cp))))
        put(out, cp);
    else
        put_other(out);
}

/* `text` in lower case, by simple mappings, with "-" for what no slug has unless
 * `keep_others`. A mapping may be longer than its letter: U+023A takes two bytes, U+2C65
 * three. */
static struct slice lowered(struct arena *arena, struct slice text, bool keep_others)
{
    struct out out = {.at = arena_take(arena, text.len * 2 + 1)};
    if (!out.at)
        return SLICE_NONE;
    while (text.len > 0) {
        size_t size;
        uint32_t cp = utf8_decode(text, &size);
        cp = lower(cp);
        if (keep_others)
            put(&out, cp);
        else
            put_of_slug(&out, cp);
        text = slice_from(text, size);
    }
    return (struct slice){out.at, out.len};
}

static bool at_an_end(char c)
{
    return c == '.' || c == '-';
}

/* Cut at a character to SLUG_MAX bytes, and no "." or "-" at either end. */
static struct slice cut_to_size(struct slice slug)
{
    while (slug.len > 0 && at_an_end(slug.at[0]))
        slug = slice_from(slug, 1);
    if (slug.len > SLUG_MAX) {
        slug.len = SLUG_MAX;
        bool cut;
        slug.len = utf8_check(slug, &cut);
    }
    while (slug.len > 0 && at_an_end(slug.at[slug.len - 1]))
        slug.len--;
    return slug;
}

static bool ends_in_suffix(struct slice slug, size_t *dot)
{
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++)
        if (slice_ends(slug, slice_of(suffixes[i]))) {
            *dot = slug.len - strlen(suffixes[i]);
            return true;
        }
    return false;
}

struct slice slug_of(struct arena *arena, struct slice name)
{
    struct slice slug = composed(arena, well_formed(arena, name));
    slug = lowered(arena, slug, false);
    slug = composed(arena, slug); /* some pairs compose in lower case only: U+01F0 */
    slug = cut_to_size(slug);
    if (slug.len == 0)
        slug = SLICE("document");
    char *copy = arena_take(arena, slug.len + 1);
    if (!copy || arena_failed(arena))
        return SLICE_NONE;
    memcpy(copy, slug.at, slug.len);
    copy[slug.len] = '\0';
    size_t dot;
    if (ends_in_suffix(slug, &dot))
        copy[dot] = '-';
    return (struct slice){copy, slug.len};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Copies the run of digits at the start of `text`, without leading zeros and after its
 * length: "2" for two digits, ":2" for eleven, "::2" for twenty. Returns its bytes. */
static size_t put_number(struct out *out, struct slice text)
{
    size_t end = 0, start = 0;
    while (end < text.len && is_digit(text.at[end]))
        end++;
    while (start + 1 < end && text.at[start] == '0')
        start++;
    size_t length = end - start;
    for (; length > 9; length -= 9)
        put(out, ':');
    put(out, (uint32_t)('0' + length));
    for (; start < end; start++)
        put(out, (unsigned char)text.at[start]);
    return end;
}

struct slice slug_order(struct arena *arena, struct slice name)
{
    struct slice text = lowered(arena, well_formed(arena, name), true);
    struct out out = {.at = arena_take(arena, text.len * 2 + 1)};
    if (!out.at || arena_failed(arena))
        return SLICE_NONE;
    while (text.len > 0) {
        size_t size = 1;
        if (is_digit(text.at[0]))
            size = put_number(&out, text);
        else
            out.at[out.len++] = text.at[0];
        text = slice_from(text, size);
    }
    out.at[out.len] = '\0';
    return (struct slice){out.at, out.len};
}

/* Letters that are only written for a soft or hard sign: the saltillo that editors print
 * for one (U+A78B, U+A78C), and the modifier primes and apostrophes. */
static bool is_sign(uint32_t cp)
{
    return cp == 0xa78b || cp == 0xa78c || (cp >= 0x2b9 && cp <= 0x2bf);
}

struct slice slug_words(struct arena *arena, struct slice text)
{
    struct slice folded =
        is_ascii(text) /* only its capitals fold, below */
            ? text
            : mapped(arena, well_formed(arena, text),
                     UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                         UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
    struct out out = {.at = arena_take(arena, folded.len + 3)};
    if (!out.at || arena_failed(arena))
        return SLICE_NONE;
    put(&out, ' ');
    while (folded.len > 0) {
        size_t size;
        uint32_t cp = utf8_decode(folded, &size);
        if (is_of_a_word(cp)) {
            if (!is_sign(cp))
                put(&out, cp < 0x80 ? lower(cp) : cp);
        } else if (out.at[out.len - 1] != ' ') {
            put(&out, ' ');
        }
        folded = slice_from(folded, size);
    }
    if (out.at[out.len - 1] != ' ')
        put(&out, ' ');
    out.at[out.len] = '\0';
    return (struct slice){out.at, out.len};
}
