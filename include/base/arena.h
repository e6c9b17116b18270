/* An arena: memory for one request or one block, freed all at once.
 *
 * arena_init/arena_release frame its life; arena_clear empties it and keeps its first
 * chunk, so that the next request costs no malloc. An arena belongs to one thread.
 * When memory runs out, the function returns NULL (or SLICE_NONE), and arena_failed() is
 * true until the next clear, so that many calls may be checked once, at the end. Under
 * AddressSanitizer cleared memory is poisoned. */
#ifndef CHANCERY_BASE_ARENA_H
#define CHANCERY_BASE_ARENA_H

#include "base/slice.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *first, *current;
    size_t used; /* bytes taken from `current` */
    bool failed;
};

void arena_init(struct arena *arena);
void arena_release(struct arena *arena);
void arena_clear(struct arena *arena);
bool arena_failed(const struct arena *arena);

/* `size` bytes, aligned for any type, not zeroed; NULL when memory ran out. */
void *arena_take(struct arena *arena, size_t size);

/* `count` zeroed elements of `size` bytes; NULL on overflow or when memory ran out. */
void *arena_take_array(struct arena *arena, size_t count, size_t size);

/* Room for one more element of `size` bytes after the `count` that are there: `array` is
 * the address of the pointer to them (NULL at first), `room` for how many there is memory
 * (0 at first). When full, they move to twice the room; the memory they leave is used
 * again only after the arena is cleared. What is beyond `count` is not zeroed. False when
 * memory ran out; then all is as before. */
bool arena_room(struct arena *arena, void *array, size_t count, size_t *room,
                size_t size);

/* A copy of `text`, with a NUL after it; SLICE_NONE when memory ran out. */
struct slice arena_copy(struct arena *arena, struct slice text);

/* printf into the arena; SLICE_NONE when memory ran out. NUL-terminated. */
struct slice arena_print(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
