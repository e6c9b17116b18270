/* The API: a request in, a reply out. It knows no sockets, so golden tests, fuzzers and
 * benchmarks enter here just as the server does.
 *
 * api_answer is safe in any number of threads at once. */
#ifndef CHANCERY_API_API_H
#define CHANCERY_API_API_H

#include "answer/options.h"
#include "base/fault.h"
#include "routing/reply.h"
#include "routing/request.h"

struct api;

/* FAULT_DATASET when the data set cannot be served, with words. */
CHECKED enum fault api_open(struct api **out, const struct api_options *options,
                            struct fault_detail *detail);
void api_close(struct api *api);

/* Opens the data set that is at the path now: later requests are answered from it,
 * answers in the making from the one they began with. On a fault all stays as it was. One
 * thread at a time renews or asks whether there is a new one. */
CHECKED enum fault api_renew(struct api *api, struct fault_detail *detail);
bool api_outdated(const struct api *api);

/* What it serves, in the text format of Prometheus. Any thread may ask. */
void api_put_metrics(struct api *api, struct buffer *out);

/* From now on /readyz answers 503. */
void api_drain(struct api *api);

/* What is being read from the data set ends in so many seconds, with 503: the program
 * stops. */
void api_stop(struct api *api, unsigned seconds);

/* Fills in `reply` (initialised, empty). Never fails: what goes wrong is the reply. */
void api_answer(void *api, const struct request *request, struct reply *reply);

#endif
