/* Reading ahead: while a document goes to rows, threads of their own read the next ones.
 *
 * Documents are put and taken in the same order, at most READINGS of them between put and
 * done, and few where they are long; so memory is that of as many outlines, short texts
 * and recognisers, and what a long document has taken is given back behind it. Two
 * threads read: a third would wait for those that make the index and write. Only the
 * thread that loads calls this. Private to server/load*.c. */
#ifndef CHANCERY_LOADING_READER_H
#define CHANCERY_LOADING_READER_H

#include "reading.h"

enum {
    READINGS = 16,
    READING_BYTES = 16 * 1024 * 1024, /* of their files: no more are put behind so many */
    READERS = 2
};

struct reader;

/* Faults: FAULT_MEMORY. The load must outlive it; its names are complete by now. */
CHECKED enum fault reader_open(struct reader **out, const struct load *load,
                               struct fault_detail *detail);
void reader_close(struct reader *reader); /* NULL is fine */

/* May another document be put? */
bool reader_has_room(const struct reader *reader);
CHECKED enum fault reader_put(struct reader *reader,
                              const struct edition_document *document,
                              uint32_t collection, struct fault_detail *detail);

/* Has any of its recognisers met the editors' word (recogniser_met)? `self` is the
 * reader, which has nothing to read any more. */
bool reader_met(const void *self, uint32_t word);

/* Waits for the first of those that were put; to be given back with reader_done. */
struct reading *reader_take(struct reader *reader);
void reader_done(struct reader *reader, struct reading *reading);

#endif
