/* The log: one line on standard error for each thing that happened.
 *
 * Safe in any thread; a line is written with one call. Control characters become spaces,
 * so that text from a request cannot begin a line. */
#ifndef CHANCERY_BASE_LOG_H
#define CHANCERY_BASE_LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO };

void log_line(enum log_level level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
