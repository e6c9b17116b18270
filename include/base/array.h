/* Arrays that grow by one element at a time, malloc'ed by their owner's count and room.
 */
#ifndef CHANCERY_BASE_ARRAY_H
#define CHANCERY_BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

/* Room for one more element of `size` bytes behind the `count` that are there: `array` is
 * the address of the pointer to them. False when memory ran out; then all is as before.
 */
bool array_room(void *array, size_t count, size_t *room, size_t size);

#endif
