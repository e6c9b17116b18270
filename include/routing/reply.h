/* A reply: status, headers and a body, whole or streamed, on its way to a socket.
 *
 * reply_init/reply_release frame it. What is put into it is copied, but for the body,
 * which it takes over. A reply belongs to one thread at a time. Running out of memory
 * while it is filled leaves it `failed`, and the server answers 503 from static bytes. */
#ifndef CHANCERY_ROUTING_REPLY_H
#define CHANCERY_ROUTING_REPLY_H

#include "base/arena.h"
#include "base/buffer.h"
#include <sys/types.h>

enum { REPLY_HEADERS = 24 };

struct reply_header {
    const char *name;  /* static */
    const char *value; /* static, or in the reply's arena */
};

/* A body that is made while it is sent. `read` fills up to `room` bytes and returns how
 * many; 0 at the end, -1 when it broke off (the connection is then cut, so that nobody
 * takes half for whole). `close` is called once, whatever happened. */
struct reply_stream {
    ssize_t (*read)(void *self, char *out, size_t room);
    void (*close)(void *self);
    void *self; /* NULL: no stream */
};

struct reply {
    int status;
    struct reply_header headers[REPLY_HEADERS];
    size_t header_count;
    struct buffer body;
    struct reply_stream stream;
    bool shareable; /* the same bytes answer the same target and Accept: may be kept */
    bool failed;
    bool deferred; /* no answer: it takes time, and the request wanted one at once */
    const char
        *route; /* static: the kind of request that it answers, for counts; or NULL */
    struct arena arena;
};

void reply_init(struct reply *reply);
void reply_release(struct reply *reply);

/* Empties the reply for another start (a fault found half-way). */
void reply_clear(struct reply *reply);

/* Ends its stream and empties its body. */
void reply_drop_body(struct reply *reply);

/* Adds a header; `name` is static, `value` is copied. */
void reply_header(struct reply *reply, const char *name, struct slice value);

/* Adds a header whose value is static too. */
void reply_header_static(struct reply *reply, const char *name, const char *value);

/* The value of a header that was added (names compared without case), or NULL. */
const char *reply_find_header(const struct reply *reply, const char *name);

#endif
