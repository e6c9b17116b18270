/* A stream of JSON: a window moves over the text, and brackets are counted to find where
 * a value ends. */
#include "json_stream.h"

#include <errno.h>
#include <unistd.h>

enum { READ_BYTES = 64 * 1024 };

void json_stream_text(struct json_stream *stream, struct slice text)
{
    *stream = (struct json_stream){
        .fd = -1, .at = text.at, .len = text.len, .line = 1, .ended = true};
    buffer_init(&stream->window);
}

/* Reads more of the file; what comes before `keep` is dropped. False at the end. */
static bool read_more(struct json_stream *stream)
{
    struct buffer *window = &stream->window;
    if (stream->ended)
        return false;
    if (stream->keep > 0) {
        memmove(window->at, window->at + stream->keep, window->len - stream->keep);
        window->len -= stream->keep;
        stream->pos -= stream->keep;
        stream->keep = 0;
    }
    ssize_t got = -1;
    if (buffer_reserve(window, READ_BYTES))
        do
            got = read(stream->fd, window->at + window->len, READ_BYTES);
        while (got < 0 && errno == EINTR);
    if (got < 0 && !window->failed)
        stream->error = errno;
    stream->ended = got <= 0;
    if (got > 0)
        window->len += (size_t)got;
    stream->at = window->at;
    stream->len = window->len;
    return got > 0;
}

void json_stream_file(struct json_stream *stream, int fd)
{
    *stream = (struct json_stream){.fd = fd, .line = 1};
    buffer_init(&stream->window);
    read_more(stream);
    struct slice mark = SLICE("\xef\xbb\xbf");
    if (slice_starts((struct slice){stream->at, stream->len}, mark))
        stream->pos = mark.len;
}

void json_stream_release(struct json_stream *stream)
{
    buffer_release(&stream->window);
}

static int look(struct json_stream *stream)
{
    if (stream->pos == stream->len && !read_more(stream))
        return -1;
    return (unsigned char)stream->at[stream->pos];
}

static void step(struct json_stream *stream)
{
    stream->line += stream->at[stream->pos++] == '\n';
}

int json_stream_peek(struct json_stream *stream)
{
    int c;
    for (;;) {
        stream->keep = stream->pos;
        c = look(stream);
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return c;
        step(stream);
    }
}

bool json_stream_take(struct json_stream *stream, char c)
{
    if (json_stream_peek(stream) != (unsigned char)c)
        return false;
    step(stream);
    return true;
}

/* What is known of a value before its end is reached. */
struct value_scan {
    size_t cap;
    unsigned depth;
    bool in_text, escaped, is_long, deep;
};

/* Does the value go on after the byte `c`, which was just taken? */
static bool goes_on(struct value_scan *scan, int c)
{
    if (scan->in_text) {
        bool ends = c == '"' && !scan->escaped;
        scan->escaped = c == '\\' && !scan->escaped;
        scan->in_text = !ends;
        return !ends || scan->depth > 0;
    }
    if (c == '"') {
        scan->in_text = true;
    } else if (c == '{' || c == '[') {
        scan->depth++;
        scan->deep |= scan->depth > JSON_STREAM_DEPTH;
    } else if (c == '}' || c == ']') {
        scan->depth--;
        return scan->depth > 0;
    }
    return true;
}

/* Outside of brackets and quotes a number or a word ends before one of these. */
static bool ends_word(const struct value_scan *scan, int c)
{
    return scan->depth == 0 && !scan->in_text && strchr(",:]} \t\r\n", c);
}

enum json_span json_stream_value(struct json_stream *stream, size_t cap,
                                 struct slice *out, unsigned long *line)
{
    struct value_scan scan = {.cap = cap};
    int c = json_stream_peek(stream);
    bool on = c >= 0 && !ends_word(&scan, c), cut = c < 0;
    *line = stream->line;
    while (on) {
        step(stream);
        on = goes_on(&scan, c);
        if (stream->pos - stream->keep > cap) {
            scan.is_long = true;
            stream->keep = stream->pos;
        }
        if (!on)
            break;
        c = look(stream);
        cut = c < 0 && (scan.depth > 0 || scan.in_text);
        on = c >= 0 && !ends_word(&scan, c);
    }
    *out = (struct slice){stream->at + stream->keep, stream->pos - stream->keep};
    if (cut)
        return SPAN_CUT;
    return scan.is_long ? SPAN_LONG : scan.deep ? SPAN_DEEP : SPAN_WHOLE;
}

enum fault json_stream_fault(const struct json_stream *stream,
                             struct fault_detail *detail)
{
    if (stream->window.failed)
        return fault_memory(detail);
    if (stream->error)
        return fault_set(detail, FAULT_INPUT, "cannot be read: %s",
                         strerror(stream->error));
    return FAULT_NONE;
}
