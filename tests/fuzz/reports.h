/* Reports about a file, FUZZ_FILE: each is a line of text, whatever the file holds. */
#ifndef CHANCERY_TESTS_REPORTS_H
#define CHANCERY_TESTS_REPORTS_H

#include "replay.h"

/* Notes it in a buffer, so that two readings can be compared. */
static inline void report(void *self, const char *where, unsigned long line,
                          const char *what)
{
    struct buffer *reports = self;
    struct slice words = slice_of(what);
    HOLDS(strcmp(where, FUZZ_FILE) == 0, "reported about %s", where);
    HOLDS(words.len > 0 && is_utf8(words), "a report that is no text");
    for (size_t i = 0; i < words.len; i++)
        HOLDS((unsigned char)words.at[i] >= ' ' && words.at[i] != 0x7f, "\"%s\"", what);
    buffer_print(reports, "%lu: %s\n", line, what);
}

#endif
