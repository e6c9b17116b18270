/* The listener: a thread that accepts connections, and ticks the connections' clock.
 *
 * The library could listen itself, but then all workers wake for each new connection, and
 * stopping that may end the program (0.9.75: MHD_quiesce_daemon against a worker at its
 * limit). */
#ifndef CHANCERY_HTTPD_LISTENER_H
#define CHANCERY_HTTPD_LISTENER_H

#include "connections.h"

#include <sys/socket.h>

/* Takes a new connection: its socket, which it closes when it fails, and the slot that
 * was taken for it. */
typedef void listener_admit(void *self, int socket, const struct sockaddr *from,
                            socklen_t size);

struct listener {
    int socket; /* that listens; owned */
    struct connections *connections;
    listener_admit *admit;
    void *self;
    pthread_t thread;
    int wake_pipe[2]; /* its closing wakes the thread */
    atomic_bool closing;
};

/* Starts to accept on listener->socket; false when there is no thread or no descriptor.
 */
bool listener_start(struct listener *listener);

/* Stops accepting. The socket is closed but not shut down: another process may have it
 * too, and accept the connections that wait. */
void listener_stop(struct listener *listener);

#endif
