/* chanceryd ping: asks a server whether it is ready; for health checks in containers that
 * have no HTTP client.
 *
 * It takes --listen or CHANCERY_LISTEN as the server does, so that both can have the same
 * environment. */
#include "command.h"
#include "commands/commands.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* The address at which a server that listens on `listen` is reached from here: one that
 * listens on all addresses is reached on the loopback. Returns its size; 0 for none. */
static socklen_t address_to_reach(const struct listen_address *listen,
                                  struct sockaddr_storage *out)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)out;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;
    memset(out, 0, sizeof(*out));
    if (inet_pton(AF_INET, listen->address, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((in_port_t)listen->port);
        if (v4->sin_addr.s_addr == htonl(INADDR_ANY))
            v4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return sizeof(*v4);
    }
    if (inet_pton(AF_INET6, listen->address, &v6->sin6_addr) != 1)
        return 0;
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons((in_port_t)listen->port);
    if (IN6_IS_ADDR_UNSPECIFIED(&v6->sin6_addr))
        v6->sin6_addr = in6addr_loopback;
    return sizeof(*v6);
}

/* Reads the first bytes of the answer, and returns how many there are. */
static size_t fetch_head(int fd, char *head, size_t room)
{
    static const char request[] =
        "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    size_t len = 0;
    if (send(fd, request, sizeof(request) - 1, MSG_NOSIGNAL) != sizeof(request) - 1)
        return 0;
    while (len < room) {
        ssize_t got = recv(fd, head + len, room - len, 0);
        if (got <= 0)
            break;
        len += (size_t)got;
    }
    return len;
}

static enum fault ping(const void *self, struct fault_detail *detail)
{
    const struct ping_options *options = self;
    struct sockaddr_storage address;
    const struct timeval wait = {.tv_sec = (time_t)options->seconds};
    char head[sizeof("HTTP/1.1 200") - 1];
    size_t len = 0;
    socklen_t size = address_to_reach(&options->listen, &address);
    if (size == 0)
        return fault_set(detail, FAULT_USAGE,
                         "\"%s\" is no address: give a numeric one, as 127.0.0.1 or ::1",
                         options->listen.address);
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0) {
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
        (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
        if (connect(fd, (struct sockaddr *)&address, size) == 0)
            len = fetch_head(fd, head, sizeof(head));
        close(fd);
    }
    if (len == 0)
        return fault_set(detail, FAULT_BUSY, "no server answers at %s port %u",
                         options->listen.address, options->listen.port);
    return len == sizeof(head) && !memcmp(head, "HTTP/1.1 200", len)
               ? FAULT_NONE
               : fault_set(detail, FAULT_BUSY, "it is not ready: %.*s", (int)len, head);
}

int command_ping(int argc, char **argv)
{
    struct ping_options options;
    return command_run("ping", options_ping, ping, &options, argc, argv);
}
