/* A pool of open data sets: one connection for each answer in the making.
 *
 * When the file at the path is replaced, corpus_pool_renew opens the new one: what is
 * taken from then on is of it, and what was taken before, or is taken by a hold from
 * before, stays of the old one. So every answer, streams too, is wholly of one data set.
 *
 * Take, give and facts may be called from any thread, also while another renews; what was
 * taken belongs to one thread (or one stream) until it is given back. Only one thread at
 * a time may renew or ask whether the pool is outdated. */
#ifndef CHANCERY_DB_READ_POOL_H
#define CHANCERY_DB_READ_POOL_H

#include "db/read/corpus.h"

struct corpus_pool;
struct generation; /* the data set that one file was */

/* What the opener has to say of a data set: may change `rev`, `since` and `date`. Called
 * once for each file that is opened, before anything is taken of it. */
typedef void corpus_facts_hook(void *self, struct corpus_facts *facts);

/* Opens `count` connections, all of the same data set; `path` must outlive the pool.
 * Faults as corpus_open; FAULT_BUSY when the file is replaced again and again meanwhile.
 */
CHECKED enum fault corpus_pool_open(struct corpus_pool **out, const char *path,
                                    unsigned count, corpus_facts_hook *settle, void *self,
                                    struct fault_detail *detail);

/* Opens what stands at the path now. On a fault all stays as it was. */
CHECKED enum fault corpus_pool_renew(struct corpus_pool *pool,
                                     struct fault_detail *detail);

/* Does another file stand at the path than when it was last opened, or tried to be? */
bool corpus_pool_outdated(const struct corpus_pool *pool);

/* Waits for nothing: all must have been given back. */
void corpus_pool_close(struct corpus_pool *pool);

/* What the data set that is given out now says of itself. */
void corpus_pool_facts(struct corpus_pool *pool, struct corpus_facts *out);

/* FAULT_BUSY when all are out. */
CHECKED enum fault corpus_pool_take(struct corpus_pool *pool, struct corpus **out,
                                    struct fault_detail *detail);
void corpus_pool_give(struct corpus_pool *pool, struct corpus *corpus);

/* For an answer that gives its corpus back between its pieces: a hold on the data set of
 * a corpus that is out now. What is taken by it is of that data set, whatever has come
 * since, until it is let go. */
struct generation *corpus_pool_pin(struct corpus_pool *pool, struct corpus *corpus);
CHECKED enum fault corpus_pool_take_pinned(struct corpus_pool *pool,
                                           struct generation *held, struct corpus **out,
                                           struct fault_detail *detail);
void corpus_pool_unpin(struct corpus_pool *pool, struct generation *held);

#endif
