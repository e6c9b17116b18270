/* A reply: status, headers and a body, whole or streamed, as the server sends it.
 *
 * reply_init/reply_release frame its life. Values of headers are copied; a stream belongs
 * to the reply. A reply belongs to one thread at a time. When memory runs out while it is
 * filled, it is `failed`, and the server sends a 503 that it made at its start. */
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

/* A body that is made while it is sent. `read` writes up to `room` bytes and returns how
 * many; 0 at the end, -1 when it breaks off (then the connection is closed, so that half
 * a body cannot be taken for a whole one). `close` is called once, in any case. */
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
    bool shareable; /* the same for every request with its target and Accept: cacheable */
    bool failed;
    bool deferred;     /* no answer yet: it is slow, and the request is inline_only */
    const char *route; /* the path of its route, for metrics; static, or NULL */
    struct arena arena;
};

void reply_init(struct reply *reply);
void reply_release(struct reply *reply);

/* Empties the reply, to begin again (after a fault found half-way). */
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
