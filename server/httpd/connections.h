/* The connections: which are open, how long each has been silent, and which are closed.
 *
 * They do what the timeout of the library does not: a connection that sends its head byte
 * by byte is closed at a deadline for the whole head; when nearly all slots are taken,
 * the one that has been silent longest is closed; and at the end each may finish its
 * answer. All connections_* functions may be called from any thread. */
#ifndef CHANCERY_HTTPD_CONNECTIONS_H
#define CHANCERY_HTTPD_CONNECTIONS_H

#include "client.h"
#include "coding.h"
#include "head.h"
#include "rate.h"
#include "request_record.h"

#include <pthread.h>
#include <stdatomic.h>

struct offload;

struct connection {
    struct connection *next, *prev;
    int socket;
    atomic_uint idle_since; /* second of the connections' clock; 0 while it is answered */
    bool shutting_down;
    atomic_bool has_requested; /* has sent a whole request, ever */

    /* Its current request; only its worker uses it, or the pool while it is suspended. */
    char *text; /* target, newline, Accept: the key in the cache; then a coding */
    size_t text_len, text_room, key_len;
    size_t target_len, raw_len; /* of the target in `text`, and as it was sent */
    size_t room;                /* bytes for the head of the answer */
    struct head head;
    struct codings codings;
    struct client client;
    bool rated; /* `rate` is set */
    struct rate_state rate;
    char *joined_lists; /* the lists of the head that came in several lines */
    enum method method;
    bool begun, refused;     /* the head was judged; the request has a body: 413 */
    struct offload *offload; /* its answer in the pool, being made or finished; or NULL */
    struct request_record record;
};

struct connections {
    pthread_mutex_t lock;
    pthread_cond_t slot_freed;
    struct connection *first;
    unsigned count, limit, seconds; /* slots that are taken; most slots; most silence */
    atomic_uint now;                /* seconds since the start, from 1 */
    atomic_bool closing;
};

/* At most `limit` connections, each silent for at most `seconds`. */
void connections_init(struct connections *connections, unsigned limit, unsigned seconds);
void connections_release(struct connections *connections);

/* A second has passed: connections whose head is overdue are closed. */
void connections_tick(struct connections *connections);

/* True when a slot is free. When nearly all are taken, the connection that has been
 * silent longest is closed; when all are, waits at most `milliseconds` for one. */
bool connections_await_slot(struct connections *connections, unsigned milliseconds);

/* Closes the connection that has been silent longest, if any has: the system has no
 * descriptor or memory for another. */
void connections_make_room(struct connections *connections);

/* Takes a slot before a connection is accepted; false when none is free. A slot that was
 * not needed after all is given back. */
bool connections_take_slot(struct connections *connections);
void connections_give_slot(struct connections *connections);

/* A new connection on `socket`, which stays open until connections_remove; NULL when
 * memory ran out. Its slot was taken before; connections_remove gives it back, for NULL
 * too. */
struct connection *connections_add(struct connections *connections, int socket);
void connections_remove(struct connections *connections, struct connection *connection);

/* The connection's request is complete and is being answered / was answered. */
void connection_set_busy(struct connection *connection);
void connection_set_idle(struct connections *connections, struct connection *connection);

/* Lets each connection finish its answer and no more, and waits at most `seconds` until
 * all are closed. A connection without a request so far is given half a second to send
 * one: it may be on its way, and no other server will get it. */
void connections_drain(struct connections *connections, unsigned seconds);

/* Begins a request: copies `target`. When memory ran out, `text` is NULL. */
void connection_begin_request(struct connection *connection, struct slice target);

/* The request's target, and its key, which connection_make_key makes of it; false when
 * memory ran out. */
struct slice connection_target(const struct connection *connection);
bool connection_make_key(struct connection *connection, struct slice accept);
struct slice connection_key(const struct connection *connection);

/* The key of the same answer, coded; empty when memory ran out, and so is connection_key.
 */
struct slice connection_coded_key(struct connection *connection, enum coding coding);

#endif
