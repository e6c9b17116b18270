/* Sending: validators, caching, and the one way out of every good answer. */
#ifndef CHANCERY_ANSWER_SEND_H
#define CHANCERY_ANSWER_SEND_H

#include "answer/call.h"

#include <jansson.h>

/* Of a target in the header `Link`: a longer one would leave no room for other headers.
 */
enum { LONGEST_LINK = 2000 };

/* The headers of every answer, problems too. */
void put_common_headers(struct reply *reply);

/* Sets ETag and caching; true when the client's copy is still good and the reply (304) is
 * complete. To be called once it is known that the thing exists. */
bool call_check_validators(struct call *call);

/* Turns a 200 that the client has already, by "*" or by date, into a 304. */
void call_apply_validators(struct call *call);

/* Puts `base` before every path of this server in a JSON text. */
void base_url_expand(struct slice base, struct slice json, struct buffer *out);

/* The same with the base URL of the API, where there is one and the format is JSON. */
void call_expand_urls(const struct call *call, struct buffer *out);

/* An answer made of `out`, in the format asked for; takes what the buffer holds. */
void call_send(struct call *call, struct buffer *out);

/* Any JSON tree; takes the reference. FAULT_MEMORY. */
CHECKED enum fault call_send_json(struct call *call, json_t *tree);

/* Sends the one object that is in `out`, as fields=, offsets= and pretty= want it; takes
 * what the buffer holds. FAULT_MEMORY. */
CHECKED enum fault call_send_object(struct call *call, struct buffer *out);

/* Defers a request that must be answered at once and would take time: the same request
 * comes again. FAULT_ANSWERED. */
enum fault call_defer(struct call *call);

/* A redirect to a path of this server. FAULT_ANSWERED. */
enum fault call_redirect(struct call *call, int status, struct slice location);

#endif
