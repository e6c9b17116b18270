/* A log's pipe, and the thread that empties it. */
#include "base/log_pipe.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    QUEUE_BYTES = 1024 * 1024, /* of the pipe, where the system grants it */
    PIECE_BYTES = 64 * 1024,   /* that the thread writes at once */
};

struct log_pipe {
    const char *name;
    int in, out, stream;
    atomic_ullong dropped;
    unsigned long long said; /* of these; of the thread */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ended_now;
    bool ended; /* under the lock */
    char piece[PIECE_BYTES];
};

/* Writes all of it, or gives up when the stream is gone. */
static void write_all(int stream, const char *at, size_t len)
{
    while (len > 0) {
        ssize_t written = write(stream, at, len);
        if (written >= 0) {
            at += written;
            len -= (size_t)written;
        } else if (errno == EAGAIN) { /* somebody else made it so */
            (void)poll(&(struct pollfd){.fd = stream, .events = POLLOUT}, 1, -1);
        } else if (errno != EINTR) {
            return;
        }
    }
}

static void say_dropped(struct log_pipe *pipe)
{
    char line[200];
    unsigned long long dropped = atomic_load(&pipe->dropped);
    if (dropped == pipe->said)
        return;
    int len = snprintf(line, sizeof(line),
                       "chanceryd: warning: %llu lines of the %s were dropped: nobody "
                       "read it\n",
                       dropped - pipe->said, pipe->name);
    pipe->said = dropped;
    write_all(STDERR_FILENO, line, (size_t)len);
}

static void *empty(void *self)
{
    struct log_pipe *pipe = self;
    ssize_t got;
    while ((got = read(pipe->out, pipe->piece, sizeof(pipe->piece))) > 0 ||
           (got < 0 && errno == EINTR)) {
        write_all(pipe->stream, pipe->piece, got > 0 ? (size_t)got : 0);
        say_dropped(pipe);
    }
    pthread_mutex_lock(&pipe->lock);
    pipe->ended = true;
    pthread_cond_signal(&pipe->ended_now);
    pthread_mutex_unlock(&pipe->lock);
    return NULL;
}

static void release(struct log_pipe *pipe)
{
    if (pipe->in >= 0)
        close(pipe->in);
    if (pipe->out >= 0)
        close(pipe->out);
    pthread_cond_destroy(&pipe->ended_now);
    pthread_mutex_destroy(&pipe->lock);
    free(pipe);
}

static bool start(struct log_pipe *pipe)
{
    int ends[2];
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&pipe->lock, NULL);
    pthread_cond_init(&pipe->ended_now, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    pipe->out = ends[0];
    pipe->in = ends[1];
    (void)fcntl(pipe->in, F_SETPIPE_SZ, QUEUE_BYTES);
    return fcntl(pipe->in, F_SETFL, O_NONBLOCK) == 0 &&
           pthread_create(&pipe->thread, NULL, empty, pipe) == 0;
}

struct log_pipe *log_pipe_open(int stream, const char *name)
{
    struct log_pipe *pipe = malloc(sizeof(*pipe));
    if (!pipe)
        return NULL;
    *pipe = (struct log_pipe){.name = name, .in = -1, .out = -1, .stream = stream};
    if (start(pipe))
        return pipe;
    release(pipe);
    return NULL;
}

void log_pipe_put(struct log_pipe *pipe, const char *line, size_t len)
{
    ssize_t written;
    do
        written = write(pipe->in, line, len);
    while (written < 0 && errno == EINTR);
    if (written < 0)
        atomic_fetch_add(&pipe->dropped, 1);
}

unsigned long long log_pipe_dropped(const struct log_pipe *pipe)
{
    return atomic_load(&pipe->dropped);
}

void log_pipe_close(struct log_pipe *pipe, unsigned milliseconds)
{
    if (!pipe)
        return;
    struct timespec end;
    int waited = 0;
    clock_gettime(CLOCK_MONOTONIC, &end);
    uint64_t nanoseconds = (uint64_t)end.tv_nsec + milliseconds * UINT64_C(1000000);
    end.tv_sec += (time_t)(nanoseconds / 1000000000);
    end.tv_nsec = (long)(nanoseconds % 1000000000);
    close(pipe->in);
    pipe->in = -1;
    pthread_mutex_lock(&pipe->lock);
    while (!pipe->ended && waited == 0)
        waited = pthread_cond_timedwait(&pipe->ended_now, &pipe->lock, &end);
    bool ended = pipe->ended;
    pthread_mutex_unlock(&pipe->lock);
    if (!ended) {
        pthread_detach(pipe->thread);
        return;
    }
    pthread_join(pipe->thread, NULL);
    release(pipe);
}
