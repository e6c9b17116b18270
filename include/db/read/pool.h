/* A pool of connections to a data set, one for each answer that is being made.
 *
 * When the file at the path is replaced, corpus_pool_renew opens the new one: connections
 * taken from then on are to it, while those taken before, or by a pin from before, are to
 * the old one. So every answer, a stream too, is wholly of one data set.
 *
 * Take, give, pin and facts may be called from any thread, also while another renews; a
 * connection belongs to one thread (or one stream) until it is given back. Only one
 * thread at a time may renew or ask whether the pool is outdated. */
#ifndef CHANCERY_DB_READ_POOL_H
#define CHANCERY_DB_READ_POOL_H

#include "db/read/corpus.h"

struct corpus_pool;
struct generation; /* the connections to one file */

/* Lets the opener change `rev`, `since` and `date`. Called once for each file that is
 * opened, before a connection to it is taken. */
typedef void corpus_facts_hook(void *self, struct corpus_facts *facts);

/* Opens `count` connections, all of the same data set; `path` must outlive the pool.
 * Faults as corpus_open; FAULT_BUSY when the file is replaced every time. */
CHECKED enum fault corpus_pool_open(struct corpus_pool **out, const char *path,
                                    unsigned count, corpus_facts_hook *settle, void *self,
                                    struct fault_detail *detail);

/* Opens the file that is at the path now. On a fault nothing changes. */
CHECKED enum fault corpus_pool_renew(struct corpus_pool *pool,
                                     struct fault_detail *detail);

/* Is another file at the path than when it was last opened, or opening was tried? */
bool corpus_pool_outdated(const struct corpus_pool *pool);

/* All that is asked of connections of the pool ends in so many seconds, with FAULT_BUSY:
 * the program stops. */
void corpus_pool_stop(struct corpus_pool *pool, unsigned seconds);

/* Does not wait: all connections must have been given back. */
void corpus_pool_close(struct corpus_pool *pool);

/* The facts of the current data set. */
void corpus_pool_facts(struct corpus_pool *pool, struct corpus_facts *out);

/* FAULT_BUSY when all connections are taken. */
CHECKED enum fault corpus_pool_take(struct corpus_pool *pool, struct corpus **out,
                                    struct fault_detail *detail);
void corpus_pool_give(struct corpus_pool *pool, struct corpus *corpus);

/* For an answer that gives its connection back between its pieces: pins the data set of a
 * connection that is taken now. Until it is unpinned, what is taken by the pin is to that
 * data set, even when the file was replaced since. */
struct generation *corpus_pool_pin(struct corpus_pool *pool, struct corpus *corpus);
CHECKED enum fault corpus_pool_take_pinned(struct corpus_pool *pool,
                                           struct generation *pinned, struct corpus **out,
                                           struct fault_detail *detail);
void corpus_pool_unpin(struct corpus_pool *pool, struct generation *pinned);

#endif
