/* Reading ahead: while a document goes to rows, a thread of its own gives the next ones
 * their first reading, which finds outline and faults and teaches the recogniser.
 *
 * Documents are put and taken in the same order, at most READINGS of them between put and
 * done; so memory is that of as many outlines, windows and recognisers, and what a long
 * document has taken is given back behind it. Only the thread that loads calls this.
 * Private to server/load*.c. */
#ifndef CHANCERY_LOAD_READER_H
#define CHANCERY_LOAD_READER_H

#include "load.h"
#include "outline.h"

enum { READINGS = 8 };

struct recogniser;

/* A document that was read once, open at its beginning for the second time. */
struct reading {
    const struct edition_document *document;
    int fd;
    struct parse *parse;
    struct outline outline;
    struct recogniser *recogniser; /* NULL where the load is without names */
    struct arena arena;            /* the editors' pins */
    enum fault fault;              /* of the reading; FAULT_INPUT: leave it out */
    struct fault_detail detail;
};

struct reader;

/* Faults: FAULT_MEMORY. The load must outlive it; its names are complete by now. */
CHECKED enum fault reader_open(struct reader **out, const struct load *load,
                               struct fault_detail *detail);
void reader_close(struct reader *reader); /* NULL is fine */

/* May another document be put? Not before half of the room is free: then the two threads
 * wake each other for several documents at a time. */
bool reader_has_room(struct reader *reader);
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
