/* A buffer: bytes that grow, for answers and for rows on their way to disk.
 *
 * buffer_init/buffer_release frame its life; buffer_clear keeps the memory. It belongs
 * to one thread. When memory runs out the buffer remembers it: later puts do nothing
 * and buffer_failed() says so, so that a writer is checked once, at its end. */
#ifndef CHANCERY_BASE_BUFFER_H
#define CHANCERY_BASE_BUFFER_H

#include "base/slice.h"
#include <stdint.h>

struct buffer {
    char *at;
    size_t len, room;
    bool failed;
};

void buffer_init(struct buffer *buffer);
void buffer_release(struct buffer *buffer);
void buffer_clear(struct buffer *buffer);
bool buffer_failed(const struct buffer *buffer);

/* Makes room for `more` bytes after what is there; false when memory ran out. */
bool buffer_grow(struct buffer *buffer, size_t more);
static inline bool buffer_reserve(struct buffer *buffer, size_t more)
{
    return !buffer->failed &&
           (buffer->room - buffer->len >= more || buffer_grow(buffer, more));
}

static inline void buffer_put(struct buffer *buffer, struct slice text)
{
    if (text.len == 0 || !buffer_reserve(buffer, text.len))
        return;
    memcpy(buffer->at + buffer->len, text.at, text.len);
    buffer->len += text.len;
}

static inline void buffer_put_char(struct buffer *buffer, char c)
{
    if (buffer_reserve(buffer, 1))
        buffer->at[buffer->len++] = c;
}

static inline void buffer_put_text(struct buffer *buffer, const char *text)
{
    buffer_put(buffer, slice_of(text));
}

/* Percent-encodes all but letters and digits of ASCII and "-._~" (RFC 3986, section 2.3)
 * and the characters of `also`. */
void buffer_put_escaped(struct buffer *buffer, struct slice text, const char *also);

void buffer_put_int(struct buffer *buffer, int64_t number);
void buffer_print(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What has been put so far; valid until the next put. */
struct slice buffer_slice(const struct buffer *buffer);

/* Hands the bytes to the caller, which frees them with free(); the buffer is empty then.
 */
char *buffer_take(struct buffer *buffer, size_t *len);

#endif
