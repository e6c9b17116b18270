/* The problems of the HTTP server itself: found before httpd->answer is asked, or after.
 */
#ifndef CHANCERY_HTTPD_PROBLEM_H
#define CHANCERY_HTTPD_PROBLEM_H

#include "routing/reply.h"
#include "routing/request.h"

enum problem {
    PROBLEM_MALFORMED,   /* 400: cannot be read, or can be read in two ways */
    PROBLEM_BODY,        /* 413: a body where none is allowed */
    PROBLEM_LONG_TARGET, /* 414 */
    PROBLEM_LARGE_HEAD,  /* 431 */
    PROBLEM_CODING,      /* 406: no coding that there is, nor a plain body, is accepted */
    PROBLEM_RATE,        /* 429: more requests than its address may make */
    PROBLEM_BUSY,        /* 503: the queue of the pool is full, or memory ran out */
    PROBLEM_COUNT
};

/* Fills an empty reply with the problem as application/problem+json (RFC 9457), and with
 * the headers that all answers have. `id` is the request's, or empty. */
void problem_reply(struct reply *reply, enum problem problem, struct slice id);

#endif
