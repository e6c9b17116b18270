/* The door: accept, and wait when the house is full. */
#include "listener.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

enum {
    SECOND = 1000,  /* in milliseconds, as all here */
    FULL_WAIT = 50, /* before looking again whether a place is free */
    AT_ONCE = 64,   /* newcomers between two looks at the clock */
};

static int64_t now(void)
{
    struct timespec when;
    clock_gettime(CLOCK_MONOTONIC, &when);
    return (int64_t)when.tv_sec * SECOND + when.tv_nsec / 1000000;
}

/* False when nobody waits, or there is no room for him here or in the system, which is
 * then given time. */
static bool let_one_in(struct door *door)
{
    struct sockaddr_in6 from;
    socklen_t size = sizeof(from);
    if (!peers_take_place(door->peers))
        return false;
    int fd = accept4(door->socket, (struct sockaddr *)&from, &size,
                     SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) {
        peers_give_place(door->peers);
        return false;
    }
    door->admit(door->self, fd, (const struct sockaddr *)&from, size);
    return true;
}

static void let_in(struct door *door, int wait)
{
    struct pollfd heard[] = {{.fd = door->socket, .events = POLLIN},
                             {.fd = door->bell[0], .events = POLLIN}};
    if (poll(heard, 2, wait) <= 0 || atomic_load(&door->closing))
        return;
    for (int i = 0; i < AT_ONCE; i++)
        if (!let_one_in(door)) {
            if (i == 0) /* out of descriptors, or closing */
                (void)poll(NULL, 0, FULL_WAIT);
            break;
        }
}

static void *stand(void *self)
{
    struct door *door = self;
    int64_t next = now() + SECOND;
    while (!atomic_load(&door->closing)) {
        int64_t left = next - now();
        if (left <= 0) {
            peers_tick(door->peers);
            next += left < -SECOND ? SECOND - left : SECOND; /* none is made up for */
            continue;
        }
        if (peers_await_place(door->peers, FULL_WAIT))
            let_in(door, (int)left);
    }
    return NULL;
}

bool door_open(struct door *door)
{
    atomic_init(&door->closing, false);
    if (pipe2(door->bell, O_CLOEXEC) != 0)
        return false;
    if (pthread_create(&door->thread, NULL, stand, door) == 0)
        return true;
    close(door->bell[0]);
    close(door->bell[1]);
    return false;
}

void door_close(struct door *door)
{
    atomic_store(&door->closing, true);
    close(door->bell[1]); /* the other end has an event */
    pthread_join(door->thread, NULL);
    close(door->bell[0]);
    close(door->socket);
}
