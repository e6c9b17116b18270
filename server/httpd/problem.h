/* The problems that the server itself states, before or instead of an answer. */
#ifndef CHANCERY_HTTPD_PROBLEM_H
#define CHANCERY_HTTPD_PROBLEM_H

#include "routing/reply.h"
#include "routing/request.h"

enum problem {
    PROBLEM_MALFORMED,   /* 400: cannot be read, or read in two ways */
    PROBLEM_BODY,        /* 413: a body where none is taken */
    PROBLEM_LONG_TARGET, /* 414 */
    PROBLEM_LARGE_HEAD,  /* 431 */
    PROBLEM_CODING,      /* 406: neither as it is nor coded as it could be */
    PROBLEM_RATE,        /* 429: more requests than its address may make */
    PROBLEM_BUSY,        /* 503: no room for the answer */
    PROBLEM_COUNT
};

/* Fills an empty reply with the problem as application/problem+json (RFC 9457), and with
 * the headers that every answer of ours has. `id` may be empty. */
void problem_reply(struct reply *reply, enum problem problem, struct slice id);

#endif
