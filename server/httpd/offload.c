/* Offloads: answers that are made in the pool while their connection is suspended.
 *
 * The worker submits the offload and does not touch the connection; a thread of the pool
 * prepares the response in the offload and, as its last act on either, resumes the
 * connection. The worker then finds the offload in the connection, and queues the
 * response. */
#include "prepare.h"

#include <poll.h>
#include <stdlib.h>

struct offload {
    struct job job; /* first: a job is its offload */
    struct httpd *httpd;
    struct MHD_Connection *mhd;
    struct connection *connection;
    struct prepared prepared;
    bool only_codes; /* `prepared` is ready but for its coding */
};

/* Is the connection reset or closed by both sides, so that no answer can be read? A
 * client that has only closed its own side waits for one. */
static bool client_has_gone(const struct connection *connection)
{
    struct pollfd look = {.fd = connection->socket};
    return poll(&look, 1, 0) == 1 && (look.revents & (POLLHUP | POLLERR));
}

static void run(struct job *job, bool expired)
{
    struct offload *offload = (struct offload *)job;
    bool idle = expired || client_has_gone(offload->connection);
    if (offload->only_codes && !idle)
        (void)prepared_negotiate(offload->httpd, offload->connection, false, false,
                                 &offload->prepared);
    else if (idle && !offload->only_codes)
        prepare_problem(offload->httpd, offload->connection, PROBLEM_BUSY, false,
                        &offload->prepared);
    else if (!idle && prepare_response(offload->httpd, offload->mhd, offload->connection,
                                       false, &offload->prepared))
        (void)prepared_negotiate(offload->httpd, offload->connection, false, true,
                                 &offload->prepared);
    MHD_resume_connection(offload->mhd);
}

static bool begin(struct httpd *httpd, struct MHD_Connection *mhd,
                  struct connection *connection, const struct prepared *prepared,
                  bool only_codes)
{
    struct offload *offload = calloc(1, sizeof(*offload));
    if (!offload)
        return false;
    *offload = (struct offload){.job = {.run = run},
                                .httpd = httpd,
                                .mhd = mhd,
                                .connection = connection,
                                .prepared = *prepared,
                                .only_codes = only_codes};
    connection->offload = offload;
    MHD_suspend_connection(mhd); /* before the pool may resume it */
    if (job_pool_submit(&httpd->pool, &offload->job))
        return true;
    if (!only_codes)
        prepare_problem(httpd, connection, PROBLEM_BUSY, false, &offload->prepared);
    MHD_resume_connection(mhd);
    return true;
}

bool offload_answer(struct httpd *httpd, struct MHD_Connection *mhd,
                    struct connection *connection)
{
    const struct prepared nothing = {.route = connection->record.route};
    return begin(httpd, mhd, connection, &nothing, false);
}

bool offload_coding(struct httpd *httpd, struct MHD_Connection *mhd,
                    struct connection *connection, struct prepared *prepared)
{
    return begin(httpd, mhd, connection, prepared, true);
}

void offload_take(struct connection *connection, struct prepared *prepared)
{
    *prepared = connection->offload->prepared;
    free(connection->offload);
    connection->offload = NULL;
}
