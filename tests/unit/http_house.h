/* A house for tests of the HTTP server: a server with a toy in the place of the API, and
 * a client that reads what it says over a real socket. */
#ifndef CHANCERY_HTTP_HOUSE_H
#define CHANCERY_HTTP_HOUSE_H

#include "httpd/httpd.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define HOST "Host: localhost\r\n"

enum {
    PATIENCE = 8000,          /* milliseconds before a silent server is a failure */
    MEMORY = 8000 + 6 * 1024, /* of a connection, as httpd.c has it */
};

/* ---- the toy ---- */

struct toy {
    atomic_int answers, streams_closed;
};

struct toy_stream {
    struct toy *toy;
    int left;
    bool breaks;
    char line[32]; /* the one in hand, read up to `at` */
    size_t at;
};

/* A line after the other, or as much of it as there is room for. */
static ssize_t toy_read(void *self, char *out, size_t room)
{
    struct toy_stream *stream = self;
    if (!stream->line[stream->at]) {
        if (stream->left == 0)
            return stream->breaks ? -1 : 0;
        stream->left--;
        stream->at = 0;
        snprintf(stream->line, sizeof(stream->line), "line %d\n", stream->left);
    }
    size_t len = strnlen(stream->line + stream->at, room);
    memcpy(out, stream->line + stream->at, len);
    stream->at += len;
    return (ssize_t)len;
}

static void toy_close(void *self)
{
    struct toy_stream *stream = self;
    atomic_fetch_add(&stream->toy->streams_closed, 1);
    free(stream);
}

static void toy_open(struct toy *toy, struct reply *reply, int lines, bool breaks)
{
    struct toy_stream *stream = malloc(sizeof(*stream));
    *stream = (struct toy_stream){.toy = toy, .left = lines, .breaks = breaks};
    reply_header_static(reply, "Content-Type", "text/plain");
    reply->stream = (struct reply_stream){toy_read, toy_close, stream};
}

static void toy_echo(const struct request *request, struct reply *reply)
{
    buffer_print(&reply->body, "%d|%.*s|%.*s|%.*s", (int)request->method,
                 SLICE_PRINT(request->target), SLICE_PRINT(request->accept),
                 SLICE_PRINT(request->id));
}

static void toy_hello(const struct request *request, struct reply *reply)
{
    reply_header_static(reply, "Content-Type", "text/plain");
    reply_header_static(reply, "Cache-Control", "public, max-age=300");
    reply_header_static(reply, "Vary", "Accept");
    reply_header_static(reply, "Access-Control-Allow-Origin", "*");
    reply_header_static(reply, "ETag", "\"e1\"");
    buffer_print(&reply->body, "hello %.*s", SLICE_PRINT(request->accept));
    reply->shareable = !slice_starts(request->target, SLICE("/hello/private"));
}

/* What takes its time, and is deferred where that may be: "/toil" 700 milliseconds,
 * "/toil/brief" none. */
static void toy_work(struct toy *toy, const struct request *request, struct reply *reply)
{
    if (request->inline_only) {
        atomic_fetch_sub(&toy->answers, 1);
        reply->deferred = true;
        return;
    }
    if (!slice_starts(request->target, SLICE("/toil/brief")))
        (void)poll(NULL, 0, 700);
    if (slice_starts(request->target, SLICE("/toil/brief/stream"))) {
        toy_open(toy, reply, 20000, false);
        return;
    }
    reply_header_static(reply, "ETag", "\"w1\"");
    buffer_put_text(&reply->body, "worked");
    reply->shareable = slice_starts(request->target, SLICE("/toil/brief"));
}

static void toy_answer(void *self, const struct request *request, struct reply *reply)
{
    struct toy *toy = self;
    atomic_fetch_add(&toy->answers, 1);
    if (request->method == METHOD_OTHER) {
        reply->status = 405;
        reply_header_static(reply, "Allow", "GET, HEAD, OPTIONS");
    } else if (slice_starts(request->target, SLICE("/hello"))) {
        toy_hello(request, reply);
    } else if (slice_is(request->target, "/stream")) {
        toy_open(toy, reply, 1000, false);
    } else if (slice_is(request->target, "/broken")) {
        toy_open(toy, reply, 10, true);
    } else if (slice_is(request->target, "/endless")) {
        toy_open(toy, reply, -1, false);
    } else if (slice_starts(request->target, SLICE("/toil"))) {
        toy_work(toy, request, reply);
    } else if (slice_is(request->target, "/slow")) {
        (void)poll(NULL, 0, 700);
        buffer_put_text(&reply->body, "slow");
    } else if (slice_is(request->target, "/failed")) {
        toy_open(toy, reply, 10, false);
        reply->failed = true;
    } else if (slice_starts(request->target, SLICE("/repeat"))) {
        for (int i = 0; i < 3; i++)
            reply_header(reply, "Link", request->target);
        reply->shareable = true;
    } else if (slice_is(request->target, "/unchanged")) {
        reply->status = 304;
        reply_header_static(reply, "ETag", "\"u\"");
    } else if (slice_is(request->target, "/large")) {
        for (int i = 0; i < 20000; i++)
            buffer_put_text(&reply->body, "0123456789abcdef");
        reply->shareable = true;
    } else {
        toy_echo(request, reply);
    }
}

/* ---- the server under test ---- */

struct house {
    struct toy toy;
    struct httpd *httpd;
    int family;
};

static struct house *open_house(const struct httpd_options *options)
{
    struct house *house = calloc(1, sizeof(*house));
    struct fault_detail detail = {0};
    house->family = strchr(options->address, ':') ? AF_INET6 : AF_INET;
    enum fault fault =
        httpd_open(&house->httpd, options, toy_answer, &house->toy, &detail);
    if (fault)
        fail_msg("%s", detail.text);
    return house;
}

static struct httpd_options usual_options(void)
{
    return (struct httpd_options){.address = "127.0.0.1",
                                  .workers = 2,
                                  .connections = 300,
                                  .idle_seconds = 20,
                                  .cache_bytes = 16 * 1024 * 1024,
                                  .target_bytes = 8000};
}

static void close_house(struct house *house)
{
    httpd_close(house->httpd, 5);
    free(house);
}

static int tear_down(void **state)
{
    close_house(*state);
    return 0;
}

/* ---- a client ---- */

struct answer {
    int status; /* 0: the connection ended before a whole answer */
    char head[16384];
    char *body;
    size_t len;
};

static int64_t now(void)
{
    struct timespec when;
    clock_gettime(CLOCK_MONOTONIC, &when);
    return (int64_t)when.tv_sec * 1000 + when.tv_nsec / 1000000;
}

static int join(const struct house *house)
{
    unsigned port = httpd_port(house->httpd);
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((in_port_t)port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6,
                              .sin6_port = htons((in_port_t)port)};
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    v6.sin6_addr = in6addr_loopback;
    int fd = socket(house->family, SOCK_STREAM, 0);
    int joined = house->family == AF_INET
                     ? connect(fd, (struct sockaddr *)&v4, sizeof(v4))
                     : connect(fd, (struct sockaddr *)&v6, sizeof(v6));
    assert_int_equal(joined, 0);
    return fd;
}

static void say(int fd, const char *text)
{
    size_t len = strlen(text), sent = 0;
    while (sent < len) {
        ssize_t some = send(fd, text + sent, len - sent, MSG_NOSIGNAL);
        if (some <= 0)
            return; /* the server may have ended it; what it said is read next */
        sent += (size_t)some;
    }
}

/* One byte; -1 at the end of the connection, or when the server's silence is too long. */
static int hear_byte(int fd)
{
    char c;
    struct pollfd waiting = {.fd = fd, .events = POLLIN};
    if (poll(&waiting, 1, PATIENCE) != 1)
        fail_msg("the server fell silent");
    return recv(fd, &c, 1, 0) == 1 ? (unsigned char)c : -1;
}

static bool hear_line(int fd, char *line, size_t room)
{
    size_t len = 0;
    int c;
    while ((c = hear_byte(fd)) >= 0 && len + 1 < room) {
        line[len++] = (char)c;
        line[len] = '\0';
        if (c == '\n')
            return true;
    }
    return false;
}

static bool hear_bytes(int fd, struct answer *answer, size_t count)
{
    answer->body = realloc(answer->body, answer->len + count + 1);
    while (count > 0) {
        ssize_t got = recv(fd, answer->body + answer->len, count, 0);
        if (got <= 0)
            return false;
        answer->len += (size_t)got;
        count -= (size_t)got;
    }
    answer->body[answer->len] = '\0';
    return true;
}

/* The value of a header, in a static room; NULL when it is absent. */
static const char *header(const struct answer *answer, const char *name)
{
    static char value[1024];
    size_t len = strlen(name);
    for (const char *line = answer->head; line; line = strstr(line, "\r\n")) {
        line += *line == '\r' ? 2 : 0;
        if (strncasecmp(line, name, len) == 0 && line[len] == ':') {
            snprintf(value, sizeof(value), "%.*s", (int)strcspn(line + len + 2, "\r"),
                     line + len + 2);
            return value;
        }
    }
    return NULL;
}

static bool hear_chunks(int fd, struct answer *answer)
{
    char line[64];
    for (;;) {
        if (!hear_line(fd, line, sizeof(line)))
            return false;
        size_t size = strtoul(line, NULL, 16);
        if (size && !hear_bytes(fd, answer, size))
            return false;
        if (!hear_line(fd, line, sizeof(line)))
            return false;
        if (size == 0)
            return true;
    }
}

/* Reads one answer; its body is freed by the next. `bare`: to HEAD, so without a body. */
static struct answer *hear(int fd, bool bare)
{
    static struct answer answer;
    size_t len = 0;
    free(answer.body);
    answer = (struct answer){.body = calloc(1, 1)};
    while (len + 512 < sizeof(answer.head)) {
        if (!hear_line(fd, answer.head + len, sizeof(answer.head) - len))
            return &answer;
        if (strcmp(answer.head + len, "\r\n") == 0)
            break;
        len += strlen(answer.head + len);
    }
    int status = atoi(answer.head + 9);
    bool whole = true;
    if (bare || status == 304 || status == 204) {
        ;
    } else if (header(&answer, "Transfer-Encoding")) {
        whole = hear_chunks(fd, &answer);
    } else if (header(&answer, "Content-Length")) {
        whole =
            hear_bytes(fd, &answer, strtoul(header(&answer, "Content-Length"), NULL, 10));
    }
    answer.status = whole ? status : 0;
    return &answer;
}

static bool ended(int fd)
{
    return hear_byte(fd) < 0;
}

static struct answer *ask(int fd, const char *request)
{
    say(fd, request);
    return hear(fd, strncmp(request, "HEAD", 4) == 0);
}

/* One request on a connection of its own. */
static struct answer *ask_once(const struct house *house, const char *request)
{
    int fd = join(house);
    struct answer *answer = ask(fd, request);
    close(fd);
    return answer;
}

#endif
