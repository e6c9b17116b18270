/* A slice: a pointer to bytes that are owned elsewhere, and their number.
 *
 * Lengths are in bytes. A slice is valid as long as the bytes it points to; it is
 * not terminated by NUL. Every function here is pure and safe in any thread. */
#ifndef CHANCERY_BASE_SLICE_H
#define CHANCERY_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *at;
    size_t len;
};

#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})
#define SLICE_NONE ((struct slice){NULL, 0})

/* For printf: "%.*s", SLICE_PRINT(s). */
#define SLICE_PRINT(s) (int)(s).len, (s).at ? (s).at : ""

static inline struct slice slice_of(const char *text)
{
    return (struct slice){text, text ? strlen(text) : 0};
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* Compares the first byte before anything else: most words differ there. */
static inline bool slice_is(struct slice a, const char *text)
{
    if (a.len == 0)
        return text[0] == '\0';
    return a.at[0] == text[0] && slice_equal(a, slice_of(text));
}

/* Is it one of `words`, which end with NULL? */
static inline bool slice_is_one_of(struct slice a, const char *const *words)
{
    while (*words && !slice_is(a, *words))
        words++;
    return *words != NULL;
}

static inline bool slice_starts(struct slice a, struct slice prefix)
{
    return a.len >= prefix.len && memcmp(a.at, prefix.at, prefix.len) == 0;
}

static inline bool slice_ends(struct slice a, struct slice suffix)
{
    return a.len >= suffix.len &&
           memcmp(a.at + a.len - suffix.len, suffix.at, suffix.len) == 0;
}

/* The order of bytes, as of memcmp; a prefix comes before what continues it. */
static inline int slice_compare(struct slice a, struct slice b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.at, b.at, len) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* The part of `a` from byte `from` on; empty when `from` is past the end. */
static inline struct slice slice_from(struct slice a, size_t from)
{
    if (a.len == 0) /* `at` may be NULL */
        return a;
    return from >= a.len ? (struct slice){a.at + a.len, 0}
                         : (struct slice){a.at + from, a.len - from};
}

/* The first byte `c` in `a`, or a.len when there is none. */
static inline size_t slice_find(struct slice a, char c)
{
    const char *hit = a.len ? memchr(a.at, c, a.len) : NULL;
    return hit ? (size_t)(hit - a.at) : a.len;
}

/* Cuts `rest` at the first `c`: returns what is before it, and leaves in `rest` what is
 * after it (nothing, when there is no `c`). */
static inline struct slice slice_cut(struct slice *rest, char c)
{
    size_t at = slice_find(*rest, c);
    struct slice head = {rest->at, at};
    *rest = slice_from(*rest, at + 1);
    return head;
}

/* Takes all ASCII digits at the start of `rest`, leading zeros too, and reads them as a
 * decimal number. True when there is a digit and the number is at most `most`. Otherwise
 * *out is 0 when there is no digit, and `most` when the number is greater. The digits are
 * as many as `rest` is shorter. */
static inline bool slice_take_number(struct slice *rest, uint64_t most, uint64_t *out)
{
    uint64_t number = 0;
    bool fits = true;
    size_t i = 0;
    for (; i < rest->len && rest->at[i] >= '0' && rest->at[i] <= '9'; i++) {
        uint64_t digit = (uint64_t)(rest->at[i] - '0');
        fits = fits && number <= most / 10 && digit <= most - number * 10;
        number = fits ? number * 10 + digit : most;
    }
    *rest = slice_from(*rest, i);
    *out = number;
    return fits && i > 0;
}

/* Reads `text` as a decimal number: nothing but ASCII digits, at least one, leading zeros
 * allowed, and at most `most`. Otherwise false, and *out is 0. */
static inline bool slice_number(struct slice text, uint64_t most, uint64_t *out)
{
    bool good = slice_take_number(&text, most, out) && text.len == 0;
    *out = good ? *out : 0;
    return good;
}

#endif
