/* For goldens: an answer, asked for in process or over a socket.
 *
 * The client is as small as it can be: one request a connection, no encodings. */
#ifndef CHANCERY_TESTS_ANSWER_H
#define CHANCERY_TESTS_ANSWER_H

#include "api/api.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { ANSWER_HEADERS = 40, QUESTION_HEADERS = 8 };

struct header {
    struct slice name, value;
};

struct question {
    struct slice method, target; /* as they go out */
    struct header headers[QUESTION_HEADERS];
    size_t header_count;
};

struct answer {
    int status;
    struct header headers[ANSWER_HEADERS];
    size_t header_count;
    struct buffer body;
    struct arena arena; /* of the headers */
    char wrong[200];    /* why there is none; "" when there is one */
};

static inline void answer_init(struct answer *answer)
{
    *answer = (struct answer){0};
    arena_init(&answer->arena);
    buffer_init(&answer->body);
}

static inline void answer_release(struct answer *answer)
{
    buffer_release(&answer->body);
    arena_release(&answer->arena);
}

static inline void add_header(struct answer *answer, struct slice name,
                              struct slice value)
{
    if (answer->header_count == ANSWER_HEADERS) {
        snprintf(answer->wrong, sizeof(answer->wrong), "too many headers");
        return;
    }
    answer->headers[answer->header_count++] = (struct header){
        arena_copy(&answer->arena, name), arena_copy(&answer->arena, value)};
}

static inline bool same_name(struct slice a, struct slice b)
{
    return a.len == b.len && strncasecmp(a.at, b.at, a.len) == 0;
}

static inline struct slice find_header(const struct header *headers, size_t count,
                                       struct slice name)
{
    for (size_t i = 0; i < count; i++)
        if (same_name(headers[i].name, name))
            return headers[i].value;
    return SLICE_NONE;
}

static inline struct slice answer_header(const struct answer *answer, const char *name)
{
    return find_header(answer->headers, answer->header_count, slice_of(name));
}

/* --- in process --- */

static inline struct slice question_header(const struct question *question,
                                           const char *name)
{
    return find_header(question->headers, question->header_count, slice_of(name));
}

static inline void question_request(const struct question *question,
                                    struct request *request)
{
    *request = (struct request){
        .method = slice_is(question->method, "GET")       ? METHOD_GET
                  : slice_is(question->method, "HEAD")    ? METHOD_HEAD
                  : slice_is(question->method, "OPTIONS") ? METHOD_OPTIONS
                                                          : METHOD_OTHER,
        .target = question->target,
        .accept = question_header(question, "Accept"),
        .if_none_match = question_header(question, "If-None-Match"),
        .if_modified_since = question_header(question, "If-Modified-Since"),
        .id = question_header(question, "X-Request-Id"),
    };
}

static inline void drain(struct answer *answer, struct reply *reply)
{
    char piece[4096];
    ssize_t got;
    while ((got = reply->stream.read(reply->stream.self, piece, sizeof(piece))) > 0)
        buffer_put(&answer->body, (struct slice){piece, (size_t)got});
    if (got < 0)
        snprintf(answer->wrong, sizeof(answer->wrong), "the stream broke off");
}

static inline void ask_in_process(struct api *api, const struct question *question,
                                  struct answer *answer)
{
    struct request request;
    struct reply reply;
    question_request(question, &request);
    reply_init(&reply);
    api_answer(api, &request, &reply);
    answer->status = reply.status;
    for (size_t i = 0; i < reply.header_count; i++)
        add_header(answer, slice_of(reply.headers[i].name),
                   slice_of(reply.headers[i].value));
    if (reply.failed)
        snprintf(answer->wrong, sizeof(answer->wrong), "the reply failed");
    else if (reply.stream.self && request.method != METHOD_HEAD)
        drain(answer, &reply);
    else if (request.method != METHOD_HEAD)
        buffer_put(&answer->body, (struct slice){reply.body.at, reply.body.len});
    reply_release(&reply);
}

/* --- over a socket --- */

static inline int dial(const char *address, unsigned short port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct timeval patience = {.tv_sec = 20};
    int peer = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (peer < 0)
        return -1;
    setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    if (inet_pton(AF_INET, address, &to.sin_addr) != 1 ||
        connect(peer, (struct sockaddr *)&to, sizeof(to)) != 0) {
        close(peer);
        return -1;
    }
    return peer;
}

static inline bool exchange(int peer, const struct question *question, struct buffer *raw)
{
    struct buffer out;
    char piece[16384];
    ssize_t got;
    buffer_init(&out);
    buffer_print(&out, "%.*s %.*s HTTP/1.1\r\nHost: golden.test\r\nConnection: close\r\n",
                 SLICE_PRINT(question->method), SLICE_PRINT(question->target));
    for (size_t i = 0; i < question->header_count; i++)
        buffer_print(&out, "%.*s: %.*s\r\n", SLICE_PRINT(question->headers[i].name),
                     SLICE_PRINT(question->headers[i].value));
    buffer_put_text(&out, "\r\n");
    bool sent = !buffer_failed(&out) &&
                send(peer, out.at, out.len, MSG_NOSIGNAL) == (ssize_t)out.len;
    buffer_release(&out);
    while (sent && (got = recv(peer, piece, sizeof(piece), 0)) > 0)
        buffer_put(raw, (struct slice){piece, (size_t)got});
    return sent && got == 0;
}

/* A line without its line end. */
static inline struct slice cut_line(struct slice *rest)
{
    struct slice line = slice_cut(rest, '\n');
    if (line.len && line.at[line.len - 1] == '\r')
        line.len--;
    return line;
}

static inline bool unchunk(struct slice rest, struct buffer *out)
{
    for (;;) {
        struct slice line = cut_line(&rest);
        char digits[17] = "";
        if (line.len == 0 || line.len > 16)
            return false;
        memcpy(digits, line.at, line.len);
        size_t size = strtoul(digits, NULL, 16);
        if (size == 0)
            return true;
        if (size > rest.len)
            return false;
        buffer_put(out, (struct slice){rest.at, size});
        rest = slice_from(rest, size);
        if (cut_line(&rest).len != 0)
            return false;
    }
}

/* A golden is of the API, and the server adds to one of its headers: what it can code it
 * says to vary by Accept-Encoding. */
static inline void add_server_header(struct answer *answer, struct slice name,
                                     struct slice value)
{
    if (slice_is(name, "Vary") && slice_is(value, "Accept-Encoding"))
        return;
    if (slice_is(name, "Vary") && slice_is(value, "Accept, Accept-Encoding"))
        value = slice_cut(&value, ',');
    add_header(answer, name, value);
}

static inline bool read_answer(struct slice raw, struct answer *answer)
{
    struct slice line = cut_line(&raw);
    if (!slice_starts(line, SLICE("HTTP/1.1 ")) || line.len < 12)
        return false;
    for (size_t i = 9; i < 12; i++)
        answer->status = answer->status * 10 + (line.at[i] - '0');
    while ((line = cut_line(&raw)).len > 0) {
        struct slice name = slice_cut(&line, ':');
        add_server_header(answer, name, slice_from(line, 1));
    }
    struct slice length = answer_header(answer, "Content-Length");
    if (slice_is(answer_header(answer, "Transfer-Encoding"), "chunked"))
        return raw.len == 0 || unchunk(raw, &answer->body);
    buffer_put(&answer->body, raw);
    return raw.len == 0 || (length.at && strtoul(length.at, NULL, 10) == raw.len);
}

/* `url` is ADDRESS:PORT. */
static inline void ask_socket(const char *url, const struct question *question,
                              struct answer *answer)
{
    char address[64];
    struct buffer raw;
    const char *colon = strrchr(url, ':');
    snprintf(address, sizeof(address), "%.*s", colon ? (int)(colon - url) : 0, url);
    buffer_init(&raw);
    int peer = colon ? dial(address, (unsigned short)strtoul(colon + 1, NULL, 10)) : -1;
    if (peer < 0)
        snprintf(answer->wrong, sizeof(answer->wrong), "no connection to %s", url);
    else if (!exchange(peer, question, &raw))
        snprintf(answer->wrong, sizeof(answer->wrong), "the connection broke off");
    else if (!read_answer((struct slice){raw.at, raw.len}, answer))
        snprintf(answer->wrong, sizeof(answer->wrong), "the answer is no HTTP/1.1");
    if (peer >= 0)
        close(peer);
    buffer_release(&raw);
}

#endif
