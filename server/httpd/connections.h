/* The connections: who is connected, since when each has been silent, and who must go.
 *
 * Three things that the library's timeout does not do: a connection that drips its header
 * byte by byte is cut at a deadline for the whole header; when nearly all places are
 * taken, the one silent longest makes room; and at the end all are sent home in good
 * order. */
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
    atomic_uint
        idle_since; /* a second of the connections' clock; 0 while it is answered */
    bool shutting_down;
    atomic_bool has_requested; /* has sent a whole request, ever */

    /* Its present request; only the worker that serves the connection touches it. */
    char *text; /* target, newline, Accept: the key of the cache; then a coding */
    size_t text_len, text_room, key_len;
    size_t target_len, raw_len; /* of what was kept, and as it came */
    size_t room;                /* bytes for the head of the answer */
    struct head head;
    struct codings codings;
    struct client client;
    bool rated; /* the rate has been asked, and said `rate` */
    struct rate_state rate;
    char *joined_lists; /* lists that came in several lines */
    enum method method;
    bool begun, refused;
    struct offload *offload; /* its answer is in the making, or was made, in the pool */
    struct request_record record;
};

struct connections {
    pthread_mutex_t lock;
    pthread_cond_t slot_freed; /* a place is free */
    struct connection *first;
    unsigned count, limit, seconds; /* count: places that are taken */
    atomic_uint now;                /* seconds since the start, from 1 */
    atomic_bool closing;
};

/* At most `limit` connections, each silent for at most `seconds`. */
void connections_init(struct connections *connections, unsigned limit, unsigned seconds);
void connections_release(struct connections *connections);

/* A second has passed: those whose header is overdue are cut. */
void connections_tick(struct connections *connections);

/* True when one more may come. When nearly all places are taken, the connection that has
 * been silent longest is shown out; when all are, waits at most `milliseconds` for one.
 */
bool connections_await_slot(struct connections *connections, unsigned milliseconds);

/* Takes a place for one who comes, so that no more come in than there are places for;
 * false when none is free. A place that was not needed after all is given back. */
bool connections_take_slot(struct connections *connections);
void connections_give_slot(struct connections *connections);

/* A new connection on `socket`, which stays open until connections_remove; NULL when
 * memory ran out. Its place was taken before; connections_remove gives it back, for NULL
 * too. */
struct connection *connections_add(struct connections *connections, int socket);
void connections_remove(struct connections *connections, struct connection *connection);

/* The connection's request is complete and is being answered / was answered. */
void connection_set_busy(struct connection *connection);
void connection_set_idle(struct connections *connections, struct connection *connection);

/* Lets each connection end what it is at and no more, and waits for all to be gone, at
 * most `seconds`. One that was let in and has not asked yet is given a moment to do so:
 * its request may be on its way, and nobody else has it. */
void connections_drain(struct connections *connections, unsigned seconds);

/* Begins a request: keeps a copy of `target`. On failure text is NULL. */
void connection_begin_request(struct connection *connection, struct slice target);

/* The request's target, and its key once `accept` was put behind it. */
struct slice connection_target(const struct connection *connection);
bool connection_make_key(struct connection *connection, struct slice accept);
struct slice connection_key(const struct connection *connection);

/* The key of the same answer, coded; empty when memory ran out, and so is connection_key.
 */
struct slice connection_coded_key(struct connection *connection, enum coding coding);

#endif
