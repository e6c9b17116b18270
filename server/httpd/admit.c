/* Admission: a new connection is given to a worker, or closed. */
#include "internal.h"

#include <unistd.h>

/* The worker with the fewest connections among those for usual traffic, so that no more
 * threads are busy than there are processors; when these are full, one of the reserve. */
static struct worker *choose_worker(struct httpd *httpd)
{
    struct worker *best = &httpd->workers[0];
    for (unsigned i = 1; i < httpd->worker_count; i++) {
        struct worker *worker = &httpd->workers[i];
        if (i >= httpd->usual && atomic_load(&best->connections) < CONNECTIONS_PER_WORKER)
            break;
        if (atomic_load(&worker->connections) < atomic_load(&best->connections))
            best = worker;
    }
    return best;
}

void worker_admit(void *self, int socket, const struct sockaddr *from, socklen_t size)
{
    struct httpd *httpd = self;
    if (!address_limit_add(&httpd->address_limit, from)) {
        close(socket);
        connections_give_slot(&httpd->connections);
        return;
    }
    struct worker *worker = choose_worker(httpd);
    atomic_fetch_add(&worker->connections, 1);
    if (MHD_add_connection(worker->daemon, socket, from, size) == MHD_YES)
        return;
    atomic_fetch_sub(&worker->connections, 1);
    address_limit_remove(&httpd->address_limit, from);
    connections_give_slot(&httpd->connections);
}

void worker_connection_closed(struct worker *worker, struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *from =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (from && from->client_addr)
        address_limit_remove(&worker->httpd->address_limit, from->client_addr);
    atomic_fetch_sub(&worker->connections, 1);
}
