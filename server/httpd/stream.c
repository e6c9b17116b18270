/* Streams: bodies that are made while they are sent, a buffer at a time.
 *
 * With a pool, its threads fill the buffer while the connection is suspended, and the
 * worker only copies; without one the worker calls the stream itself. */
#include "response.h"

#include <stdlib.h>

enum {
    STREAM_BLOCK = 4 * 1024, /* for clients of HTTP/1.0 */
    FILL_BYTES = 32 * 1024,
};

struct pooled_stream {
    struct job job; /* first: a job is its stream */
    struct reply_stream reply;
    struct stream_target target;
    bool over, broken; /* nothing comes after the buffer; the stream broke off there */
    size_t at, len;    /* of what the buffer holds */
    char buffer[];
};

static void fill(struct pooled_stream *stream)
{
    stream->at = stream->len = 0;
    while (!stream->over && stream->len < FILL_BYTES) {
        ssize_t got = stream->reply.read(stream->reply.self, stream->buffer + stream->len,
                                         FILL_BYTES - stream->len);
        stream->over = got <= 0;
        stream->broken = got < 0;
        stream->len += got > 0 ? (size_t)got : 0;
    }
}

static void run(struct job *job, bool expired)
{
    struct pooled_stream *stream = (struct pooled_stream *)job;
    if (expired)
        stream->over = stream->broken = true;
    else
        fill(stream);
    MHD_resume_connection(stream->target.mhd);
}

/* Lets the pool fill the buffer. 0: nothing to send until the connection is resumed. */
static ssize_t await_fill(struct pooled_stream *stream)
{
    stream->job = (struct job){.run = run, .continues = true};
    MHD_suspend_connection(stream->target.mhd);
    if (!job_pool_submit(stream->target.pool, &stream->job)) {
        stream->over = stream->broken = true;
        MHD_resume_connection(stream->target.mhd);
    }
    return 0;
}

static ssize_t end_code(const struct pooled_stream *stream)
{
    return stream->broken ? MHD_CONTENT_READER_END_WITH_ERROR
                          : MHD_CONTENT_READER_END_OF_STREAM;
}

static ssize_t read_stream(void *self, uint64_t at, char *out, size_t room)
{
    (void)at;
    struct pooled_stream *stream = self;
    bool pooled = stream->target.pool->thread_count > 0;
    if (stream->at == stream->len && !stream->over) {
        if (pooled)
            return await_fill(stream);
        ssize_t got = stream->reply.read(stream->reply.self, out, room);
        stream->over = got <= 0;
        stream->broken = got < 0;
        *stream->target.sent += got > 0 ? (uint64_t)got : 0;
        return stream->over ? end_code(stream) : got;
    }
    size_t left = stream->len - stream->at;
    size_t size = left < room ? left : room;
    if (size == 0)
        return end_code(stream);
    memcpy(out, stream->buffer + stream->at, size);
    stream->at += size;
    *stream->target.sent += size;
    return (ssize_t)size;
}

static void close_stream(void *self)
{
    struct pooled_stream *stream = self;
    if (stream->reply.close)
        stream->reply.close(stream->reply.self);
    free(stream);
}

struct MHD_Response *response_of_stream(struct reply *reply,
                                        const struct stream_target *target)
{
    size_t room = target->pool->thread_count ? FILL_BYTES : 0;
    struct pooled_stream *stream = malloc(sizeof(*stream) + room);
    if (!stream)
        return NULL;
    *stream = (struct pooled_stream){.reply = reply->stream, .target = *target};
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_stream, stream, close_stream);
    if (response)
        reply->stream = (struct reply_stream){0};
    else
        free(stream);
    return response;
}
