/* Arrays that grow, in memory of malloc.
 *
 * `array` is the address of the pointer to the elements (NULL at first), `count` how many
 * there are, `size` the bytes of each and `room` for how many there is memory (0 at
 * first). The owner frees the elements with free(). What is beyond `count` is not zeroed.
 * False when memory ran out (noted as in shortage.h), or the size overflows; then all is
 * as before. An array belongs to one thread. Arrays in an arena: arena_room (arena.h). */
#ifndef CHANCERY_BASE_ARRAY_H
#define CHANCERY_BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

/* Room for one more element after the `count` that are there. */
bool array_room(void *array, size_t count, size_t *room, size_t size);

/* Room for `more` elements after the `count` that are there. */
bool array_reserve(void *array, size_t count, size_t more, size_t *room, size_t size);

#endif
