/* Turns: a request whose answer is made in the pool while its connection is suspended.
 *
 * The worker puts the turn in and leaves the peer alone; a thread of the pool makes the
 * answer, notes it in the turn and resumes the connection, which is the last it does with
 * either. The worker then finds the turn at the peer, and queues its outcome. */
#include "internal.h"

#include <poll.h>
#include <stdlib.h>

struct turn {
    struct slow_job job; /* first: a job is its turn */
    struct httpd *httpd;
    struct MHD_Connection *connection;
    struct peer *peer;
    struct outcome outcome;
    bool codes; /* the outcome is there, and is to be coded */
};

/* Reset, or closed by both sides: nobody will read an answer. A client that has only
 * ended its own side waits for one. */
static bool has_gone(const struct peer *peer)
{
    struct pollfd look = {.fd = peer->socket};
    return poll(&look, 1, 0) == 1 && (look.revents & (POLLHUP | POLLERR));
}

static void run(struct slow_job *job, bool late)
{
    struct turn *turn = (struct turn *)job;
    bool idle = late || has_gone(turn->peer);
    if (turn->codes && !idle)
        (void)outcome_suit(turn->httpd, turn->peer, false, false, &turn->outcome);
    else if (idle && !turn->codes)
        make_problem(turn->httpd, turn->peer, PROBLEM_BUSY, false, &turn->outcome);
    else if (!idle && make_outcome(turn->httpd, turn->connection, turn->peer, false,
                                   &turn->outcome))
        (void)outcome_suit(turn->httpd, turn->peer, false, true, &turn->outcome);
    MHD_resume_connection(turn->connection);
}

static bool begin(struct httpd *httpd, struct MHD_Connection *connection,
                  struct peer *peer, const struct outcome *outcome, bool codes)
{
    struct turn *turn = calloc(1, sizeof(*turn));
    if (!turn)
        return false;
    *turn = (struct turn){.job = {.run = run},
                          .httpd = httpd,
                          .connection = connection,
                          .peer = peer,
                          .outcome = *outcome,
                          .codes = codes};
    peer->turn = turn;
    MHD_suspend_connection(connection); /* before the pool may resume it */
    if (slow_put(&httpd->pool, &turn->job))
        return true;
    if (!codes)
        make_problem(httpd, peer, PROBLEM_BUSY, false, &turn->outcome);
    MHD_resume_connection(connection);
    return true;
}

bool turn_begin(struct httpd *httpd, struct MHD_Connection *connection, struct peer *peer)
{
    const struct outcome nothing = {.route = peer->seen.route};
    return begin(httpd, connection, peer, &nothing, false);
}

bool turn_begin_coding(struct httpd *httpd, struct MHD_Connection *connection,
                       struct peer *peer, struct outcome *outcome)
{
    return begin(httpd, connection, peer, outcome, true);
}

void turn_end(struct peer *peer, struct outcome *outcome)
{
    *outcome = peer->turn->outcome;
    free(peer->turn);
    peer->turn = NULL;
}
