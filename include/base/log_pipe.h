/* A log that nobody may be reading: lines go into a pipe of ours, which is never waited
 * for, and a thread writes them to the stream, which may.
 *
 * The pipe is the bounded queue: the kernel takes a line of at most PIPE_BUF bytes whole,
 * or not at all. A line that there is no room for is dropped and counted; when the stream
 * flows again, the log says how many were. Any number of threads may put lines; one opens
 * and closes. */
#ifndef CHANCERY_BASE_LOG_PIPE_H
#define CHANCERY_BASE_LOG_PIPE_H

#include "base/fault.h"

struct log_pipe;

/* `stream` is a descriptor, `name` what the log calls it ("access log"). NULL when there
 * are no descriptors or threads. */
struct log_pipe *log_pipe_open(int stream, const char *name);

/* Puts a line, which ends in LF. */
void log_pipe_put(struct log_pipe *pipe, const char *line, size_t len);

/* How many lines were dropped. */
unsigned long long log_pipe_dropped(const struct log_pipe *pipe);

/* Waits at most so many milliseconds until all is written. A thread that hangs in the
 * stream then is left to end with the program. NULL is fine. */
void log_pipe_close(struct log_pipe *pipe, unsigned milliseconds);

#endif
