/* The address to listen on: its text is parsed, and a socket bound to it. */
#include "address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    BACKLOG = 4096,          /* the kernel takes what it allows of it */
    SEND_BYTES = 256 * 1024, /* not yet acknowledged by the client; Linux doubles it */
};

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

static bool parse_address(const char *text, in_port_t port, union address *address,
                          socklen_t *size)
{
    *address = (union address){0};
    if (inet_pton(AF_INET, text, &address->v4.sin_addr) == 1) {
        address->v4.sin_family = AF_INET;
        address->v4.sin_port = port;
        *size = sizeof(address->v4);
        return true;
    }
    if (inet_pton(AF_INET6, text, &address->v6.sin6_addr) == 1) {
        address->v6.sin6_family = AF_INET6;
        address->v6.sin6_port = port;
        *size = sizeof(address->v6);
        return true;
    }
    return false;
}

static const char *reason(int error)
{
    switch (error) {
    case EADDRINUSE:
        return "another program listens there";
    case EADDRNOTAVAIL:
        return "this machine does not have that address";
    case EACCES:
        return "ports below 1024 need a privilege";
    default:
        return "the system refused it";
    }
}

/* The system reports a slow client as writable only when a third of its send buffer is
 * free. Left alone, that buffer grows to megabytes: a slow client would seem silent until
 * it is closed as idle, and many of them would take much memory. Accepted sockets inherit
 * the limit. */
static void limit_send_buffer(int fd)
{
    const int bytes = SEND_BYTES;
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof(bytes));
}

enum fault address_listen(const struct httpd_options *options, int *out,
                          struct fault_detail *detail)
{
    union address address;
    socklen_t size = 0;
    if (options->socket) {
        *out = options->socket;
        limit_send_buffer(*out);
        return FAULT_NONE;
    }
    if (options->port > UINT16_MAX)
        return fault_set(detail, FAULT_USAGE, "port %u is none: 0 to 65535",
                         options->port);
    if (!parse_address(options->address, htons((in_port_t)options->port), &address,
                       &size))
        return fault_set(detail, FAULT_USAGE,
                         "\"%s\" is no address: give a numeric one, as 127.0.0.1 or ::1",
                         options->address);
    const int on = 1;
    int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0) {
        (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
        limit_send_buffer(fd);
        if (bind(fd, &address.any, size) == 0 && listen(fd, BACKLOG) == 0) {
            *out = fd;
            return FAULT_NONE;
        }
    }
    int error = errno;
    if (fd >= 0)
        close(fd);
    return fault_set(detail, FAULT_STORE, "cannot listen on %s port %u: %s",
                     options->address, options->port, reason(error));
}

unsigned address_port(int fd)
{
    union address address = {0};
    socklen_t size = sizeof(address);
    if (getsockname(fd, &address.any, &size) != 0)
        return 0;
    return ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port
                                                   : address.v4.sin_port);
}

void address_endpoint(int fd, char endpoint[HTTPD_ENDPOINT_BYTES])
{
    union address address = {0};
    socklen_t size = sizeof(address);
    char text[INET6_ADDRSTRLEN] = "";
    (void)getsockname(fd, &address.any, &size);
    bool six = address.any.sa_family == AF_INET6;
    const void *at = six ? (const void *)&address.v6.sin6_addr : &address.v4.sin_addr;
    (void)inet_ntop(six ? AF_INET6 : AF_INET, at, text, sizeof(text));
    snprintf(endpoint, HTTPD_ENDPOINT_BYTES, six ? "[%s]:%u" : "%s:%u", text,
             address_port(fd));
}
