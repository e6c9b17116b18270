/* What the files that speak with libmicrohttpd share: the only place that includes it.
 * Private to server/http/httpd.c, httpd_admit.c, httpd_answer.c, httpd_response.c. */
#ifndef CHANCERY_HTTPD_MHD_H
#define CHANCERY_HTTPD_MHD_H

#include "cache_recent.h"
#include "httpd.h"
#include "httpd_crowd.h"
#include "httpd_door.h"
#include "httpd_problem.h"

#include <microhttpd.h>

enum {
    /* A worker of 0.9.75 that comes to its limit waits for itself for ever: the rest is
     * for peers that have gone and are not yet struck off. */
    PEERS_A_WORKER = 120,
};

/* A daemon of the library with its one thread. Only that thread touches `recent`. */
struct worker {
    struct httpd *httpd;
    struct MHD_Daemon *daemon;
    atomic_uint peers; /* that were let in and have not gone */
    struct recent recent;
    struct tallies tallies;
};

struct httpd {
    struct MHD_Response *busy;
    struct cache *cache;
    httpd_answer *answer;
    void *self;
    size_t target_bytes, memory;
    enum httpd_log log;
    int64_t slow; /* nanoseconds; 0: nothing is slow */
    uint32_t started;
    atomic_uint requests;
    struct peers peers;
    struct door door;
    struct crowd crowd;
    unsigned usual, worker_count; /* workers for usual traffic, and with the reserve */
    struct worker workers[];
};

/* --- admission (httpd_admit.c) --- */

/* A door_admit of a struct httpd: hands the newcomer to a worker; one too many from an
 * address is shown out without a word. */
door_admit worker_admit;

/* A connection of the worker's is closed. */
void worker_left(struct worker *worker, struct MHD_Connection *connection);

/* --- responses (httpd_response.c) --- */

/* The response of a reply, which gives its body or stream away; NULL when memory ran out
 * or a header cannot be sent. What a stream sends is added to `*sent`, which must live as
 * long as the connection; it may be NULL where there is none. */
struct MHD_Response *response_of(struct reply *reply, enum method method, uint64_t *sent);

/* The 304 beside a 200 with a body of `len` bytes; NULL when memory ran out. */
struct MHD_Response *response_unchanged(struct MHD_Response *full, uint64_t len);

/* --- answers (httpd_answer.c) --- */

/* Queues a response that stays the caller's, with a body of `len` bytes; NULL queues a
 * 503. The peer, if there is one, remembers what was queued. */
enum MHD_Result answer_queue(struct httpd *httpd, struct MHD_Connection *connection,
                             struct peer *peer, int status, struct MHD_Response *response,
                             size_t len);

/* Queues a problem and closes the connection behind it. */
enum MHD_Result answer_problem(struct httpd *httpd, struct MHD_Connection *connection,
                               struct peer *peer, enum problem problem);

/* The request is over: counts it, and says it in the log. */
void answer_seen(struct worker *worker, struct peer *peer);

/* The request is complete: queues what is kept for it, or what httpd->answer says. */
enum MHD_Result answer_request(struct worker *worker, struct MHD_Connection *connection,
                               struct peer *peer);

#endif
