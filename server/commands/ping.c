/* chanceryd ping: is the server ready? For a health check, where there is no other
 * client.
 *
 * It asks what --listen, or CHANCERY_LISTEN, tells the server too, so that both may have
 * one environment. */
#include "commands/commands.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* Where a server that listens at this address can be reached from here: one that listens
 * everywhere also listens on the loopback. */
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

/* The first bytes of the answer; the rest is of no interest. */
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

static enum fault ping(const struct ping_options *options, struct fault_detail *detail)
{
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
        return fault_set(detail, FAULT_BUSY, "nobody answers at %s port %u",
                         options->listen.address, options->listen.port);
    return len == sizeof(head) && !memcmp(head, "HTTP/1.1 200", len)
               ? FAULT_NONE
               : fault_set(detail, FAULT_BUSY, "it is not ready: %.*s", (int)len, head);
}

int command_ping(int argc, char **argv)
{
    struct ping_options options;
    struct fault_detail detail = {.text = ""};
    bool help = false;
    enum fault fault = options_ping(&options, argc, argv, &help, &detail);
    if (!fault && help) {
        options_print_help("ping");
        return 0;
    }
    if (!fault)
        fault = ping(&options, &detail);
    return command_fail(fault, &detail);
}
