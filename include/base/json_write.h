/* Writing JSON straight into a buffer: for what is rendered at load, and for what is
 * around the items of a list. Other answers are built with Jansson.
 *
 * Commas are put where they are due: before a member or item, unless it is the first.
 * Text must be valid UTF-8 (RFC 8259, section 7: only quote, backslash and
 * control characters are escaped). Faults are the buffer's. */
#ifndef CHANCERY_BASE_JSON_WRITE_H
#define CHANCERY_BASE_JSON_WRITE_H

#include "base/buffer.h"

/* A string with its quotes; no comma before it. */
void write_string(struct buffer *out, struct slice text);

void write_open(struct buffer *out, char bracket);  /* '{' or '[', as an item */
void write_close(struct buffer *out, char bracket); /* '}' or ']' */

/* "name": with a comma before it where one is due. `name` needs no escape. */
void write_name_slice(struct buffer *out, struct slice name);
static inline void write_name(struct buffer *out, const char *name)
{
    write_name_slice(out, slice_of(name)); /* inline: the length of a literal is known */
}

/* Members. */
static inline void write_text(struct buffer *out, const char *name, struct slice text)
{
    write_name(out, name);
    write_string(out, text);
}

static inline void write_int(struct buffer *out, const char *name, int64_t number)
{
    write_name(out, name);
    buffer_put_int(out, number);
}

static inline void write_null(struct buffer *out, const char *name)
{
    write_name(out, name);
    buffer_put(out, SLICE("null"));
}

static inline void write_text_or_null(struct buffer *out, const char *name,
                                      struct slice text)
{
    if (text.len)
        write_text(out, name, text);
    else
        write_null(out, name);
}

static inline void write_text_if(struct buffer *out, const char *name, struct slice text)
{
    if (text.len)
        write_text(out, name, text);
}

/* Seconds since 1970 as a time in UTC (RFC 3339): "2026-12-01T09:30:00Z". */
void write_time(struct buffer *out, const char *name, int64_t seconds);

/* An item of an array, already JSON. */
void write_item(struct buffer *out, struct slice json);

#endif
