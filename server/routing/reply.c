/* A reply: headers in a table of fixed size, their values in the reply's arena. */
#include "routing/reply.h"

#include <strings.h>

void reply_init(struct reply *reply)
{
    *reply = (struct reply){.status = 200};
    arena_init(&reply->arena);
    buffer_init(&reply->body);
}

static void close_stream(struct reply *reply)
{
    struct reply_stream stream = reply->stream;
    reply->stream = (struct reply_stream){0};
    if (stream.self && stream.close)
        stream.close(stream.self);
}

void reply_release(struct reply *reply)
{
    close_stream(reply);
    buffer_release(&reply->body);
    arena_release(&reply->arena);
    reply->header_count = 0;
}

void reply_drop_body(struct reply *reply)
{
    close_stream(reply);
    buffer_clear(&reply->body);
}

void reply_clear(struct reply *reply)
{
    close_stream(reply);
    buffer_clear(&reply->body);
    arena_clear(&reply->arena);
    reply->header_count = 0;
    reply->status = 200;
    reply->shareable = reply->failed = reply->deferred = false;
}

/* Has it no control character, which could end the header line and begin another? */
static bool is_one_line(struct slice value)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.at[i];
        if ((c < ' ' && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

static void add(struct reply *reply, const char *name, const char *value)
{
    if (!value || reply->header_count == REPLY_HEADERS) {
        reply->failed = true;
        return;
    }
    reply->headers[reply->header_count++] = (struct reply_header){name, value};
}

void reply_header(struct reply *reply, const char *name, struct slice value)
{
    bool sound = is_one_line(value);
    add(reply, name, sound ? arena_copy(&reply->arena, value).at : NULL);
}

void reply_header_static(struct reply *reply, const char *name, const char *value)
{
    add(reply, name, value);
}

const char *reply_find_header(const struct reply *reply, const char *name)
{
    for (size_t i = 0; i < reply->header_count; i++)
        if (strcasecmp(reply->headers[i].name, name) == 0)
            return reply->headers[i].value;
    return NULL;
}
