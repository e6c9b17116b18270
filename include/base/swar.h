/* SWAR (SIMD within a register): eight ASCII bytes at a time, in one 64-bit number.
 *
 * The first byte is in the lowest eight bits. A mask has the highest bit set of each byte
 * that it selects. Pure functions, safe in any thread. */
#ifndef CHANCERY_BASE_SWAR_H
#define CHANCERY_BASE_SWAR_H

#include "base/slice.h"

#include <endian.h>
#include <stdint.h>

#define SWAR_REPEAT(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The eight bytes of `text` from `at` on; NULs after its end. */
static inline uint64_t swar_load(struct slice text, size_t at)
{
    uint64_t bytes = 0;
    size_t left = text.len - at;
    if (left >= sizeof(bytes))
        memcpy(&bytes, text.at + at, sizeof(bytes));
    else
        memcpy(&bytes, text.at + at, left);
    return le64toh(bytes);
}

/* Letters in lower case; digits stay, other bytes become meaningless. */
static inline uint64_t swar_lower(uint64_t bytes)
{
    return (bytes & SWAR_REPEAT(0x7f)) | SWAR_REPEAT(0x20);
}

/* A mask of the bytes from `first` to `last`. All bytes must be below 0x80, so that no
 * sum carries into the next. */
static inline uint64_t swar_range(uint64_t bytes, unsigned char first, unsigned char last)
{
    return (bytes + SWAR_REPEAT(0x80U - first)) & ~(bytes + SWAR_REPEAT(0x7fU - last)) &
           SWAR_REPEAT(0x80);
}

static inline uint64_t swar_letters(uint64_t bytes)
{
    return swar_range(swar_lower(bytes), 'a', 'z') & ~bytes;
}

static inline uint64_t swar_digits(uint64_t bytes)
{
    return swar_range(bytes & SWAR_REPEAT(0x7f), '0', '9') & ~bytes;
}

/* How many bytes, from the first on, the mask selects without a gap. */
static inline unsigned swar_run(uint64_t mask)
{
    uint64_t others = ~mask & SWAR_REPEAT(0x80);
    return others ? (unsigned)__builtin_ctzll(others) / 8 : 8;
}

/* How many bytes a mask selects. */
static inline unsigned swar_count(uint64_t mask)
{
    return (unsigned)((mask >> 7) * SWAR_REPEAT(1) >> 56);
}

/* The first `count` bytes, and NULs for the others. */
static inline uint64_t swar_first(uint64_t bytes, unsigned count)
{
    return count < 8 ? bytes & ((UINT64_C(1) << (count * 8)) - 1) : bytes;
}

#endif
