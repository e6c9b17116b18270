/* Reports: lines about what is wrong with an edition, safe to print.
 *
 * Names of files and of JSON fields may hold any bytes. When shown, bytes that are not
 * UTF-8, control characters and marks that change the direction of text are written out
 * (\x1b, \u{202e}), so that a name can neither forge a line nor control a terminal. A
 * reporter belongs to one thread. */
#ifndef CHANCERY_SOURCE_REPORT_H
#define CHANCERY_SOURCE_REPORT_H

#include "base/arena.h"
#include "source/sidecar.h"

/* `name`, which must end in NUL, as it may be shown: valid UTF-8, and NUL-terminated. It
 * is `name` itself when there is nothing to write out, else in the arena; SLICE_NONE when
 * memory ran out. */
struct slice report_shown(struct arena *arena, struct slice name);

/* Reports what is wrong in `where` (which may be shown) at `line`, 0 when unknown. */
void report_problem(const struct reporter *reporter, const char *where,
                    unsigned long line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Likewise what is no mistake, but worth knowing. */
void report_remark(const struct reporter *reporter, const char *where, unsigned long line,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
