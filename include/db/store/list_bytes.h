/* Bytes that grow, for lists of which there are very many and most are short: smaller
 * than a struct buffer.
 *
 * All zero is empty. `at` is malloc'ed and its owner's to free; at most 4 GiB. */
#ifndef CHANCERY_DB_STORE_LIST_BYTES_H
#define CHANCERY_DB_STORE_LIST_BYTES_H

#include "base/fault.h"
#include "base/varint.h"

struct list_bytes {
    unsigned char *at;
    uint32_t len, room;
};

/* Out of line: makes room for `more` bytes where there is not enough. */
CHECKED bool list_bytes_grow(struct list_bytes *bytes, uint32_t more);

/* Room for `more` bytes after those that are there. False when memory ran out. */
CHECKED static inline bool list_bytes_reserve(struct list_bytes *bytes, uint32_t more)
{
    return bytes->room - bytes->len >= more || list_bytes_grow(bytes, more);
}

/* Appends a varint, for which VARINT_BYTES_32 must be reserved. */
static inline void list_bytes_put_varint(struct list_bytes *bytes, uint32_t number)
{
    bytes->len += (uint32_t)varint_write(bytes->at + bytes->len, number);
}

#endif
