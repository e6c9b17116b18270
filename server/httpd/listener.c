/* The listener: accepts, waits when all slots are taken, and ticks each second. */
#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

enum {
    SECOND = 1000,     /* in milliseconds, as all here */
    FULL_WAIT = 50,    /* until it is checked again whether a slot is free */
    ACCEPT_BATCH = 64, /* connections between two looks at the clock */
};

static int64_t now(void)
{
    struct timespec when;
    clock_gettime(CLOCK_MONOTONIC, &when);
    return (int64_t)when.tv_sec * SECOND + when.tv_nsec / 1000000;
}

/* False when no connection waits, no slot is free, or the system has no descriptor. */
static bool accept_one(struct listener *listener)
{
    struct sockaddr_in6 from;
    socklen_t size = sizeof(from);
    if (!connections_take_slot(listener->connections))
        return false;
    int fd = accept4(listener->socket, (struct sockaddr *)&from, &size,
                     SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) {
        connections_give_slot(listener->connections);
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            connections_make_room(listener->connections);
        return false;
    }
    listener->admit(listener->self, fd, (const struct sockaddr *)&from, size);
    return true;
}

static void accept_waiting(struct listener *listener, int wait)
{
    struct pollfd polled[] = {{.fd = listener->socket, .events = POLLIN},
                              {.fd = listener->wake_pipe[0], .events = POLLIN}};
    if (poll(polled, 2, wait) <= 0 || atomic_load(&listener->closing))
        return;
    for (int i = 0; i < ACCEPT_BATCH; i++)
        if (!accept_one(listener)) {
            if (i == 0) /* out of slots or descriptors: do not spin */
                (void)poll(NULL, 0, FULL_WAIT);
            break;
        }
}

static void *accept_loop(void *self)
{
    struct listener *listener = self;
    int64_t next = now() + SECOND;
    while (!atomic_load(&listener->closing)) {
        int64_t left = next - now();
        if (left <= 0) {
            connections_tick(listener->connections);
            next += left < -SECOND ? SECOND - left : SECOND; /* missed ticks are lost */
            continue;
        }
        if (connections_await_slot(listener->connections, FULL_WAIT))
            accept_waiting(listener, (int)left);
    }
    return NULL;
}

bool listener_start(struct listener *listener)
{
    atomic_init(&listener->closing, false);
    if (pipe2(listener->wake_pipe, O_CLOEXEC) != 0)
        return false;
    if (pthread_create(&listener->thread, NULL, accept_loop, listener) == 0)
        return true;
    close(listener->wake_pipe[0]);
    close(listener->wake_pipe[1]);
    return false;
}

void listener_stop(struct listener *listener)
{
    atomic_store(&listener->closing, true);
    close(listener->wake_pipe[1]); /* an event at the other end */
    pthread_join(listener->thread, NULL);
    close(listener->wake_pipe[0]);
    close(listener->socket);
}
