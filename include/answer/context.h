/* What the files of server/api share about the api itself. Private to server/api. */
#ifndef CHANCERY_ANSWER_CONTEXT_H
#define CHANCERY_ANSWER_CONTEXT_H

#include "answer/options.h"
#include "db/read/pool.h"
#include "routing/reply.h"
#include "routing/route.h"

#include <stdatomic.h>

struct api {
    struct corpus_pool *pool;
    struct api_options options;
    struct slice base_url; /* without a "/" at its end; empty: paths stay paths */
    atomic_bool draining;
};

/* Puts the base URL before every path of ours in a JSON text. */
void base_url_expand(struct slice base, struct slice json, struct buffer *out);

/* The headers of every answer that is ours. */
void put_common_headers(struct reply *reply);

/* Turns a fault into a problem+json. */
void send_problem(struct reply *reply, const struct request *request,
                  const struct routed *routed, const struct slice *similar,
                  size_t similar_count, enum fault fault,
                  const struct fault_detail *detail);

#endif
