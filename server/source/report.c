/* Reports: a name is made safe to show character by character, a line is printed on the
 * stack. */
#include "source/report.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { WORDS_MAX = 500, SHOWN_MAX = 4 }; /* a byte becomes at most "\x1b" */

static bool is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029 ||
           cp == 0xfeff;
}

static bool turns_direction(uint32_t cp)
{
    return cp == 0x61c || cp == 0x200e || cp == 0x200f ||
           (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
}

/* Writes the character at the start of `name`, whose first `good` bytes are UTF-8, to
 * `out`. Returns its bytes; `wrote` is how many were written. */
static size_t show_one(struct slice name, size_t good, char *out, size_t *wrote)
{
    char words[16];
    size_t size = 1;
    uint32_t cp = good ? utf8_decode(name, &size) : (unsigned char)name.at[0];
    int len = 0;
    if (!good || (cp < 0x80 && is_control(cp)))
        len = snprintf(words, sizeof(words), "\\x%02x", cp);
    else if (is_control(cp) || turns_direction(cp))
        len = snprintf(words, sizeof(words), "\\u{%x}", cp);
    *wrote = len > 0 ? (size_t)len : size;
    memcpy(out, len > 0 ? words : name.at, *wrote);
    return size;
}

static bool is_plain(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] < ' ' || name.at[i] > '~')
            return false;
    return name.at != NULL;
}

struct slice report_shown(struct arena *arena, struct slice name)
{
    if (is_plain(name))
        return name;
    bool cut;
    size_t good = utf8_check(name, &cut), len = 0;
    char *out = arena_take(arena, name.len * SHOWN_MAX + 1);
    if (!out)
        return SLICE_NONE;
    while (name.len > 0) {
        size_t wrote, size = show_one(name, good, out + len, &wrote);
        len += wrote;
        name = slice_from(name, size);
        good = good ? good - size : utf8_check(name, &cut);
    }
    out[len] = '\0';
    return (struct slice){out, len};
}

__attribute__((format(printf, 5, 0))) static void tell(source_report *report, void *self,
                                                       const char *where,
                                                       unsigned long line,
                                                       const char *format, va_list args)
{
    char words[WORDS_MAX];
    if (vsnprintf(words, sizeof(words), format, args) < 0)
        words[0] = '\0';
    bool cut;
    words[utf8_check(slice_of(words), &cut)] = '\0';
    report(self, where, line, words);
}

void report_problem(const struct reporter *reporter, const char *where,
                    unsigned long line, const char *format, ...)
{
    if (!reporter || !reporter->report)
        return;
    va_list args;
    va_start(args, format);
    tell(reporter->report, reporter->self, where, line, format, args);
    va_end(args);
}

void report_remark(const struct reporter *reporter, const char *where, unsigned long line,
                   const char *format, ...)
{
    if (!reporter || !reporter->remark)
        return;
    va_list args;
    va_start(args, format);
    tell(reporter->remark, reporter->self, where, line, format, args);
    va_end(args);
}
