/* Negotiation: of a prepared 200, the 304, coding or 406 that this client gets. A coded
 * response is cached beside the plain one. */
#include "cached.h"
#include "coding.h"
#include "prepare.h"
#include "response.h"
#include "routing/validator.h"

enum {
    /* bytes of a body */
    LEAST_CODED = 1024,         /* a smaller one gains nothing */
    CODED_AT_FIRST = 4 * 1024,  /* a smaller one is coded when it is asked for again */
    CODED_ON_WORKER = 8 * 1024, /* a larger one is coded in the pool */
    CODED_HEAD = 64,            /* bytes that coding adds to the head */
    COST = 3 * 1024, /* estimated memory of a cached response beside its body */
};

/* The coding to use. Streams and what is not cached are sent as they are, unless the
 * client refuses that. */
static enum coding coding_to_use(const struct connection *connection,
                                 const struct prepared *prepared, bool fresh)
{
    if (!connection->codings.identity)
        return connection->codings.best;
    size_t least = fresh ? CODED_AT_FIRST : LEAST_CODED;
    const struct cached_response *cached =
        prepared->item ? cache_value(prepared->item) : NULL;
    bool good = cached && prepared->len >= least &&
                !atomic_load(&cached->incompressible) &&
                cached->head + CODED_HEAD <= connection->room;
    return good ? connection->codings.best : CODING_IDENTITY;
}

static void replace_response(struct prepared *prepared, struct MHD_Response *response,
                             struct cache_item *item, int status, size_t len)
{
    struct prepared old = *prepared;
    prepared->response = response;
    prepared->item = item;
    prepared->status = status;
    prepared->len = len;
    prepared_release(&old);
}

/* Makes a 304, with the tag that the client has, plain or coded; false when it has none.
 */
static bool negotiate_unchanged(const struct connection *connection, enum coding coding,
                                struct prepared *prepared)
{
    char coded[PREPARED_TAG];
    struct slice list = connection->head.if_none_match, tag = slice_of(prepared->tag);
    bool same =
        prepared->same || (connection->codings.identity && etag_listed(list, tag));
    const char *other = NULL;
    if (!same && coding != CODING_IDENTITY &&
        coding_etag(coding, tag, coded, sizeof(coded)) &&
        etag_listed(list, slice_of(coded)))
        other = coded;
    if (!same && !other)
        return false;
    if (prepared->item && !other) {
        prepared->response = cached_response_unchanged(cache_value(prepared->item));
        prepared->status = MHD_HTTP_NOT_MODIFIED;
        prepared->len = 0;
    } else {
        replace_response(prepared,
                         response_unchanged(prepared->response, prepared->len, other),
                         NULL, MHD_HTTP_NOT_MODIFIED, 0);
    }
    return true;
}

static bool negotiate_cached(struct httpd *httpd, struct connection *connection,
                             enum coding coding, struct prepared *prepared)
{
    struct slice key = connection_coded_key(connection, coding);
    struct cache_item *item = cache_find(httpd->cache, cache_hash(key), key);
    if (!item)
        return false;
    const struct cached_response *cached = cache_value(item);
    replace_response(prepared, cached->full, item, MHD_HTTP_OK, cached->len);
    return true;
}

/* The coded response and, if the cache takes it, its item. */
static struct MHD_Response *cache_coded(struct httpd *httpd,
                                        struct connection *connection, enum coding coding,
                                        const struct prepared *prepared,
                                        struct buffer *body, struct cache_item **item)
{
    char tag[PREPARED_TAG] = "";
    size_t len = body->len;
    const char *bytes = NULL;
    (void)coding_etag(coding, slice_of(prepared->tag), tag, sizeof(tag));
    struct MHD_Response *response =
        response_coded(prepared->response, body, coding_name(coding), tag, &bytes);
    *item = NULL;
    if (!response || !prepared->item)
        return response;
    const struct cached_response *plain = cache_value(prepared->item);
    const struct cached_response_offer offer = {
        .key = connection_coded_key(connection, coding),
        .tag = slice_of(tag),
        .response = response,
        .body = bytes,
        .len = len,
        .head = plain->head + CODED_HEAD,
        .cost = COST + len,
        .route = plain->route,
        .generation = prepared->generation};
    *item = cached_response_put(httpd, &offer);
    return response;
}

/* Codes the body. False when that gains nothing, which the cached response remembers, or
 * memory ran out; the prepared response stays as it is then. */
static bool code_body(struct httpd *httpd, struct connection *connection,
                      enum coding coding, struct prepared *prepared)
{
    struct buffer body;
    struct cache_item *item;
    buffer_init(&body);
    bool coded =
        coding_encode(coding, (struct slice){prepared->body, prepared->len}, &body);
    bool gains = coded && body.len < prepared->len;
    if (coded && !gains && prepared->item)
        atomic_store(
            &((struct cached_response *)cache_value(prepared->item))->incompressible,
            true);
    size_t len = body.len;
    struct MHD_Response *response =
        gains || (coded && !connection->codings.identity)
            ? cache_coded(httpd, connection, coding, prepared, &body, &item)
            : NULL;
    buffer_release(&body);
    if (response)
        replace_response(prepared, response, item, MHD_HTTP_OK, len);
    return response;
}

void prepared_from_cache(struct cache_item *item, uint64_t generation,
                         struct prepared *prepared)
{
    const struct cached_response *cached = cache_value(item);
    struct slice tag = cache_etag(item);
    *prepared = (struct prepared){.status = MHD_HTTP_OK,
                                  .response = cached->full,
                                  .item = item,
                                  .body = cached->body,
                                  .len = cached->len,
                                  .route = cached->route,
                                  .generation = generation};
    if (tag.len < sizeof(prepared->tag))
        memcpy(prepared->tag, tag.at, tag.len);
}

bool prepared_negotiate(struct httpd *httpd, struct connection *connection,
                        bool inline_only, bool fresh, struct prepared *prepared)
{
    if (prepared->status != MHD_HTTP_OK || !prepared->response || !prepared->tag[0] ||
        connection->method > METHOD_HEAD)
        return true;
    enum coding coding = coding_to_use(connection, prepared, fresh);
    if (negotiate_unchanged(connection, connection->codings.best, prepared))
        return true;
    if (coding != CODING_IDENTITY &&
        negotiate_cached(httpd, connection, coding, prepared))
        return true;
    if (coding != CODING_IDENTITY && prepared->body) {
        if (inline_only && prepared->item && prepared->len > CODED_ON_WORKER &&
            httpd->pool.thread_count)
            return false;
        if (code_body(httpd, connection, coding, prepared))
            return true;
    }
    if (!connection->codings.identity) {
        prepared_release(prepared);
        prepare_problem(httpd, connection, PROBLEM_CODING, false, prepared);
    }
    return true;
}
