/* A buffer: one block of memory that doubles. */
#include "base/buffer.h"
#include "base/shortage.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_ROOM = 1024 };

void buffer_init(struct buffer *buffer)
{
    *buffer = (struct buffer){0};
}

void buffer_release(struct buffer *buffer)
{
    free(buffer->at);
    *buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer)
{
    buffer->len = 0;
    buffer->failed = false;
}

bool buffer_failed(const struct buffer *buffer)
{
    return buffer->failed;
}

bool buffer_grow(struct buffer *buffer, size_t more)
{
    size_t room = buffer->room ? buffer->room : FIRST_ROOM;
    while (room - buffer->len < more && room < SIZE_MAX / 4)
        room *= 2;
    char *at = room - buffer->len >= more ? realloc(buffer->at, room) : NULL;
    if (!at) {
        buffer->failed = true;
        shortage_note();
        return false;
    }
    buffer->at = at;
    buffer->room = room;
    return true;
}

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           c == '-' || c == '.' || c == '_' || c == '~';
}

void buffer_put_escaped(struct buffer *buffer, struct slice text, const char *also)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        unsigned char byte = (unsigned char)c;
        if (is_unreserved(c) || (c && strchr(also, c)))
            buffer_put_char(buffer, c);
        else
            buffer_put(
                buffer,
                (struct slice){(char[]){'%', digits[byte >> 4], digits[byte & 15]}, 3});
    }
}

void buffer_put_int(struct buffer *buffer, int64_t number)
{
    char digits[20];
    size_t at = sizeof(digits);
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (number < 0)
        buffer_put_char(buffer, '-');
    buffer_put(buffer, (struct slice){digits + at, sizeof(digits) - at});
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0 || !buffer_reserve(buffer, (size_t)len + 1))
        return;
    va_start(args, format);
    vsnprintf(buffer->at + buffer->len, (size_t)len + 1, format, args);
    va_end(args);
    buffer->len += (size_t)len;
}

struct slice buffer_slice(const struct buffer *buffer)
{
    return (struct slice){buffer->at, buffer->len};
}

char *buffer_take(struct buffer *buffer, size_t *len)
{
    char *at = buffer->at;
    *len = buffer->len;
    *buffer = (struct buffer){0};
    return at;
}
