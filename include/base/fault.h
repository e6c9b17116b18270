/* Faults: everything that can go wrong, in one table.
 *
 * What can fail returns an enum fault, which must be checked; FAULT_NONE is 0. The
 * message goes into a fault_detail of the caller's (never heap memory), and is shown
 * once: as a problem+json (RFC 9457) or as a line on standard error. It says where the
 * fault is and what to do, and nothing internal: no path of the server's, no SQL, no
 * errno numbers. */
#ifndef CHANCERY_BASE_FAULT_H
#define CHANCERY_BASE_FAULT_H

#include "base/slice.h"

#define CHECKED __attribute__((warn_unused_result))

enum fault {
    FAULT_NONE = 0,
    FAULT_ANSWERED,      /* no fault: the reply is already complete (304, a redirect) */
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
    FAULT_DATASET,  /* the data set is absent, foreign, cut or of another age */
    FAULT_DAMAGED,  /* what is stored in it is not what a load writes */
    FAULT_STORE,    /* writing or reading the disk failed */
    FAULT_PROBLEMS, /* of --strict, check and authority: it ran, and found something */
    FAULT_INTERNAL,
    FAULT_COUNT
};

struct fault_detail {
    char text[400];
    unsigned long line; /* of an input file, from 1; 0: no line */
};

/* HTTP status, process exit code, slug for the problem's type, and title, of each fault.
 * The strings are static. */
int fault_status(enum fault fault);
int fault_exit_code(enum fault fault);
const char *fault_slug(enum fault fault);
const char *fault_title(enum fault fault);

/* Writes the message and returns `fault`, so that one statement does both. `detail` may
 * be NULL. A message that is too long is cut between two characters. */
enum fault fault_set(struct fault_detail *detail, enum fault fault, const char *format,
                     ...) __attribute__((format(printf, 3, 4)));

/* Memory ran out: FAULT_MEMORY, with the same message everywhere. `detail` may be NULL.
 */
enum fault fault_memory(struct fault_detail *detail);

#endif
