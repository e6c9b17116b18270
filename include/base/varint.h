/* Whole numbers as bytes (LEB128): seven bits to a byte, the lowest first, and the eighth
 * bit set in all but the last.
 *
 * A number of 32 bits takes at most five bytes, one of 64 bits ten. Reading never goes
 * past the end; a number is damaged when the bytes end in it or it has more bits than
 * asked for. Pure functions, safe in any thread. */
#ifndef CHANCERY_BASE_VARINT_H
#define CHANCERY_BASE_VARINT_H

#include "base/buffer.h"

enum { VARINT_BYTES_32 = 5, VARINT_BYTES = 10 };

/* Writes to `at`, where there is room, and returns how many bytes it took. */
static inline size_t varint_write(unsigned char *at, uint64_t number)
{
    size_t len = 0;
    for (; number >= 0x80; number >>= 7)
        at[len++] = (unsigned char)(number | 0x80);
    at[len++] = (unsigned char)number;
    return len;
}

/* Appends to `out`; when memory runs out, `out` remembers it. */
static inline void varint_put(struct buffer *out, uint64_t number)
{
    if (buffer_reserve(out, VARINT_BYTES))
        out->len += varint_write((unsigned char *)out->at + out->len, number);
}

/* Reads the number at `at`: where the next one begins, or NULL when it is damaged. */
static inline const unsigned char *varint_read(const unsigned char *at,
                                               const unsigned char *end, uint64_t *out)
{
    uint64_t number = 0;
    for (unsigned shift = 0; at < end && shift < 64; shift += 7) {
        unsigned char byte = *at++;
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            *out = number;
            return shift == 63 && byte > 1 ? NULL : at;
        }
    }
    return NULL;
}

/* For lists that are read in a loop until `end`: a number of 32 bits, and where the next
 * one begins. One that is damaged, or missing, is 0 and ends the list: `end`. */
static inline const unsigned char *varint_next(const unsigned char *at,
                                               const unsigned char *end, uint32_t *out)
{
    uint64_t number;
    const unsigned char *after = varint_read(at, end, &number);
    if (!after || number > UINT32_MAX) {
        *out = 0;
        return end;
    }
    *out = (uint32_t)number;
    return after;
}

/* Takes a number of 64 bits from the front of `bytes`. False when it is damaged, or there
 * is none; then *out is 0 and `bytes` is as before. */
static inline bool varint_take(struct slice *bytes, uint64_t *out)
{
    const unsigned char *at = (const unsigned char *)bytes->at;
    const unsigned char *after =
        bytes->len ? varint_read(at, at + bytes->len, out) : NULL;
    if (!after) {
        *out = 0;
        return false;
    }
    *bytes = slice_from(*bytes, (size_t)(after - at));
    return true;
}

#endif
