/* Arrays that grow: by half each time. */
#include "base/array.h"

#include <stdlib.h>

bool array_room(void *array, size_t count, size_t *room, size_t size)
{
    void **at = array;
    if (count < *room)
        return true;
    size_t more = *room ? *room + *room / 2 : 64;
    void *larger = realloc(*at, more * size);
    if (!larger)
        return false;
    *at = larger;
    *room = more;
    return true;
}
