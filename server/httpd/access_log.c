/* The line of a request: put together on the stack, written with one call. */
#include "request_record.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* A pipe takes so much at once (PIPE_BUF), so lines of several workers never mix. */
enum { LINE_BYTES = 4096, TAIL_BYTES = 512 };

struct line {
    char text[LINE_BYTES];
    size_t len;
};

static void put(struct line *line, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void put(struct line *line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    size_t room = sizeof(line->text) - line->len;
    int len = vsnprintf(line->text + line->len, room, format, args);
    va_end(args);
    if (len > 0)
        line->len += (size_t)len < room ? (size_t)len : room - 1;
}

/* In quotes, as JSON has them; what is not printable ASCII becomes %HH, as it would stand
 * in a well-formed target. A long one is cut. */
static void put_target(struct line *line, struct slice target)
{
    put(line, "\"");
    for (size_t i = 0; i < target.len && line->len < LINE_BYTES - TAIL_BYTES; i++) {
        unsigned char c = (unsigned char)target.at[i];
        if (c <= ' ' || c >= 0x7f || c == '"' || c == '\\')
            put(line, "%%%02X", (unsigned)c);
        else
            line->text[line->len++] = (char)c;
    }
    put(line, "\"");
}

static void put_time(struct line *line)
{
    struct timespec now;
    struct tm parts;
    char text[32];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &parts);
    put(line, "%s.%03ldZ", text, now.tv_nsec / 1000000);
}

struct words {
    const char *begin, *id, *client, *method, *target, *status, *bytes, *took, *cache,
        *trace, *end;
};

static const struct words forms[] = {
    [HTTPD_LOG_TEXT] = {"time=", " id=", " client=", " method=", " target=", " status=",
                        " bytes=", " us=", " cache=", " traceparent=", "\n"},
    [HTTPD_LOG_JSON] = {"{\"time\":\"", "\",\"id\":\"", "\",\"client\":\"",
                        "\",\"method\":\"", "\",\"target\":", ",\"status\":",
                        ",\"bytes\":", ",\"us\":", ",\"cache\":\"",
                        "\",\"traceparent\":\"", "\"}\n"},
};

void seen_write_line(enum httpd_log form, const struct seen *seen,
                     const struct seen_request *request)
{
    const struct words *words = &forms[form];
    struct slice trace = request->trace.len ? request->trace : SLICE("-");
    struct line line;
    line.len = 0;
    put(&line, "%s", words->begin);
    put_time(&line);
    put(&line, "%s%.*s%s%.*s%s%s%s", words->id, SLICE_PRINT(request->id), words->client,
        SLICE_PRINT(request->client), words->method, request->method, words->target);
    put_target(&line, request->target);
    put(&line, "%s%d%s%llu%s%lld%s%s", words->status, seen->status, words->bytes,
        (unsigned long long)seen->bytes, words->took,
        (long long)(seen_now() - seen->began) / 1000, words->cache,
        seen->hit ? "hit" : "miss");
    put(&line, "%s%.*s%s", words->trace, SLICE_PRINT(trace), words->end);
    if (write(STDOUT_FILENO, line.text, line.len) < 0)
        return; /* nowhere is left to say so */
}
