/* The listener: a thread that listens, lets in who comes, and keeps the connections'
 * time.
 *
 * The library could listen itself, but its workers then all wake for each newcomer, and
 * telling them to stop may end the program (0.9.75: MHD_quiesce_daemon against a worker
 * at its limit). */
#ifndef CHANCERY_HTTPD_LISTENER_H
#define CHANCERY_HTTPD_LISTENER_H

#include "connections.h"

#include <sys/socket.h>

/* Takes a new connection's socket over, whatever comes of it, and the connections' place
 * that was taken for it. */
typedef void listener_admit(void *self, int socket, const struct sockaddr *from,
                            socklen_t size);

struct listener {
    int socket; /* listens; the listener's */
    struct connections *connections;
    listener_admit *admit;
    void *self;
    pthread_t thread;
    int wake_pipe[2]; /* a pipe: rung, it wakes the thread */
    atomic_bool closing;
};

/* Begins to let in on listener->socket; false when there is no thread to be had, or no
 * descriptor for the bell. */
bool listener_start(struct listener *listener);

/* Lets nobody in any more: the socket is closed, and no more, for another process may
 * hold it too, to let in those who wait now. */
void listener_stop(struct listener *listener);

#endif
