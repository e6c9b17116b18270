/* A stream of JSON: one value after the other out of a long text, without holding it.
 *
 * The caller walks the outermost brackets; the values in them come as spans of text,
 * whose brackets and quotes are matched and which Jansson may then judge. What is longer
 * than the cap or nested too deeply is passed over. Private to server/text. */
#ifndef CHANCERY_AUTHORITY_JSON_STREAM_H
#define CHANCERY_AUTHORITY_JSON_STREAM_H

#include "base/buffer.h"
#include "base/fault.h"

enum { JSON_STREAM_DEPTH = 16 };

struct json_stream {
    int fd;               /* -1: all of the text is there */
    struct buffer window; /* of a file */
    const char *at;
    size_t len, pos;
    size_t keep; /* what lies before it may go */
    unsigned long line;
    bool ended;
    int error; /* errno of a failed read */
};

enum json_span {
    SPAN_WHOLE,
    SPAN_LONG, /* passed over */
    SPAN_DEEP, /* likewise */
    SPAN_CUT,  /* the text ended in it */
};

/* A text in memory, or what can be read from `fd`, which stays the caller's. */
void json_stream_text(struct json_stream *stream, struct slice text);
void json_stream_file(struct json_stream *stream, int fd);
void json_stream_release(struct json_stream *stream);

/* The next byte that is no white space, without taking it; -1 at the end. */
int json_stream_peek(struct json_stream *stream);
/* Takes the byte `c` where it is next. */
bool json_stream_take(struct json_stream *stream, char c);

/* The next value, valid until the next call, and the line on which it begins. */
enum json_span json_stream_value(struct json_stream *stream, size_t cap,
                                 struct slice *out, unsigned long *line);

/* Memory or the file failed: what was read is not the end. */
CHECKED enum fault json_stream_fault(const struct json_stream *stream,
                                     struct fault_detail *detail);

#endif
