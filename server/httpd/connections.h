/* The peers: who is connected, since when each has been silent, and who must go.
 *
 * Three things that the library's timeout does not do: a peer that drips its header byte
 * by byte is cut at a deadline for the whole header; when nearly all places are taken,
 * the one silent longest makes room; and at the end all are sent home in good order. */
#ifndef CHANCERY_HTTPD_CONNECTIONS_H
#define CHANCERY_HTTPD_CONNECTIONS_H

#include "client.h"
#include "coding.h"
#include "head.h"
#include "rate.h"
#include "request_record.h"

#include <pthread.h>
#include <stdatomic.h>

struct turn;

struct peer {
    struct peer *next, *prev;
    int socket;
    atomic_uint silent_since; /* a second of the peers' clock; 0 while it is answered */
    bool leaving;
    atomic_bool asked; /* has sent a whole request, ever */

    /* Its present request; only the worker that serves the peer touches it. */
    char *text; /* target, newline, Accept: the key of the cache; then a coding */
    size_t text_len, text_room, key_len;
    size_t target_len, raw_len; /* of what was kept, and as it came */
    size_t room;                /* bytes for the head of the answer */
    struct head head;
    struct codings codings;
    struct client client;
    bool rated; /* the rate has been asked, and said `rate` */
    struct rate_state rate;
    char *joined; /* lists that came in several lines */
    enum method method;
    bool begun, refused;
    struct turn *turn; /* its answer is in the making, or was made, in the pool */
    struct seen seen;
};

struct peers {
    pthread_mutex_t lock;
    pthread_cond_t gone; /* a place is free */
    struct peer *first;
    unsigned count, limit, seconds; /* count: places that are taken */
    atomic_uint now;                /* seconds since the start, from 1 */
    atomic_bool closing;
};

/* At most `limit` peers, each silent for at most `seconds`. */
void peers_init(struct peers *peers, unsigned limit, unsigned seconds);
void peers_release(struct peers *peers);

/* A second has passed: those whose header is overdue are cut. */
void peers_tick(struct peers *peers);

/* True when one more may come. When nearly all places are taken, the peer that has been
 * silent longest is shown out; when all are, waits at most `milliseconds` for one. */
bool peers_await_place(struct peers *peers, unsigned milliseconds);

/* Takes a place for one who comes, so that no more come in than there are places for;
 * false when none is free. A place that was not needed after all is given back. */
bool peers_take_place(struct peers *peers);
void peers_give_place(struct peers *peers);

/* A new connection on `socket`, which stays open until peers_remove; NULL when memory
 * ran out. Its place was taken before; peers_remove gives it back, for NULL too. */
struct peer *peers_add(struct peers *peers, int socket);
void peers_remove(struct peers *peers, struct peer *peer);

/* The peer's request is complete and is being answered / was answered. */
void peer_busy(struct peer *peer);
void peer_silent(struct peers *peers, struct peer *peer);

/* Lets each peer end what it is at and no more, and waits for all to be gone, at most
 * `seconds`. One that was let in and has not asked yet is given a moment to do so: its
 * request may be on its way, and nobody else has it. */
void peers_drain(struct peers *peers, unsigned seconds);

/* Begins a request: keeps a copy of `target`. On failure text is NULL. */
void peer_begin(struct peer *peer, struct slice target);

/* The request's target, and its key once `accept` was put behind it. */
struct slice peer_target(const struct peer *peer);
bool peer_make_key(struct peer *peer, struct slice accept);
struct slice peer_key(const struct peer *peer);

/* The key of the same answer, coded; empty when memory ran out, and so is peer_key. */
struct slice peer_coded_key(struct peer *peer, enum coding coding);

#endif
