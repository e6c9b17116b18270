/* The log: one line on standard error for each thing that happened.
 *
 * Safe in any thread; a line is written whole. Control characters of the message are
 * replaced, so that a request cannot write lines of its own. */
#ifndef CHANCERY_BASE_LOG_H
#define CHANCERY_BASE_LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO };

void log_line(enum log_level level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
