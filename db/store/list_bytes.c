/* Bytes that grow: by half each time, up to 4 GiB. */
#include "db/store/list_bytes.h"

#include <stdlib.h>

bool list_bytes_grow(struct list_bytes *bytes, uint32_t more)
{
    uint64_t need = (uint64_t)bytes->len + more;
    uint64_t room = (uint64_t)bytes->room + bytes->room / 2;
    room = room > need ? room : need < 8 ? 8 : need;
    room = room < UINT32_MAX ? room : UINT32_MAX;
    unsigned char *at = need <= room ? realloc(bytes->at, room) : NULL;
    if (!at)
        return false;
    bytes->at = at;
    bytes->room = (uint32_t)room;
    return true;
}
