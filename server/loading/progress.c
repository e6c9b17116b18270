/* Progress of a load: the bar is redrawn in place, lines come every few seconds. */
#include "progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { BAR_WIDTH = 30 };

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

void progress_init(struct progress *progress, size_t total, bool quiet)
{
    double began = now();
    *progress = (struct progress){.total = total,
                                  .began = began,
                                  .shown = began,
                                  .terminal = isatty(STDERR_FILENO) == 1,
                                  .quiet = quiet};
}

double progress_seconds(const struct progress *progress)
{
    return now() - progress->began;
}

static double rate(const struct progress *progress)
{
    double seconds = progress_seconds(progress);
    return seconds > 0 ? (double)progress->bytes / 1e6 / seconds : 0;
}

static void show_bar(const struct progress *progress)
{
    char bar[BAR_WIDTH + 1];
    size_t filled = progress->total ? progress->done * BAR_WIDTH / progress->total : 0;
    for (size_t i = 0; i < BAR_WIDTH; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[BAR_WIDTH] = '\0';
    double left = progress->done ? progress_seconds(progress) *
                                       (double)(progress->total - progress->done) /
                                       (double)progress->done
                                 : 0;
    fprintf(stderr, "\r[%s] %zu/%zu  %.0f MB/s  %.0f s left \033[K", bar, progress->done,
            progress->total, rate(progress), left);
}

static void show_line(const struct progress *progress)
{
    fprintf(stderr, "loading: %zu of %zu documents, %.1f MB, %.0f MB/s\n", progress->done,
            progress->total, (double)progress->bytes / 1e6, rate(progress));
}

void progress_step(struct progress *progress, uint64_t bytes)
{
    /* A bar is watched; lines go to a log. */
    const double pause = progress->terminal ? 0.1 : 5.0;
    progress->done++;
    progress->bytes += bytes;
    if (progress->quiet || now() - progress->shown < pause)
        return;
    progress->shown = now();
    if (progress->terminal)
        show_bar(progress);
    else
        show_line(progress);
}

void progress_end(struct progress *progress)
{
    if (progress->terminal && !progress->quiet)
        fputs("\r\033[K", stderr);
}

void progress_print(struct progress *progress, const char *format, ...)
{
    progress_end(progress);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

void progress_problem(void *self, const char *where, unsigned long line, const char *what)
{
    struct progress *progress = self;
    progress->problems++;
    if (line)
        progress_print(progress, "%s:%lu: %s", where, line, what);
    else
        progress_print(progress, "%s: %s", where, what);
}

void progress_remark(void *self, const char *where, unsigned long line, const char *what)
{
    progress_print(self, "%s:%lu: note: %s", where, line, what);
}
