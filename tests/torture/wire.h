/* One answer as it came over a socket, and a client that asks for it. What the client
 * does never fails on purpose: it keeps what it hears in rooms of its own. */
#ifndef CHANCERY_TESTS_WIRE_H
#define CHANCERY_TESTS_WIRE_H

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { WIRE_ROOM = 512 * 1024, WIRE_SECONDS = 15 };

struct heard {
    char bytes[WIRE_ROOM]; /* without the lines that differ from answer to answer */
    size_t head, len;      /* of the head, and of head and body without its chunks */
    int status;            /* 0: the connection ended before a head was there */
    bool whole;            /* framed to its end */
    bool closes;           /* it says so, or the connection has ended */
    bool silent;           /* nothing came for WIRE_SECONDS */
};

static inline int wire_join(unsigned port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((in_port_t)port)};
    struct timeval most = {.tv_sec = WIRE_SECONDS};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most));
    if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
        return fd;
    close(fd);
    return -1;
}

/* More bytes; false at the end of the connection. */
static inline bool wire_more(int fd, struct heard *heard)
{
    ssize_t got = recv(fd, heard->bytes + heard->len, WIRE_ROOM - 1 - heard->len, 0);
    heard->silent = heard->silent || (got < 0 && (errno == EAGAIN || errno == EINTR));
    if (got <= 0)
        return false;
    heard->len += (size_t)got;
    heard->bytes[heard->len] = '\0';
    return true;
}

/* The value of a header in the head, or NULL. */
static inline const char *wire_header(const struct heard *heard, const char *name)
{
    size_t len = strlen(name);
    for (const char *line = strstr(heard->bytes, "\r\n");
         line && line < heard->bytes + heard->head; line = strstr(line + 2, "\r\n"))
        if (strncasecmp(line + 2, name, len) == 0 && line[2 + len] == ':')
            return line + 2 + len + 2;
    return NULL;
}

static inline void wire_cut(struct heard *heard, size_t at, size_t count)
{
    memmove(heard->bytes + at, heard->bytes + at + count, heard->len - at - count + 1);
    heard->len -= count;
}

/* Takes a line out of the head. */
static inline void wire_forget(struct heard *heard, const char *name)
{
    const char *value = wire_header(heard, name);
    if (!value)
        return;
    size_t at = (size_t)(value - heard->bytes) - strlen(name) - 2;
    size_t count = (size_t)(strstr(value, "\r\n") + 2 - heard->bytes) - at;
    wire_cut(heard, at, count);
    heard->head -= count;
}

/* Reads chunks, and leaves what was in them. */
static inline bool wire_chunks(int fd, struct heard *heard)
{
    size_t at = heard->head;
    for (;;) {
        char *end;
        while (!(end = strstr(heard->bytes + at, "\r\n")))
            if (!wire_more(fd, heard))
                return false;
        size_t size = strtoul(heard->bytes + at, NULL, 16);
        wire_cut(heard, at, (size_t)(end + 2 - heard->bytes) - at);
        while (heard->len < at + size + 2)
            if (!wire_more(fd, heard))
                return false;
        wire_cut(heard, at + size, 2);
        at += size;
        if (size == 0)
            return true;
    }
}

static inline bool wire_body(int fd, struct heard *heard, bool bare)
{
    const char *length = wire_header(heard, "Content-Length");
    if (bare || heard->status == 304 || heard->status == 204)
        return true;
    if (wire_header(heard, "Transfer-Encoding"))
        return wire_chunks(fd, heard);
    size_t wanted = length ? heard->head + strtoul(length, NULL, 10) : WIRE_ROOM;
    while (heard->len < wanted && wire_more(fd, heard))
        ;
    return !length || heard->len == wanted;
}

/* Sends a request and hears the answer. `bare`: it was HEAD, and has no body. */
static inline void wire_ask(int fd, const char *request, struct heard *heard)
{
    char *end;
    size_t len = strlen(request);
    bool bare = strncmp(request, "HEAD", 4) == 0;
    heard->head = heard->len = 0;
    heard->status = 0;
    heard->whole = heard->silent = false;
    heard->closes = true;
    heard->bytes[0] = '\0';
    if (fd < 0 || send(fd, request, len, MSG_NOSIGNAL) != (ssize_t)len)
        return;
    while (!(end = strstr(heard->bytes, "\r\n\r\n")))
        if (!wire_more(fd, heard))
            return;
    heard->head = (size_t)(end + 4 - heard->bytes);
    heard->status = atoi(heard->bytes + 9);
    heard->whole = wire_body(fd, heard, bare);
    const char *connection = wire_header(heard, "Connection");
    heard->closes =
        !heard->whole || (connection && strncasecmp(connection, "close", 5) == 0);
    wire_forget(heard, "Date");
    wire_forget(heard, "RateLimit");
}

static inline bool wire_same(const struct heard *a, const struct heard *b)
{
    return a->whole == b->whole && a->len == b->len &&
           memcmp(a->bytes, b->bytes, a->len) == 0;
}

#endif
