/* The API itself: what all calls share. Owned by api_open's caller; any thread. */
#ifndef CHANCERY_ANSWER_CONTEXT_H
#define CHANCERY_ANSWER_CONTEXT_H

#include "answer/options.h"
#include "base/slice.h"
#include "db/read/pool.h"

#include <stdatomic.h>

/* That an answer, or a piece of a stream, may take of the data set; searches have their
 * own limit, which is shorter. */
enum { ANSWER_MILLISECONDS = 30000 };

struct api {
    struct corpus_pool *pool;
    struct api_options options;
    struct slice base_url; /* without a "/" at its end; empty: paths stay paths */
    atomic_bool draining;
};

#endif
