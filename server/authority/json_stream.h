/* A stream of JSON: one value after the other out of a long text, which is never whole
 * in memory.
 *
 * The caller walks the outermost brackets; the values in them come as spans of text,
 * whose brackets and quotes match and which Jansson may then parse. What is longer than
 * the cap or nested too deeply is skipped. Jansson alone (JSON_DISABLE_EOF_CHECK) would
 * not do: it does not say where a value ends that is not JSON, and it would hold one that
 * is too long in memory.
 *
 * One thread. Faults: FAULT_MEMORY, and FAULT_INPUT when the file cannot be read. */
#ifndef CHANCERY_AUTHORITY_JSON_STREAM_H
#define CHANCERY_AUTHORITY_JSON_STREAM_H

#include "base/buffer.h"
#include "base/fault.h"

enum { JSON_STREAM_DEPTH = 16 };

struct json_stream {
    int fd;               /* -1: the whole text is in memory */
    struct buffer window; /* of a file */
    const char *at;
    size_t len, pos;
    size_t keep; /* what comes before it may be dropped */
    unsigned long line;
    bool ended;
    int error; /* errno of a failed read */
};

enum json_span {
    SPAN_WHOLE,
    SPAN_LONG, /* skipped: longer than the cap */
    SPAN_DEEP, /* skipped: nested too deeply */
    SPAN_CUT,  /* the text ends within it */
};

/* Begins with a text in memory, which must outlive the stream, or with what can be read
 * from `fd`, which stays the caller's. */
void json_stream_text(struct json_stream *stream, struct slice text);
void json_stream_file(struct json_stream *stream, int fd);
void json_stream_release(struct json_stream *stream);

/* The next byte that is no white space, without taking it; -1 at the end. */
int json_stream_peek(struct json_stream *stream);
/* Takes the byte `c` if it is next. */
bool json_stream_take(struct json_stream *stream, char c);

/* The next value, valid until the next call, and the line on which it begins. */
enum json_span json_stream_value(struct json_stream *stream, size_t cap,
                                 struct slice *out, unsigned long *line);

/* Did memory or the file fail, so that the stream ended too early? */
CHECKED enum fault json_stream_fault(const struct json_stream *stream,
                                     struct fault_detail *detail);

#endif
