/* The API: a request in, a reply out. It knows no sockets, so golden tests, fuzzers and
 * benchmarks enter here just as the server does.
 *
 * api_answer is safe in any number of threads at once. */
#ifndef CHANCERY_API_H
#define CHANCERY_API_H

#include "fault.h"
#include "reply.h"
#include "request.h"

struct api;

struct api_options {
    const char *dataset; /* path of the data set */
    /* "https://example.org", put before paths in answers, or NULL */
    const char *base_url;
    unsigned readers;        /* answers, and pieces of streams, in the making at a time */
    unsigned stream_seconds; /* a stream that takes longer is cut; 0: 600 */
    unsigned search_milliseconds; /* that a search may take; 0: 2000 */
};

/* FAULT_DATASET when the data set cannot be served, with words. */
CHECKED enum fault api_open(struct api **out, const struct api_options *options,
                            struct fault_detail *detail);
void api_close(struct api *api);

/* Fills in `reply` (initialised, empty). Never fails: what goes wrong is the reply. */
void api_answer(void *api, const struct request *request, struct reply *reply);

#endif
