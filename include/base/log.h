/* The log: one line on standard error for each thing that happened.
 *
 * Safe in any thread; a line is written with one call. Control characters become spaces,
 * so that text from a request cannot begin a line. */
#ifndef CHANCERY_BASE_LOG_H
#define CHANCERY_BASE_LOG_H

struct log_pipe;

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO };

void log_line(enum log_level level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* From now on lines go through a pipe (log_pipe.h), so that no thread waits for who reads
 * them; NULL: no longer. */
void log_to(struct log_pipe *pipe);

/* How many lines that pipe has dropped; 0 without one. */
unsigned long long log_dropped(void);

#endif
