/* Progress of a load: a bar on a terminal, plain lines elsewhere, and the problems that
 * the load finds, printed between them and counted. One thread. */
#ifndef CHANCERY_LOADING_PROGRESS_H
#define CHANCERY_LOADING_PROGRESS_H

#include "source/edition.h"

struct progress {
    size_t done, total; /* documents */
    uint64_t bytes;
    double began, shown; /* seconds, monotonic */
    bool terminal, quiet;
    size_t problems;
};

void progress_init(struct progress *progress, size_t total, bool quiet);

/* One document more, of so many bytes. */
void progress_step(struct progress *progress, uint64_t bytes);

/* Seconds since progress_init. */
double progress_seconds(const struct progress *progress);

/* A line of its own on standard error, with the bar out of its way. */
void progress_print(struct progress *progress, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* For a reporter whose `self` is a progress: prints `where:line: what`. A problem is
 * counted; a remark is no mistake, but worth knowing. */
source_report progress_problem, progress_remark;

/* Takes the bar away. */
void progress_end(struct progress *progress);

#endif
