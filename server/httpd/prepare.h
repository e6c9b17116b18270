/* Prepared responses: what is to be queued, as it is made, negotiated and offloaded.
 *
 * prepare_* and prepared_negotiate run on a worker, or in the pool while the connection
 * is suspended; the offload_* functions run on the worker of the connection. */
#ifndef CHANCERY_HTTPD_PREPARE_H
#define CHANCERY_HTTPD_PREPARE_H

#include "internal.h"
#include "problem.h"

enum { PREPARED_TAG = 64 };

/* A response of its own, or one of an item of the cache. */
struct prepared {
    int status;
    struct MHD_Response *response; /* NULL: memory ran out */
    struct cache_item *item;       /* held, and the response is its; or NULL */
    const char *body;              /* the response's, or NULL */
    size_t len;                    /* of the body */
    const char *route;             /* static, or NULL */
    uint64_t generation;           /* of the cache, from before it was begun */
    bool same;                     /* unchanged since the client's date */
    char tag[PREPARED_TAG];        /* ETag of a 200; empty when there is none */
};

void prepared_release(struct prepared *prepared);

/* The id of the connection's request: the client's, or one that is made when it is first
 * asked for. */
struct slice request_id(struct httpd *httpd, struct connection *connection);

/* Asks httpd->answer, makes the response and offers it to the cache. With `inline_only`
 * slow work is not begun: false then, and only prepared->route is set. `mhd` is only
 * where a stream is sent. */
bool prepare_response(struct httpd *httpd, struct MHD_Connection *mhd,
                      struct connection *connection, bool inline_only,
                      struct prepared *prepared);

/* Prepares a problem; with `closes` the connection is closed after it. */
void prepare_problem(struct httpd *httpd, struct connection *connection,
                     enum problem problem, bool closes, struct prepared *prepared);

/* Prepares the response of an item, and takes the caller's hold on it (negotiate.c). */
void prepared_from_cache(struct cache_item *item, uint64_t generation,
                         struct prepared *prepared);

/* Makes of a 200 what this client is to get: a 304, a coded response, a 406, or itself.
 * Other responses stay as they are. `fresh`: made for this request. With `inline_only`
 * long bodies are not coded: false then, and nothing has changed (negotiate.c). */
bool prepared_negotiate(struct httpd *httpd, struct connection *connection,
                        bool inline_only, bool fresh, struct prepared *prepared);

/* Adds to the head how much of its rate the client has left
 * (draft-ietf-httpapi-ratelimit-headers); a cached response is copied first (response.c).
 */
void prepared_put_rate(struct httpd *httpd, const struct connection *connection,
                       struct prepared *prepared);

/* Suspends the connection and lets the pool prepare and negotiate the response; the
 * library calls again when it is there. False when memory ran out (offload.c). */
bool offload_answer(struct httpd *httpd, struct MHD_Connection *mhd,
                    struct connection *connection);

/* The same for a prepared response that is to be coded, which it takes unless false is
 * returned; when the pool is full it is queued as it is (offload.c). */
bool offload_coding(struct httpd *httpd, struct MHD_Connection *mhd,
                    struct connection *connection, struct prepared *prepared);

/* Takes the prepared response of an offload that is finished (offload.c). */
void offload_take(struct connection *connection, struct prepared *prepared);

#endif
