/* Reading ahead: while a document is stored, threads of their own read the next ones.
 *
 * Documents are put and taken in the same order, at most READINGS of them between put and
 * done, and few where they are long; so memory is that of as many outlines, short texts
 * and recognisers, and what a long document has taken is given back after it. Two
 * threads read: a third would wait for those that make the index and write. Only the
 * thread that loads calls this. */
#ifndef CHANCERY_LOADING_READER_H
#define CHANCERY_LOADING_READER_H

#include "reading.h"

enum {
    READINGS = 16,
    READING_BYTES = 16 * 1024 * 1024, /* of their files: after so many, no more are put */
    READERS = 2
};

struct reader_pool;

/* `entities`, whose gazetteer is complete, and `limits` must outlive it; without entities
 * (NULL) no mentions are found. Faults: FAULT_MEMORY. */
CHECKED enum fault reader_pool_open(struct reader_pool **out,
                                    const struct entities *entities,
                                    const struct parse_limits *limits,
                                    struct fault_detail *detail);
void reader_pool_close(struct reader_pool *pool); /* NULL is fine */

/* May another document be put? */
bool reader_pool_has_room(const struct reader_pool *pool);
CHECKED enum fault reader_pool_put(struct reader_pool *pool,
                                   const struct edition_document *document,
                                   uint32_t collection, struct fault_detail *detail);

/* Has any of its recognisers met the editors' override `word` (recogniser_saw_override)?
 * `self` is the pool, which has nothing to read any more. */
bool reader_pool_saw_override(const void *self, uint32_t word);

/* Waits for the first of those that were put; to be given back with reader_pool_done. */
struct document_reading *reader_pool_take(struct reader_pool *pool);
void reader_pool_done(struct reader_pool *pool, struct document_reading *reading);

#endif
