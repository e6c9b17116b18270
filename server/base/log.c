/* The log: a line is composed on the stack and written with one call. */
#include "base/log.h"
#include "base/log_pipe.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What a program has one of, as it has one standard error. */
struct log_state {
    _Atomic(struct log_pipe *) pipe; /* NULL: lines go to standard error at once */
};

static struct log_state state;

void log_to(struct log_pipe *pipe)
{
    atomic_store(&state.pipe, pipe);
}

unsigned long long log_dropped(void)
{
    struct log_pipe *pipe = atomic_load(&state.pipe);
    return pipe ? log_pipe_dropped(pipe) : 0;
}

static const char *const prefixes[] = {"error: ", "warning: ", ""};

void log_line(enum log_level level, const char *format, ...)
{
    char line[1024];
    int head = snprintf(line, sizeof(line), "chanceryd: %s", prefixes[level]);
    va_list args;
    va_start(args, format);
    int body = vsnprintf(line + head, sizeof(line) - (size_t)head - 1, format, args);
    va_end(args);
    if (body < 0)
        return;
    size_t len = strlen(line);
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)line[i] < ' ' || line[i] == 0x7f)
            line[i] = ' ';
    line[len++] = '\n';
    struct log_pipe *pipe = atomic_load(&state.pipe);
    if (pipe)
        log_pipe_put(pipe, line, len);
    else if (write(STDERR_FILENO, line, len) < 0)
        return; /* and there is nowhere to report it */
}
