/* Bytes that grow: by half each time. */
#include "list_bytes.h"

#include <stdlib.h>

bool list_bytes_grow(struct list_bytes *bytes, uint32_t more)
{
    uint32_t room = bytes->room ? bytes->room + bytes->room / 2 : 8;
    while (room - bytes->len < more)
        room += room / 2;
    unsigned char *at = realloc(bytes->at, room);
    if (!at)
        return false;
    bytes->at = at;
    bytes->room = room;
    return true;
}
