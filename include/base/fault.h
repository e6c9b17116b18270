/* Faults: everything that can go wrong, in one table.
 *
 * What can fail returns an enum fault, which must be checked; FAULT_NONE is 0. Words for
 * the person go into a fault_detail of the caller's (never heap memory), and are shown
 * once: as a problem+json (RFC 9457) or as a line of the program. They say where and what
 * to do, and nothing of the inside: no path of ours, no SQL, no errno numbers. */
#ifndef CHANCERY_BASE_FAULT_H
#define CHANCERY_BASE_FAULT_H

#include "base/slice.h"

#define CHECKED __attribute__((warn_unused_result))

enum fault {
    FAULT_NONE = 0,
    FAULT_ANSWERED,      /* no fault: the reply is complete already (304, a redirect) */
    FAULT_USAGE,         /* the command line */
    FAULT_BAD_REQUEST,   /* a request that cannot be read */
    FAULT_BAD_PARAMETER, /* a parameter with a wrong value */
    FAULT_UNKNOWN_PARAMETER,
    FAULT_BAD_CURSOR,
    FAULT_NOT_FOUND,
    FAULT_METHOD,
    FAULT_NOT_ACCEPTABLE,
    FAULT_GONE,
    FAULT_NO_SEARCH, /* the data set was loaded without full-text search */
    FAULT_BUSY,      /* a limit is reached; try again */
    FAULT_MEMORY,
    FAULT_INPUT,    /* a text or sidecar that cannot be read */
    FAULT_DATASET,  /* the data set is absent, foreign, damaged or of another age */
    FAULT_STORE,    /* writing or reading the disk failed */
    FAULT_PROBLEMS, /* --strict, or check: it ran, and found something */
    FAULT_INTERNAL,
    FAULT_COUNT
};

struct fault_detail {
    char text[400];
    unsigned long line; /* of an input file, from 1; 0 when it has no place */
};

/* HTTP status, process exit code, slug for the problem's type, and title, of each fault.
 * The strings live for ever. */
int fault_status(enum fault fault);
int fault_exit_code(enum fault fault);
const char *fault_slug(enum fault fault);
const char *fault_title(enum fault fault);

/* Writes the words and returns `fault`, so that one line both says and returns it.
 * `detail` may be NULL. Text is cut at a character, never in one. */
enum fault fault_set(struct fault_detail *detail, enum fault fault, const char *format,
                     ...) __attribute__((format(printf, 3, 4)));

/* Memory ran out: FAULT_MEMORY with the words that all of the program has for it.
 * `detail` may be NULL. */
enum fault fault_memory(struct fault_detail *detail);

#endif
