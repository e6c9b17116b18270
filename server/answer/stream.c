/* Answers that are made while they are sent, piece by piece, in bounded memory. */
#include "answer/stream.h"
#include "answer/context.h"
#include "answer/send.h"
#include "base/log.h"
#include "base/shortage.h"

#include <stdlib.h>
#include <time.h>

struct answer_stream {
    struct call call; /* a copy; its arena belongs to the stream */
    struct arena arena;
    struct generation *pinned; /* the data set that it began with */
    char *fields;              /* a copy of fields= */
    struct buffer piece;
    size_t sent; /* of the piece */
    bool done;
    time_t deadline; /* monotonic seconds */
    stream_fill *fill;
    void (*release)(void *self);
    void *self;
};

static time_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec;
}

/* The next piece that is not empty, or the end. A reader of the data set is held for no
 * longer than that: clients that read slowly, or not at all, hold none. */
static bool refill(struct answer_stream *stream)
{
    struct call *call = &stream->call;
    bool good = true;
    buffer_clear(&stream->piece);
    stream->sent = 0;
    if (stream->done)
        return true;
    if (corpus_pool_take_pinned(call->api->pool, stream->pinned, &call->corpus,
                                &call->detail))
        return false;
    shortage_begin();
    corpus_set_limit(call->corpus, ANSWER_MILLISECONDS);
    while (good && !stream->done && stream->piece.len == 0) {
        good = !stream->fill(stream->self, call, &stream->piece, &stream->done) &&
               !buffer_failed(&stream->piece) && !arena_failed(&stream->arena) &&
               !shortage_noted() && !call->damaged;
        arena_clear(&stream->arena);
    }
    corpus_pool_give(call->api->pool, call->corpus);
    if (!good)
        log_line(LOG_LEVEL_ERROR, "an answer broke off: %s",
                 call->detail.text[0] ? call->detail.text : "out of memory");
    if (good)
        call_expand_urls(call, &stream->piece);
    return good && !buffer_failed(&stream->piece) && !shortage_noted();
}

static ssize_t stream_read(void *self, char *out, size_t room)
{
    struct answer_stream *stream = self;
    if (stream->sent == stream->piece.len) {
        if (now() > stream->deadline || !refill(stream))
            return -1;
    }
    size_t left = stream->piece.len - stream->sent;
    size_t size = left < room ? left : room;
    if (size)
        memcpy(out, stream->piece.at + stream->sent, size);
    stream->sent += size;
    return (ssize_t)size;
}

static void stream_close(void *self)
{
    struct answer_stream *stream = self;
    corpus_pool_unpin(stream->call.api->pool, stream->pinned);
    buffer_release(&stream->piece);
    arena_release(&stream->arena);
    stream->release(stream->self);
    free(stream->fields);
    free(stream);
}

/* The call outlives its request, so what it points to must, too: of the parameters that a
 * stream looks at while it runs all are numbers or flags but fields=, which is copied. */
static bool copy_call(struct answer_stream *stream, const struct call *call)
{
    static const struct request no_request = {.method = METHOD_GET};
    stream->call = *call;
    stream->call.arena = &stream->arena;
    stream->call.reply = NULL;
    stream->call.request = &no_request;
    struct slice *fields = &stream->call.routed.values[PARAM_FIELDS].text;
    if (!fields->len)
        return true;
    stream->fields = strndup(fields->at, fields->len);
    fields->at = stream->fields;
    return stream->fields != NULL;
}

enum fault call_stream(struct call *call, stream_fill *fill, void (*release)(void *self),
                       void *self)
{
    struct answer_stream *stream = calloc(1, sizeof(*stream));
    if (!stream || !copy_call(stream, call)) {
        free(stream);
        release(self);
        return fault_memory(&call->detail);
    }
    arena_init(&stream->arena);
    buffer_init(&stream->piece);
    stream->fill = fill;
    stream->release = release;
    stream->self = self;
    stream->pinned = corpus_pool_pin(call->api->pool, call->corpus);
    unsigned seconds = call->api->options.stream_seconds;
    stream->deadline = now() + (seconds ? seconds : 600);
    call->reply->status = 200;
    call->reply->stream = (struct reply_stream){stream_read, stream_close, stream};
    reply_header_static(call->reply, "Content-Type", format_type(call->routed.format));
    return FAULT_NONE;
}
