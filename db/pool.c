/* A pool of open data sets: a stack of those at rest. */
#include "corpus_pool.h"

#include <pthread.h>
#include <stdlib.h>

struct corpus_pool {
    pthread_mutex_t lock;
    struct corpus **resting;
    unsigned resting_count;
    struct corpus_facts facts;
};

/* All of them at once: a file that is replaced later must not mix with this one. */
static enum fault open_all(struct corpus_pool *pool, const char *path, unsigned count,
                           struct fault_detail *detail)
{
    for (unsigned i = 0; i < count; i++) {
        enum fault fault = corpus_open(&pool->resting[i], path, detail);
        if (fault)
            return fault;
        pool->resting_count++;
        fault = corpus_open_search(pool->resting[i], i ? pool->resting[0] : NULL, detail);
        if (fault)
            return fault;
        const struct corpus_facts *facts = corpus_facts(pool->resting[i]);
        if (i == 0)
            pool->facts = *facts;
        else if (strcmp(facts->rev, pool->facts.rev) != 0)
            return fault_set(detail, FAULT_BUSY, "%s was replaced while it was opened",
                             path);
    }
    return FAULT_NONE;
}

enum fault corpus_pool_open(struct corpus_pool **out, const char *path, unsigned count,
                            struct fault_detail *detail)
{
    struct corpus_pool *pool = calloc(1, sizeof(*pool));
    *out = NULL;
    if (!pool)
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    pthread_mutex_init(&pool->lock, NULL);
    pool->resting = calloc(count, sizeof(struct corpus *));
    enum fault fault = pool->resting ? open_all(pool, path, count, detail)
                                     : fault_set(detail, FAULT_MEMORY, "out of memory");
    if (fault) {
        corpus_pool_close(pool);
        return fault;
    }
    *out = pool;
    return FAULT_NONE;
}

void corpus_pool_close(struct corpus_pool *pool)
{
    if (!pool)
        return;
    for (unsigned i = 0; i < pool->resting_count; i++)
        corpus_close(pool->resting[i]);
    pthread_mutex_destroy(&pool->lock);
    free(pool->resting);
    free(pool);
}

const struct corpus_facts *corpus_pool_facts(const struct corpus_pool *pool)
{
    return &pool->facts;
}

enum fault corpus_pool_take(struct corpus_pool *pool, struct corpus **out,
                            struct fault_detail *detail)
{
    pthread_mutex_lock(&pool->lock);
    *out = pool->resting_count > 0 ? pool->resting[--pool->resting_count] : NULL;
    pthread_mutex_unlock(&pool->lock);
    return *out ? FAULT_NONE
                : fault_set(detail, FAULT_BUSY,
                            "too many answers are in the making; try again");
}

void corpus_pool_give(struct corpus_pool *pool, struct corpus *corpus)
{
    pthread_mutex_lock(&pool->lock);
    pool->resting[pool->resting_count++] = corpus;
    pthread_mutex_unlock(&pool->lock);
}
