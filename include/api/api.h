/* The API: a request in, a reply out. It knows no sockets, so golden tests, fuzzers and
 * benchmarks enter here just as the server does.
 *
 * api_answer is safe in any number of threads at once. */
#ifndef CHANCERY_API_API_H
#define CHANCERY_API_API_H

#include "base/fault.h"
#include "routing/reply.h"
#include "routing/request.h"

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

/* Opens the data set that stands at the path now: requests that come later are answered
 * from it, what is in the making ends with the one it began with. On a fault all stays as
 * it was. One thread at a time renews or asks whether it is time to. */
CHECKED enum fault api_renew(struct api *api, struct fault_detail *detail);
bool api_outdated(const struct api *api);

/* What it serves, in the text format of Prometheus. Any thread may ask. */
void api_put_metrics(struct api *api, struct buffer *out);

/* From now on /readyz answers 503. */
void api_drain(struct api *api);

/* Fills in `reply` (initialised, empty). Never fails: what goes wrong is the reply. */
void api_answer(void *api, const struct request *request, struct reply *reply);

#endif
