/* The problems of the HTTP server itself: a table of their texts. */
#include "problem.h"

struct problem_row {
    int status;
    const char *slug, *title, *detail;
};

static const struct problem_row rows[PROBLEM_COUNT] = {
    [PROBLEM_MALFORMED] =
        {400, "bad-request", "Bad request",
         "The request line or a header cannot be read, or could be read "
         "in two ways."},
    [PROBLEM_BODY] = {413, "content-too-large", "Content too large",
                      "This request takes no body: send it without Content-Length and "
                      "Transfer-Encoding."},
    [PROBLEM_LONG_TARGET] = {414, "uri-too-long", "URI too long",
                             "The address is longer than this server reads."},
    [PROBLEM_LARGE_HEAD] = {431, "headers-too-large", "Request header fields too large",
                            "The headers are larger than this server reads: send fewer "
                            "cookies."},
    [PROBLEM_CODING] =
        {406, "not-acceptable", "Not acceptable",
         "This is sent as it is (identity) or, where it is kept, as gzip or "
         "zstd; Accept-Encoding refuses all that it could be."},
    [PROBLEM_RATE] = {429, "too-many-requests", "Too many requests",
                      "Your address asks more often than this server answers; RateLimit "
                      "and Retry-After say when to go on."},
    [PROBLEM_BUSY] = {503, "busy", "Service unavailable",
                      "The server has no room for this answer now; try again."},
};

void problem_reply(struct reply *reply, enum problem problem, struct slice id)
{
    const struct problem_row *row = &rows[problem];
    reply->status = row->status;
    reply_header_static(reply, "Content-Type", "application/problem+json");
    reply_header_static(reply, "Cache-Control", "no-store");
    reply_header_static(reply, "Access-Control-Allow-Origin", "*");
    reply_header_static(reply, "Access-Control-Expose-Headers",
                        "Retry-After, RateLimit, RateLimit-Policy, X-Request-Id");
    reply_header_static(reply, "Cross-Origin-Resource-Policy", "cross-origin");
    reply_header_static(reply, "X-Content-Type-Options", "nosniff");
    if (problem == PROBLEM_CODING)
        reply_header_static(reply, "Vary", "Accept-Encoding");
    if (row->status == 503)
        reply_header_static(reply, "Retry-After", "1");
    if (id.len)
        reply_header(reply, "X-Request-Id", id);
    buffer_print(&reply->body,
                 "{\"type\":\"urn:chancery:problem:%s\",\"title\":\"%s\",\"status\":%d,"
                 "\"detail\":\"%s\"}\n",
                 row->slug, row->title, row->status, row->detail);
}
