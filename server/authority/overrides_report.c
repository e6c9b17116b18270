/* Overrides: how a report names one. */
#include "internal.h"
#include "source/report.h"

#include <stdarg.h>
#include <stdio.h>

const char *const override_members[OVERRIDE_KINDS] = {
    [OVERRIDE_FORCE] = "force", [OVERRIDE_FORBID] = "forbid", [OVERRIDE_MERGE] = "merge",
    [OVERRIDE_SPLIT] = "split", [OVERRIDE_PIN] = "pin",
};

enum { WORDS = 600 };

/* report_problem or report_remark. */
typedef void reporting(const struct reporter *, const char *, unsigned long, const char *,
                       ...);

__attribute__((format(printf, 4, 0))) static void
report_by(reporting *by, const struct authorities *authorities,
          const struct override *override, const char *format, va_list args)
{
    char words[WORDS];
    vsnprintf(words, sizeof(words), format, args);
    by(authorities->reporter, override->shown, override->line, "\"%s\", item %zu: %s",
       override_members[override->kind], override->item, words);
}

void override_report(const struct authorities *authorities,
                     const struct override *override, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report_by(report_problem, authorities, override, format, args);
    va_end(args);
}

void override_remark(const struct authorities *authorities,
                     const struct override *override, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report_by(report_remark, authorities, override, format, args);
    va_end(args);
}
