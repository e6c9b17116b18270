/* An arena: a list of chunks, each twice the size of the one before. */
#include "base/arena.h"
#include "base/shortage.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__)
#define POISONED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISONED 1
#endif
#endif
#ifdef POISONED
#include <sanitizer/asan_interface.h>
#define HIDE(at, len) ASAN_POISON_MEMORY_REGION(at, len)
#define SHOW(at, len) ASAN_UNPOISON_MEMORY_REGION(at, len)
#else
#define HIDE(at, len) ((void)(at), (void)(len))
#define SHOW(at, len) ((void)(at), (void)(len))
#endif

enum { FIRST_CHUNK = 8 * 1024, FIRST_ROOM = 16 };

/* A pointer to elements of any type. */
typedef void *__attribute__((may_alias)) elements;

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;
    alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena)
{
    *arena = (struct arena){0};
}

static void free_from(struct arena_chunk *chunk)
{
    while (chunk) {
        struct arena_chunk *next = chunk->next;
        SHOW(chunk->bytes, chunk->size);
        free(chunk);
        chunk = next;
    }
}

void arena_release(struct arena *arena)
{
    free_from(arena->first);
    *arena = (struct arena){0};
}

void arena_clear(struct arena *arena)
{
    if (arena->first) {
        free_from(arena->first->next);
        arena->first->next = NULL;
        HIDE(arena->first->bytes, arena->first->size);
    }
    arena->current = arena->first;
    arena->used = 0;
    arena->failed = false;
}

bool arena_failed(const struct arena *arena)
{
    return arena->failed;
}

static struct arena_chunk *grow(struct arena *arena, size_t need)
{
    size_t size = arena->current ? arena->current->size * 2 : FIRST_CHUNK;
    if (size < need)
        size = need;
    struct arena_chunk *chunk =
        size < SIZE_MAX - sizeof(*chunk) ? malloc(sizeof(*chunk) + size) : NULL;
    if (!chunk) {
        arena->failed = true;
        shortage_note();
        return NULL;
    }
    *chunk = (struct arena_chunk){.size = size};
    HIDE(chunk->bytes, size);
    if (arena->current)
        arena->current->next = chunk;
    else
        arena->first = chunk;
    arena->current = chunk;
    arena->used = 0;
    return chunk;
}

void *arena_take(struct arena *arena, size_t size)
{
    const size_t unit = alignof(max_align_t);
    if (size > SIZE_MAX / 4) {
        arena->failed = true;
        return NULL;
    }
    size_t need = size ? (size + unit - 1) / unit * unit : unit;
    if (!arena->current || arena->current->size - arena->used < need)
        if (!grow(arena, need))
            return NULL;
    char *at = arena->current->bytes + arena->used;
    arena->used += need;
    SHOW(at, size);
    return at;
}

void *arena_take_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 4 / size) {
        arena->failed = true;
        return NULL;
    }
    void *at = arena_take(arena, count * size);
    return at ? memset(at, 0, count * size) : NULL;
}

bool arena_room(struct arena *arena, void *array, size_t count, size_t *room, size_t size)
{
    elements *at = array;
    if (count < *room)
        return true;
    size_t grown = *room ? *room * 2 : FIRST_ROOM;
    if (grown > SIZE_MAX / 4 / size) {
        arena->failed = true;
        return false;
    }
    void *larger = arena_take(arena, grown * size);
    if (!larger)
        return false;
    if (count)
        memcpy(larger, *at, count * size);
    *at = larger;
    *room = grown;
    return true;
}

struct slice arena_copy(struct arena *arena, struct slice text)
{
    char *at = arena_take(arena, text.len + 1);
    if (!at)
        return SLICE_NONE;
    if (text.len)
        memcpy(at, text.at, text.len);
    at[text.len] = '\0';
    return (struct slice){at, text.len};
}

struct slice arena_print(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *at = len < 0 ? NULL : arena_take(arena, (size_t)len + 1);
    if (!at)
        return SLICE_NONE;
    va_start(args, format);
    vsnprintf(at, (size_t)len + 1, format, args);
    va_end(args);
    return (struct slice){at, (size_t)len};
}
