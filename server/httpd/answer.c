/* Answers: what is kept from before, or what was made, on its way to the socket. */
#include "base/log.h"
#include "internal.h"
#include "routing/validator.h"

enum MHD_Result answer_queue(struct httpd *httpd, struct MHD_Connection *connection,
                             struct peer *peer, int status, struct MHD_Response *response,
                             size_t len)
{
    if (peer) {
        peer->seen.status = response ? status : MHD_HTTP_SERVICE_UNAVAILABLE;
        peer->seen.bytes = response && peer->method != METHOD_HEAD ? len : 0;
    }
    if (!response)
        return MHD_queue_response(connection, MHD_HTTP_SERVICE_UNAVAILABLE, httpd->busy);
    return MHD_queue_response(connection, (unsigned)status, response);
}

/* Queues what was made, and lets go of it. */
static enum MHD_Result queue_outcome(struct httpd *httpd,
                                     struct MHD_Connection *connection, struct peer *peer,
                                     struct outcome *outcome)
{
    peer->seen.route = outcome->route;
    peer->seen.made = httpd->slow ? seen_now() : 0;
    outcome_rate(httpd, peer, outcome);
    enum MHD_Result result = answer_queue(httpd, connection, peer, outcome->status,
                                          outcome->response, outcome->len);
    outcome_release(outcome);
    return result;
}

enum MHD_Result answer_problem(struct httpd *httpd, struct MHD_Connection *connection,
                               struct peer *peer, enum problem problem)
{
    struct outcome outcome = {.route = peer->seen.route};
    make_problem(httpd, peer, problem, true, &outcome);
    return queue_outcome(httpd, connection, peer, &outcome);
}

static enum MHD_Result queue_item(struct httpd *httpd, struct MHD_Connection *connection,
                                  struct peer *peer, struct cache_item *item)
{
    struct kept *kept = cache_value(item);
    struct slice list = peer->head.if_none_match;
    bool same = list.len > 0 && etag_listed(list, cache_etag(item));
    return same ? answer_queue(httpd, connection, peer, MHD_HTTP_NOT_MODIFIED,
                               kept_unchanged(kept), 0)
                : answer_queue(httpd, connection, peer, MHD_HTTP_OK, kept->full,
                               kept->len);
}

/* Queues what suits the client; what takes long to code has its turn in the pool. */
static enum MHD_Result queue_suited(struct httpd *httpd,
                                    struct MHD_Connection *connection, struct peer *peer,
                                    bool fresh, struct outcome *outcome)
{
    if (!outcome_suit(httpd, peer, true, fresh, outcome) &&
        turn_begin_coding(httpd, connection, peer, outcome))
        return MHD_YES;
    return queue_outcome(httpd, connection, peer, outcome);
}

/* Makes the answer; what is slow has its turn in the pool. */
static enum MHD_Result queue_answer(struct httpd *httpd,
                                    struct MHD_Connection *connection, struct peer *peer)
{
    struct outcome outcome;
    bool pooled = httpd->pool.thread_count > 0;
    if (make_outcome(httpd, connection, peer, pooled, &outcome))
        return queue_suited(httpd, connection, peer, true, &outcome);
    peer->seen.route = outcome.route;
    return turn_begin(httpd, connection, peer)
               ? MHD_YES
               : answer_queue(httpd, connection, peer, 0, NULL, 0);
}

/* What is kept, for a client that takes coded answers. */
static enum MHD_Result queue_coded(struct httpd *httpd, struct MHD_Connection *connection,
                                   struct peer *peer, struct cache_item *item,
                                   uint64_t generation)
{
    struct outcome outcome;
    cache_hold(item);
    outcome_of_item(item, generation, &outcome);
    return queue_suited(httpd, connection, peer, false, &outcome);
}

/* What is kept for the request; false when nothing is. */
static bool queue_kept(struct worker *worker, struct MHD_Connection *connection,
                       struct peer *peer, enum MHD_Result *result)
{
    struct httpd *httpd = worker->httpd;
    /* A date is for the answer to judge; what is kept knows only its tag. */
    bool dated = peer->head.if_modified_since.len && !peer->head.if_none_match.len;
    uint64_t generation = cache_generation(httpd->cache);
    struct cache_item *item = dated ? NULL : recent_find(&worker->recent, peer_key(peer));
    if (!item)
        return false;
    const struct kept *kept = cache_value(item);
    bool plain = peer->codings.best == CODING_IDENTITY && peer->codings.identity &&
                 !peer->rated; /* what is said of the rate is for this client alone */
    peer->seen.hit = true;
    peer->seen.route = kept->route;
    *result = kept->head > peer->room
                  ? answer_problem(httpd, connection, peer, PROBLEM_LONG_TARGET)
              : plain ? queue_item(httpd, connection, peer, item)
                      : queue_coded(httpd, connection, peer, item, generation);
    return true;
}

/* Takes a token for the request, unless it is a trusted proxy's own. */
static bool may_ask(struct httpd *httpd, struct peer *peer)
{
    struct crowd_address address = peer->client.address;
    if (peer->client.trusted)
        return true;
    crowd_cut(&address);
    peer->rate = rate_take(&httpd->rate, &address, peer->seen.began);
    peer->rated = true;
    return peer->rate.may;
}

enum MHD_Result answer_request(struct worker *worker, struct MHD_Connection *connection,
                               struct peer *peer)
{
    struct httpd *httpd = worker->httpd;
    enum MHD_Result result;
    if (peer->turn) {
        struct outcome outcome;
        turn_end(peer, &outcome);
        return queue_outcome(httpd, connection, peer, &outcome);
    }
    if (peer->refused)
        return answer_problem(httpd, connection, peer, PROBLEM_BODY);
    if (httpd->rate.token && !may_ask(httpd, peer)) {
        struct outcome outcome = {.route = NULL};
        make_problem(httpd, peer, PROBLEM_RATE, false, &outcome);
        return queue_outcome(httpd, connection, peer, &outcome);
    }
    peer->codings = coding_choose(peer->head.accept_encoding);
    if (peer->method <= METHOD_HEAD) {
        if (!peer_make_key(peer, peer->head.accept))
            return answer_queue(httpd, connection, peer, 0, NULL, 0);
        if (queue_kept(worker, connection, peer, &result))
            return result;
    }
    return queue_answer(httpd, connection, peer);
}

static const char *name_of(enum method method)
{
    static const char *const names[] = {"GET", "HEAD", "OPTIONS", "OTHER"};
    return names[method];
}

void answer_seen(struct worker *worker, struct peer *peer)
{
    struct httpd *httpd = worker->httpd;
    const struct seen *seen = &peer->seen;
    if (!seen->status)
        return;
    seen_count(&worker->tallies, seen);
    char client[CLIENT_NAME] = "-";
    if (httpd->log)
        client_name(&peer->client, client);
    if (httpd->log)
        seen_write_line(httpd->log, seen,
                        &(struct seen_request){.id = request_id(httpd, peer),
                                               .target = peer_target(peer),
                                               .trace = peer->head.trace,
                                               .client = slice_of(client),
                                               .method = name_of(peer->method)});
    if (seen->made && seen->made - seen->began > httpd->slow)
        log_line(LOG_LEVEL_WARNING, "request %.*s took %lld ms: %s %.*s",
                 SLICE_PRINT(request_id(httpd, peer)),
                 (long long)(seen->made - seen->began) / 1000000, name_of(peer->method),
                 SLICE_PRINT(peer_target(peer)));
}
