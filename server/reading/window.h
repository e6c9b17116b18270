/* The window: the part of a file that is being read, in memory.
 *
 * Offsets are bytes from the start of the file; memory moves when the window does, so
 * that a pointer from window_at() lives only until the next window_reach(). Bytes before
 * `keep` may be dropped. All bytes before window_end() are checked UTF-8. One thread. */
#ifndef CHANCERY_READING_WINDOW_H
#define CHANCERY_READING_WINDOW_H

#include "reading/parse.h"

struct XXH3_state_s;

struct window {
    int fd;
    char *at; /* at[0] is byte `start` of the file */
    size_t room, most;
    size_t len;     /* bytes read */
    size_t checked; /* of them, whole well-formed characters */
    uint64_t start, keep;
    unsigned long keep_line; /* the line that `keep` is in, from 1 */
    uint64_t file_bytes;     /* the cap */
    bool ended;              /* `len` reaches the end of the file */
    bool moved;              /* memory did, since it was read from the start */
    bool digested;           /* `digest` and `bytes` are known */
    struct digest digest;
    uint64_t bytes;
    struct XXH3_state_s *hash;
};

/* `most`: bytes from `keep` on that window_reach() will ever be asked to hold. */
CHECKED enum fault window_init(struct window *window, int fd, uint64_t file_bytes,
                               size_t most, struct fault_detail *detail);
void window_release(struct window *window);

/* Has the bytes up to `to` in memory, as far as the file goes. Faults: as parse.h. */
CHECKED enum fault window_reach(struct window *window, uint64_t to,
                                struct fault_detail *detail);

/* All before `offset`, which is in line `line`, may be forgotten. */
void window_keep(struct window *window, uint64_t offset, unsigned long line);

/* Back to the start; nothing is read again when the whole file is in memory. */
void window_rewind(struct window *window);

/* Is the whole file in memory, and was never moved? Then pointers into it stay valid. */
static inline bool window_is_whole(const struct window *window)
{
    return window->ended && !window->moved;
}

/* The first byte of text: 3 after a BOM, else 0. Call it after a window_reach(3). */
uint64_t window_text(const struct window *window);

static inline uint64_t window_end(const struct window *window)
{
    return window->start + window->checked;
}

static inline const char *window_at(const struct window *window, uint64_t offset)
{
    return window->at + (offset - window->start);
}

/* The bytes from `from` up to `to`, both inside the window. */
static inline struct slice window_slice(const struct window *window, uint64_t from,
                                        uint64_t to)
{
    return (struct slice){window_at(window, from), (size_t)(to - from)};
}

#endif
