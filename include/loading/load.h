/* Loading a corpus into a data set: built beside the old one, then put in its place.
 *
 * Strings of the options are only read while the load runs. It prints a line for each
 * problem on standard error, and a summary on standard output unless it is to be quiet.
 * One load in a process at a time. Faults: FAULT_INPUT (no corpus), FAULT_PROBLEMS
 * (strict, or much would be lost), FAULT_DATASET (the names of
 * the data set that is replaced cannot be read), and those of db/write/ingest.h. */
#ifndef CHANCERY_LOADING_LOAD_H
#define CHANCERY_LOADING_LOAD_H

#include "base/fault.h"
#include "reading/parse.h"

enum { WITHOUT_SEARCH = 1, WITHOUT_ENTITIES = 2 };

/* A text of names (names.h) in the top folder of a corpus is read as with --names. */
#define NAMES_FILE "chancery.names"

enum { FILE_LIST_MAX = 256 };

struct file_list {
    const char *files[FILE_LIST_MAX];
    size_t count;
};

struct load_options {
    const char *dataset; /* --db */
    const char *const *corpora;
    size_t corpus_count;
    bool strict;        /* a file that cannot be read: nothing is published, status 1 */
    bool quiet;         /* no progress */
    bool force;         /* even when nothing has changed, or much would be lost */
    bool dry_run;       /* publish nothing, and say what would change */
    const char *report; /* file for what has changed, or NULL */
    const char *names;  /* text of names to carry over, or NULL */
    unsigned without;   /* bits */
    struct file_list authorities; /* --authority */
    struct parse_limits limits;
};

/* LOAD_UNCHANGED: nothing has changed since the data set was made, and it stays.
 * LOAD_TRIED: a dry run. */
enum load_outcome { LOAD_DONE, LOAD_UNCHANGED, LOAD_TRIED };
CHECKED enum fault load_run(const struct load_options *options,
                            enum load_outcome *outcome, struct fault_detail *detail);

#endif
