/* What the files that speak with libmicrohttpd share: the only place that includes it.
 * Private to server/http/httpd*.c. */
#ifndef CHANCERY_HTTPD_INTERNAL_H
#define CHANCERY_HTTPD_INTERNAL_H

#include "address_limit.h"
#include "cache_recent.h"
#include "httpd/httpd.h"
#include "job_pool.h"
#include "listener.h"
#include "problem.h"

#include <microhttpd.h>

enum {
    /* A worker of 0.9.75 that comes to its limit waits for itself for ever: the rest is
     * for connections that have gone and are not yet struck off. */
    CONNECTIONS_PER_WORKER = 120,
};

/* A daemon of the library with its one thread. Only that thread touches `worker_cache`.
 */
struct worker {
    struct httpd *httpd;
    struct MHD_Daemon *daemon;
    atomic_uint connections; /* that were let in and have not gone */
    struct worker_cache worker_cache;
    struct request_counters counters;
};

struct httpd {
    struct MHD_Response *busy;
    struct cache *cache;
    httpd_answer *answer;
    void *self;
    size_t target_bytes, memory;
    enum httpd_log log;
    int64_t slow_nanoseconds; /* nanoseconds; 0: nothing is slow */
    uint32_t started;
    atomic_uint requests;
    struct job_pool pool;
    struct connections connections;
    struct listener listener;
    struct address_limit address_limit;
    struct rate rate;
    char policy[64];              /* RateLimit-Policy */
    unsigned usual, worker_count; /* workers for usual traffic, and with the reserve */
    struct worker workers[];
};

/* --- the library's callbacks (httpd_calls.c) --- */

/* A daemon of the library for the worker, which is its httpd's already; NULL when there
 * is no memory or no thread for it. */
struct MHD_Daemon *worker_start(struct worker *worker, unsigned idle_seconds);

/* --- admission (httpd_admit.c) --- */

/* A listener_admit of a struct httpd: hands the newcomer to a worker; one too many from
 * an address is shown out without a word. */
listener_admit worker_admit;

/* A connection of the worker's is closed. */
void worker_connection_closed(struct worker *worker, struct MHD_Connection *mhd);

/* --- responses (httpd_response.c, httpd_stream.c) --- */

/* Where a stream goes: `sent` must live as long as the connection. */
struct stream_target {
    struct job_pool *pool;
    struct MHD_Connection *mhd;
    uint64_t *sent; /* bytes; counted while they are sent */
};

/* The response of a reply, which gives its body or stream away; NULL when memory ran out
 * or a header cannot be sent. A reply that cannot be a stream needs no place. `*body`,
 * where it is wanted, is the body as long as the response lives; a stream sets none. */
struct MHD_Response *response_of(struct reply *reply, enum method method,
                                 const struct stream_target *target, const char **body);

/* The body of a reply's stream, which is given away unless memory ran out. Its pieces are
 * made in the pool, where there is one, while the connection is suspended. */
struct MHD_Response *response_of_stream(struct reply *reply,
                                        const struct stream_target *target);

/* The 304 beside a 200 with a body of `len` bytes, with another ETag where `tag` is not
 * NULL; NULL when memory ran out. */
struct MHD_Response *response_unchanged(struct MHD_Response *full, uint64_t len,
                                        const char *tag);

/* `full` with its body coded, and another ETag; takes the bytes of `body`, which are
 * `*bytes` then. NULL when memory ran out. */
struct MHD_Response *response_coded(struct MHD_Response *full, struct buffer *body,
                                    const char *coding, const char *tag,
                                    const char **bytes);

/* The same answer as the one that is kept, for one client; holds the item while it lives.
 * NULL when memory ran out. */
struct MHD_Response *response_of_item(struct cache_item *item);

/* --- what is kept (httpd_kept.c) --- */

/* A cached response: the response of a 200 and, from when it is first asked for,
 * that of the 304. */
struct cached_response {
    struct MHD_Response *full;
    _Atomic(struct MHD_Response *) unchanged;
    const char *body;           /* the response's; NULL: is not coded */
    size_t len, head;           /* bytes of body and head */
    const char *route;          /* static */
    atomic_bool incompressible; /* coding it gains nothing */
};

/* The bytes of an answer's head, about. */
size_t response_head_size(const struct reply *reply);

struct cached_response_offer {
    struct slice key, tag;
    struct MHD_Response *response;
    const char *body; /* or NULL */
    size_t len, head, cost;
    const char *route;
    uint64_t generation; /* of the cache, from before the answer was begun */
};

/* Hands a response to the cache, if it will have it: the item is then held for the
 * caller. NULL: the response stays the caller's. */
struct cache_item *cached_response_put(struct httpd *httpd,
                                       const struct cached_response_offer *offer);

/* The same of a reply whose body, `body`, the response has taken. */
struct cache_item *cached_response_put_reply(struct httpd *httpd,
                                             const struct connection *connection,
                                             const struct reply *reply,
                                             const struct cached_response_offer *offer);

/* The 304, made once by whoever needs it first; NULL when memory ran out. */
struct MHD_Response *cached_response_unchanged(struct cached_response *cached);

/* --- answers in the making (httpd_make.c) --- */

enum { PREPARED_TAG = 64 };

/* What is to be queued: a response of its own, or one that an item keeps. */
struct prepared {
    int status;
    struct MHD_Response *response; /* NULL: memory ran out */
    struct cache_item *item;       /* held, and the response is its; or NULL */
    const char *body;              /* the response's, or NULL */
    size_t len;                    /* of the body */
    const char *route;             /* static, or NULL */
    uint64_t generation;           /* of the cache, from before it was begun */
    bool same;                     /* it has not changed since the client's date */
    char tag[PREPARED_TAG];        /* ETag of a 200; empty when there is none */
};

void prepared_release(struct prepared *prepared);

/* The id of the connection's request: the client's, or one of our own, made when it is
 * first asked for. */
struct slice request_id(struct httpd *httpd, struct connection *connection);

/* Asks httpd->answer and settles what becomes of it. With `inline_only` slow work is not
 * begun: false then, and only prepared->route is set. Touches the connection only to be
 * told where a stream goes. */
bool prepare_response(struct httpd *httpd, struct MHD_Connection *mhd,
                      struct connection *connection, bool inline_only,
                      struct prepared *prepared);

/* A problem; with `closes` the connection ends behind it. */
void prepare_problem(struct httpd *httpd, struct connection *connection,
                     enum problem problem, bool closes, struct prepared *prepared);

/* --- what a client takes (httpd_variant.c) --- */

/* A prepared response of what is kept; takes the caller's hold on it. */
void prepared_from_cache(struct cache_item *item, uint64_t generation,
                         struct prepared *prepared);

/* Makes of a 200 what this client is to get: a 304, a coded one, a 406, or itself; other
 * outcomes stay. `fresh`: it was made for this request. With `inline_only` long bodies
 * are not coded: false then, and nothing has changed. */
bool prepared_negotiate(struct httpd *httpd, struct connection *connection,
                        bool inline_only, bool fresh, struct prepared *prepared);

/* --- offloads: answers that are made in the pool (httpd_turn.c) --- */

/* Suspends the connection and lets the pool make the answer; on_request is called again
 * when it is there. False when the queue is full. */
bool offload_answer(struct httpd *httpd, struct MHD_Connection *mhd,
                    struct connection *connection);

/* The same for a prepared response that is to be coded, which it takes over; where there
 * is no room it is queued as it is. */
bool offload_coding(struct httpd *httpd, struct MHD_Connection *mhd,
                    struct connection *connection, struct prepared *prepared);

/* The prepared response of an offload that is over; it is the caller's then. */
void offload_take(struct connection *connection, struct prepared *prepared);

/* --- answers (httpd_answer.c) --- */

/* Queues a response that stays the caller's, with a body of `len` bytes; NULL queues a
 * 503. The connection, if there is one, remembers what was queued. */
enum MHD_Result answer_queue(struct httpd *httpd, struct MHD_Connection *mhd,
                             struct connection *connection, int status,
                             struct MHD_Response *response, size_t len);

/* Says in the prepared response's head what the client's rate has left; what is kept is
 * not touched (httpd_rated.c). */
void prepared_put_rate(struct httpd *httpd, const struct connection *connection,
                       struct prepared *prepared);

/* Queues a problem and closes the connection behind it. */
enum MHD_Result answer_problem(struct httpd *httpd, struct MHD_Connection *mhd,
                               struct connection *connection, enum problem problem);

/* The request is over: counts it, and says it in the log. */
void answer_finished(struct worker *worker, struct connection *connection);

/* The request is complete: queues what is kept for it, or what httpd->answer says. */
enum MHD_Result answer_request(struct worker *worker, struct MHD_Connection *mhd,
                               struct connection *connection);

#endif
