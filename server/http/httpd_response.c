/* Responses: from a reply of ours to what libmicrohttpd sends. */
#include "httpd_mhd.h"

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
#else /* sends the end of a chunked body even here, unless it may not send chunks */
    struct MHD_Response *response =
        MHD_create_response_from_callback(len, 1, read_nothing, NULL, NULL);
    enum MHD_ResponseFlags flags = MHD_RF_HTTP_1_0_COMPATIBLE_STRICT;
#endif
    if (response)
        MHD_set_response_options(response, flags, MHD_RO_END);
    return response;
}

/* What a 304 repeats of its 200 (RFC 9110, 15.4.5), and what every answer of ours has. */
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

static enum MHD_Result repeat_header(void *self, enum MHD_ValueKind kind,
                                     const char *name, const char *value)
{
    struct MHD_Response **response = self;
    if (kind != MHD_HEADER_KIND || !is_repeated(name))
        return MHD_YES;
    if (MHD_add_response_header(*response, name, value) == MHD_YES)
        return MHD_YES;
    MHD_destroy_response(*response);
    *response = NULL;
    return MHD_NO;
}

struct MHD_Response *response_unchanged(struct MHD_Response *full, uint64_t len)
{
    struct MHD_Response *response = response_without_body(len);
    if (response)
        MHD_get_response_headers(full, repeat_header, &response);
    return response;
}

/* Takes the body over, cut to its size if it is to be kept. */
static struct MHD_Response *response_of_body(struct reply *reply)
{
    size_t len;
    char *body = buffer_take(&reply->body, &len);
    if (body && len > 0 && reply->shareable) {
        char *cut = realloc(body, len);
        body = cut ? cut : body;
    }
    struct MHD_Response *response =
        MHD_create_response_from_buffer(len, body, MHD_RESPMEM_MUST_FREE);
    if (!response)
        free(body);
    return response;
}

struct MHD_Response *response_of(struct reply *reply, enum method method,
                                 const struct stream_place *place)
{
    struct MHD_Response *response;
    if (reply->stream.self)
        response = method == METHOD_HEAD ? response_without_body(MHD_SIZE_UNKNOWN)
                                         : response_of_stream(reply, place);
    else if (reply->status == MHD_HTTP_NOT_MODIFIED && reply->body.len == 0)
        response = response_without_body(MHD_SIZE_UNKNOWN);
    else
        response = response_of_body(reply);
    for (size_t i = 0; response && i < reply->header_count; i++) {
        const struct reply_header *header = &reply->headers[i];
        if (MHD_add_response_header(response, header->name, header->value) != MHD_YES) {
            MHD_destroy_response(response);
            response = NULL;
        }
    }
    return response;
}
