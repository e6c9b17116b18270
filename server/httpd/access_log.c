/* The access log: a line for each request, composed on the stack. */
#include "request_record.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

/* PIPE_BUF: a pipe takes so many bytes at once, so lines of several workers never mix. */
enum { LINE_BYTES = 4096, TAIL_BYTES = 512 };

struct line_buffer {
    char text[LINE_BYTES];
    size_t len;
};

static void put(struct line_buffer *line, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void put(struct line_buffer *line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    size_t room = sizeof(line->text) - line->len;
    int len = vsnprintf(line->text + line->len, room, format, args);
    va_end(args);
    if (len > 0)
        line->len += (size_t)len < room ? (size_t)len : room - 1;
}

/* In double quotes, as in JSON; what is not printable ASCII becomes %HH, as it would be
 * in a well-formed target. A long one is cut. */
static void put_target(struct line_buffer *line, struct slice target)
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

static void put_time(struct line_buffer *line)
{
    struct timespec now;
    struct tm parts;
    char text[32];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &parts);
    put(line, "%s.%03ldZ", text, now.tv_nsec / 1000000);
}

struct field_labels {
    const char *begin, *id, *client, *method, *target, *status, *bytes, *took, *cache,
        *trace, *end;
};

static const struct field_labels labels_of_format[] = {
    [HTTPD_LOG_TEXT] = {"time=", " id=", " client=", " method=", " target=", " status=",
                        " bytes=", " us=", " cache=", " traceparent=", "\n"},
    [HTTPD_LOG_JSON] = {"{\"time\":\"", "\",\"id\":\"", "\",\"client\":\"",
                        "\",\"method\":\"", "\",\"target\":", ",\"status\":",
                        ",\"bytes\":", ",\"us\":", ",\"cache\":\"",
                        "\",\"traceparent\":\"", "\"}\n"},
};

void access_log_write(struct log_pipe *pipe, enum httpd_log log_format,
                      const struct request_record *record,
                      const struct access_log_request *request)
{
    const struct field_labels *labels = &labels_of_format[log_format];
    struct slice trace = request->trace.len ? request->trace : SLICE("-");
    struct line_buffer line;
    line.len = 0;
    put(&line, "%s", labels->begin);
    put_time(&line);
    put(&line, "%s%.*s%s%.*s%s%s%s", labels->id, SLICE_PRINT(request->id), labels->client,
        SLICE_PRINT(request->client), labels->method, request->method, labels->target);
    put_target(&line, request->target);
    put(&line, "%s%d%s%llu%s%lld%s%s", labels->status, record->status, labels->bytes,
        (unsigned long long)record->bytes, labels->took,
        (long long)(monotonic_nanoseconds() - record->began) / 1000, labels->cache,
        record->hit ? "hit" : "miss");
    put(&line, "%s%.*s%s", labels->trace, SLICE_PRINT(trace), labels->end);
    log_pipe_put(pipe, line.text, line.len);
}
