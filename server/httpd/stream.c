/* Streams: bodies that are made while they are sent, a buffer at a time.
 *
 * Where there is a pool, it fills the buffer while the connection is suspended, so that
 * a worker only copies; without one the worker fills what it sends. */
#include "internal.h"

#include <stdlib.h>

enum {
    STREAM_BLOCK = 4 * 1024, /* for clients of HTTP/1.0 */
    FILL_BYTES = 32 * 1024,
};

struct stream {
    struct slow_job job; /* first: a job is its stream */
    struct reply_stream reply;
    struct stream_place place;
    bool over, broken; /* nothing comes behind the buffer; it broke off there */
    size_t at, len;    /* of what the buffer holds */
    char buffer[];
};

static void fill(struct stream *stream)
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

static void run(struct slow_job *job, bool late)
{
    struct stream *stream = (struct stream *)job;
    if (late)
        stream->over = stream->broken = true;
    else
        fill(stream);
    MHD_resume_connection(stream->place.connection);
}

/* Lets the pool fill the buffer: nothing to send until the connection is resumed. */
static ssize_t await_fill(struct stream *stream)
{
    stream->job = (struct slow_job){.run = run, .goes_on = true};
    MHD_suspend_connection(stream->place.connection);
    if (!slow_put(stream->place.pool, &stream->job)) {
        stream->over = stream->broken = true;
        MHD_resume_connection(stream->place.connection);
    }
    return 0;
}

static ssize_t end(const struct stream *stream)
{
    return stream->broken ? MHD_CONTENT_READER_END_WITH_ERROR
                          : MHD_CONTENT_READER_END_OF_STREAM;
}

static ssize_t read_stream(void *self, uint64_t at, char *out, size_t room)
{
    (void)at;
    struct stream *stream = self;
    bool pooled = stream->place.pool->thread_count > 0;
    if (stream->at == stream->len && !stream->over) {
        if (pooled)
            return await_fill(stream);
        ssize_t got = stream->reply.read(stream->reply.self, out, room);
        stream->over = got <= 0;
        stream->broken = got < 0;
        *stream->place.sent += got > 0 ? (uint64_t)got : 0;
        return stream->over ? end(stream) : got;
    }
    size_t left = stream->len - stream->at;
    size_t size = left < room ? left : room;
    if (size == 0)
        return end(stream);
    memcpy(out, stream->buffer + stream->at, size);
    stream->at += size;
    *stream->place.sent += size;
    return (ssize_t)size;
}

static void close_stream(void *self)
{
    struct stream *stream = self;
    if (stream->reply.close)
        stream->reply.close(stream->reply.self);
    free(stream);
}

struct MHD_Response *response_of_stream(struct reply *reply,
                                        const struct stream_place *place)
{
    size_t room = place->pool->thread_count ? FILL_BYTES : 0;
    struct stream *stream = malloc(sizeof(*stream) + room);
    if (!stream)
        return NULL;
    *stream = (struct stream){.reply = reply->stream, .place = *place};
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_stream, stream, close_stream);
    if (response)
        reply->stream = (struct reply_stream){0};
    else
        free(stream);
    return response;
}
