/* A pool of open data sets: one connection for each answer in the making.
 *
 * Take and give may be called from any thread; what was taken belongs to one thread (or
 * one stream) until it is given back. */
#ifndef CHANCERY_CORPUS_POOL_H
#define CHANCERY_CORPUS_POOL_H

#include "corpus.h"

struct corpus_pool;

/* Opens `count` connections, all of the same data set. Faults as corpus_open. */
CHECKED enum fault corpus_pool_open(struct corpus_pool **out, const char *path,
                                    unsigned count, struct fault_detail *detail);

/* Waits for nothing: all must have been given back. */
void corpus_pool_close(struct corpus_pool *pool);

const struct corpus_facts *corpus_pool_facts(const struct corpus_pool *pool);

/* FAULT_BUSY when all are out. */
CHECKED enum fault corpus_pool_take(struct corpus_pool *pool, struct corpus **out,
                                    struct fault_detail *detail);
void corpus_pool_give(struct corpus_pool *pool, struct corpus *corpus);

#endif
