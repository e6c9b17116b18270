/* Admission: a newcomer is handed to a worker, or turned away. */
#include "internal.h"

#include <unistd.h>

/* The worker with the fewest peers among the usual ones, so that no more threads are
 * awake than there are processors; beyond what these may hold, one of the reserve. */
static struct worker *choose_worker(struct httpd *httpd)
{
    struct worker *best = &httpd->workers[0];
    for (unsigned i = 1; i < httpd->worker_count; i++) {
        struct worker *worker = &httpd->workers[i];
        if (i >= httpd->usual && atomic_load(&best->peers) < PEERS_A_WORKER)
            break;
        if (atomic_load(&worker->peers) < atomic_load(&best->peers))
            best = worker;
    }
    return best;
}

void worker_admit(void *self, int socket, const struct sockaddr *from, socklen_t size)
{
    struct httpd *httpd = self;
    if (!crowd_enter(&httpd->crowd, from)) {
        close(socket);
        peers_give_place(&httpd->peers);
        return;
    }
    struct worker *worker = choose_worker(httpd);
    atomic_fetch_add(&worker->peers, 1);
    if (MHD_add_connection(worker->daemon, socket, from, size) == MHD_YES)
        return;
    atomic_fetch_sub(&worker->peers, 1);
    crowd_leave(&httpd->crowd, from);
    peers_give_place(&httpd->peers);
}

void worker_left(struct worker *worker, struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *from =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (from && from->client_addr)
        crowd_leave(&worker->httpd->crowd, from->client_addr);
    atomic_fetch_sub(&worker->peers, 1);
}
