/* Responses: what libmicrohttpd sends, made of a reply or of another response.
 *
 * A response that is returned is the caller's, to be destroyed; NULL means that memory
 * ran out. Any thread may make one. */
#ifndef CHANCERY_HTTPD_RESPONSE_H
#define CHANCERY_HTTPD_RESPONSE_H

#include "internal.h"

/* Where a stream is sent: `sent` must live as long as the connection. */
struct stream_target {
    struct job_pool *pool;
    struct MHD_Connection *mhd;
    uint64_t *sent; /* bytes; counted while they are sent */
};

/* The response of a reply, from which it takes the body or stream; NULL also when a
 * header cannot be sent. `target` may be NULL when the reply has no stream. `*body`,
 * unless NULL, is set to the body, valid as long as the response; a stream sets none. */
struct MHD_Response *response_of(struct reply *reply, enum method method,
                                 const struct stream_target *target, const char **body);

/* The response of a reply's stream, which it takes unless memory ran out. Pieces are made
 * in the pool, when there is one, while the connection is suspended (stream.c). */
struct MHD_Response *response_of_stream(struct reply *reply,
                                        const struct stream_target *target);

/* The 304 for a 200 with a body of `len` bytes, with another ETag unless `tag` is NULL.
 */
struct MHD_Response *response_unchanged(struct MHD_Response *full, uint64_t len,
                                        const char *tag);

/* `full` with its body coded, and another ETag. Takes the bytes of `body`; `*bytes` is
 * where they are then. */
struct MHD_Response *response_coded(struct MHD_Response *full, struct buffer *body,
                                    const char *coding, const char *tag,
                                    const char **bytes);

/* A copy of a cached response, for one client; it holds the item until it is destroyed.
 */
struct MHD_Response *response_of_item(struct cache_item *item);

#endif
