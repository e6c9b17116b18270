/* Arrays that grow: by half each time, or by as much as is needed. */
#include "base/array.h"
#include "base/shortage.h"

#include <stdint.h>
#include <stdlib.h>

enum { FIRST_ROOM = 64 };

/* A pointer to elements of any type. */
typedef void *__attribute__((may_alias)) elements;

bool array_reserve(void *array, size_t count, size_t more, size_t *room, size_t size)
{
    elements *at = array;
    if (more <= *room && count <= *room - more)
        return true;
    size_t grown = *room ? *room + *room / 2 : FIRST_ROOM;
    if (more > SIZE_MAX / 4 / size || count > SIZE_MAX / 4 / size)
        return false;
    grown = grown > count + more ? grown : count + more;
    void *larger = realloc(*at, grown * size);
    if (!larger) {
        shortage_note();
        return false;
    }
    *at = larger;
    *room = grown;
    return true;
}

bool array_room(void *array, size_t count, size_t *room, size_t size)
{
    return array_reserve(array, count, 1, room, size);
}
