/* What the files that speak with libmicrohttpd share: the only place that includes it.
 * Private to server/http/httpd.c, httpd_answer.c and httpd_response.c. */
#ifndef CHANCERY_HTTPD_MHD_H
#define CHANCERY_HTTPD_MHD_H

#include "cache_recent.h"
#include "httpd.h"
#include "httpd_door.h"
#include "httpd_problem.h"

#include <microhttpd.h>

/* A daemon of the library with its one thread. Only that thread touches `recent`. */
struct worker {
    struct httpd *httpd;
    struct MHD_Daemon *daemon;
    atomic_uint peers; /* that were let in and have not gone */
    struct recent recent;
};

struct httpd {
    struct MHD_Response *busy;
    struct cache *cache;
    httpd_answer *answer;
    void *self;
    size_t target_bytes, memory;
    uint32_t started;
    atomic_uint requests;
    struct peers peers;
    struct door door;
    unsigned usual, worker_count; /* workers for usual traffic, and with the reserve */
    struct worker workers[];
};

/* --- responses (httpd_response.c) --- */

/* The response of a reply, which gives its body or stream away; NULL when memory ran out
 * or a header cannot be sent. */
struct MHD_Response *response_of(struct reply *reply, enum method method);

/* The 304 beside a 200 with a body of `len` bytes; NULL when memory ran out. */
struct MHD_Response *response_unchanged(struct MHD_Response *full, uint64_t len);

/* --- answers (httpd_answer.c) --- */

/* Queues a response that stays the caller's; NULL queues a 503. */
enum MHD_Result answer_queue(struct httpd *httpd, struct MHD_Connection *connection,
                             int status, struct MHD_Response *response);

/* Queues a problem and closes the connection behind it. */
enum MHD_Result answer_problem(struct httpd *httpd, struct MHD_Connection *connection,
                               const struct peer *peer, enum problem problem);

/* The request is complete: queues what is kept for it, or what httpd->answer says. */
enum MHD_Result answer_request(struct worker *worker, struct MHD_Connection *connection,
                               struct peer *peer);

#endif
