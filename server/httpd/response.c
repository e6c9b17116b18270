/* Responses: headers and body of a reply, or of another response, given to libmicrohttpd.
 */
#include "response.h"
#include "cached.h"
#include "prepare.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

static ssize_t read_nothing(void *self, uint64_t at, char *out, size_t room)
{
    (void)self, (void)at, (void)out, (void)room;
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

/* A response whose body, of `len` bytes, will not be sent: for a 304 or a HEAD. */
static struct MHD_Response *response_without_body(uint64_t len)
{
    if (len != MHD_SIZE_UNKNOWN)
        return MHD_create_response_from_callback(len, 1, read_nothing, NULL, NULL);
#if MHD_VERSION >= 0x00097701
    struct MHD_Response *response =
        MHD_create_response_from_callback(0, 1, read_nothing, NULL, NULL);
    enum MHD_ResponseFlags flags = MHD_RF_HEAD_ONLY_RESPONSE;
#else /* sends the last chunk even here, unless chunks are forbidden */
    struct MHD_Response *response =
        MHD_create_response_from_callback(len, 1, read_nothing, NULL, NULL);
    enum MHD_ResponseFlags flags = MHD_RF_HTTP_1_0_COMPATIBLE_STRICT;
#endif
    if (response)
        MHD_set_response_options(response, flags, MHD_RO_END);
    return response;
}

/* The headers of a 200 that its 304 repeats (RFC 9110, 15.4.5), and those that every
 * response has. */
static bool is_repeated(const char *name)
{
    static const char *const names[] = {"Cache-Control", "Content-Location",
                                        "ETag",          "Expires",
                                        "Vary",          "Cross-Origin-Resource-Policy"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return strncasecmp(name, "Access-Control-", 15) == 0;
}

/* Copies the headers of one response to another. */
struct repeat {
    struct MHD_Response *response;
    const char *tag; /* instead of its ETag, or NULL */
    bool unchanged;  /* only the headers of a 304 */
};

static enum MHD_Result repeat_header(void *self, enum MHD_ValueKind kind,
                                     const char *name, const char *value)
{
    struct repeat *repeat = self;
    if (kind != MHD_HEADER_KIND || (repeat->unchanged && !is_repeated(name)))
        return MHD_YES;
    if (repeat->tag && strcasecmp(name, "ETag") == 0)
        value = repeat->tag;
    if (MHD_add_response_header(repeat->response, name, value) == MHD_YES)
        return MHD_YES;
    MHD_destroy_response(repeat->response);
    repeat->response = NULL;
    return MHD_NO;
}

/* Takes the bytes; those that are cached are reallocated to their size. */
static struct MHD_Response *response_of_bytes(struct buffer *bytes, bool cached,
                                              const char **out)
{
    size_t len;
    char *body = buffer_take(bytes, &len);
    if (body && len > 0 && cached) {
        char *cut = realloc(body, len);
        body = cut ? cut : body;
    }
    struct MHD_Response *response =
        MHD_create_response_from_buffer(len, body, MHD_RESPMEM_MUST_FREE);
    if (!response)
        free(body);
    if (out)
        *out = response ? body : NULL;
    return response;
}

struct MHD_Response *response_unchanged(struct MHD_Response *full, uint64_t len,
                                        const char *tag)
{
    struct repeat repeat = {response_without_body(len), tag, true};
    if (repeat.response)
        MHD_get_response_headers(full, repeat_header, &repeat);
    return repeat.response;
}

struct MHD_Response *response_coded(struct MHD_Response *full, struct buffer *body,
                                    const char *coding, const char *tag,
                                    const char **bytes)
{
    struct repeat repeat = {response_of_bytes(body, true, bytes), tag, false};
    if (repeat.response)
        MHD_get_response_headers(full, repeat_header, &repeat);
    if (repeat.response &&
        MHD_add_response_header(repeat.response, "Content-Encoding", coding) != MHD_YES) {
        MHD_destroy_response(repeat.response);
        repeat.response = NULL;
    }
    return repeat.response;
}

struct MHD_Response *response_of(struct reply *reply, enum method method,
                                 const struct stream_target *target, const char **body)
{
    struct MHD_Response *response;
    if (reply->stream.self && target) /* a problem has no stream */
        response = method == METHOD_HEAD ? response_without_body(MHD_SIZE_UNKNOWN)
                                         : response_of_stream(reply, target);
    else if (reply->status == MHD_HTTP_NOT_MODIFIED && reply->body.len == 0)
        response = response_without_body(MHD_SIZE_UNKNOWN);
    else
        response = response_of_bytes(&reply->body, reply->shareable, body);
    for (size_t i = 0; response && i < reply->header_count; i++) {
        const struct reply_header *header = &reply->headers[i];
        if (MHD_add_response_header(response, header->name, header->value) != MHD_YES) {
            MHD_destroy_response(response);
            response = NULL;
        }
    }
    return response;
}

static void release_item(void *item)
{
    cache_unref(item);
}

struct MHD_Response *response_of_item(struct cache_item *item)
{
    const struct cached_response *cached = cache_value(item);
    struct repeat repeat = {
        .response = MHD_create_response_from_buffer_with_free_callback_cls(
            cached->len, (void *)(uintptr_t)cached->body, release_item, item)};
    if (!repeat.response)
        return NULL;
    cache_ref(item);
    MHD_get_response_headers(cached->full, repeat_header, &repeat);
    return repeat.response;
}

static bool put_header(struct prepared *prepared, const char *name, const char *value)
{
    return MHD_add_response_header(prepared->response, name, value) == MHD_YES;
}

void prepared_put_rate(struct httpd *httpd, const struct connection *connection,
                       struct prepared *prepared)
{
    char text[64];
    if (!connection->rated || !prepared->response)
        return;
    if (prepared->item) {
        const struct cached_response *cached = cache_value(prepared->item);
        struct MHD_Response *own =
            prepared->status == MHD_HTTP_NOT_MODIFIED
                ? response_unchanged(cached->full, cached->len, NULL)
                : response_of_item(prepared->item);
        cache_unref(prepared->item);
        prepared->item = NULL;
        prepared->response = own;
    }
    if (!prepared->response)
        return;
    snprintf(text, sizeof(text), "\"address\";r=%u;t=%u", connection->rate.left,
             connection->rate.refills);
    bool added = put_header(prepared, "RateLimit-Policy", httpd->policy) &&
                 put_header(prepared, "RateLimit", text);
    snprintf(text, sizeof(text), "%u", connection->rate.wait);
    if (added && (connection->rate.allowed || put_header(prepared, "Retry-After", text)))
        return;
    MHD_destroy_response(prepared->response); /* no memory: a 503 is sent */
    prepared->response = NULL;
}
