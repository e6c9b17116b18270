/* Bytes that grow, for lists of which there are many and most are short: no struct
 * buffer, which is larger. One that is zero is empty; `at` is malloc'ed. Private to db/.
 */
#ifndef CHANCERY_DB_STORE_LIST_BYTES_H
#define CHANCERY_DB_STORE_LIST_BYTES_H

#include "base/fault.h"
#include "db/store/postings.h"

struct list_bytes {
    unsigned char *at;
    uint32_t len, room;
};

/* Out of line: room for `more` bytes where there is not enough. */
CHECKED bool list_bytes_grow(struct list_bytes *bytes, uint32_t more);

/* Room for `more` bytes behind those there are. False when memory ran out. */
CHECKED static inline bool list_bytes_reserve(struct list_bytes *bytes, uint32_t more)
{
    return bytes->room - bytes->len >= more || list_bytes_grow(bytes, more);
}

/* A number as postings.h has it, for which there is room: five bytes at most. */
static inline void list_bytes_put_varint(struct list_bytes *bytes, uint32_t number)
{
    bytes->len += (uint32_t)postings_put_varint(bytes->at + bytes->len, number);
}

#endif
