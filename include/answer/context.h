/* The API itself: what all calls share. Owned by api_open's caller; any thread. */
#ifndef CHANCERY_ANSWER_CONTEXT_H
#define CHANCERY_ANSWER_CONTEXT_H

#include "answer/options.h"
#include "base/slice.h"
#include "db/read/pool.h"

#include <stdatomic.h>

struct api {
    struct corpus_pool *pool;
    struct api_options options;
    struct slice base_url; /* without a "/" at its end; empty: paths stay paths */
    atomic_bool draining;
};

#endif
