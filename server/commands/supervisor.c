/* The supervisor: sockets are taken from it, and messages are sent to it. */
#include "supervisor.h"
#include "base/log.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_SOCKET = 3, MOST_SOCKETS = 2 };

/* ---- sockets ---- */

/* A number from the environment; 0 when there is none. */
static uint64_t number_of(const char *variable)
{
    const char *text = getenv(variable);
    uint64_t number;
    (void)slice_number(slice_of(text), UINT64_MAX, &number);
    return number;
}

/* Are the variables for this process? A shell in between inherits them, and passes them
 * on. */
static bool is_for_this_process(const char *variable)
{
    return number_of(variable) == (uint64_t)getpid();
}

static bool listens(int fd)
{
    int on = 0;
    socklen_t size = sizeof(on);
    struct sockaddr_storage address = {0};
    socklen_t len = sizeof(address);
    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &on, &size) == 0 && on &&
           getsockname(fd, (struct sockaddr *)&address, &len) == 0 &&
           (address.ss_family == AF_INET || address.ss_family == AF_INET6);
}

static enum fault take_socket(struct supervisor *supervisor, int fd, struct slice name,
                              struct fault_detail *detail)
{
    bool metrics = slice_is(name, "metrics");
    int *slot = metrics ? &supervisor->metrics : &supervisor->http;
    if (*slot)
        return fault_set(detail, FAULT_USAGE,
                         "socket activation: two sockets for %s; name the one for "
                         "metrics \"metrics\"",
                         metrics ? "metrics" : "HTTP");
    if (!listens(fd))
        return fault_set(detail, FAULT_USAGE,
                         "socket activation: descriptor %d is no TCP socket that listens",
                         fd);
    (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
    (void)fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    *slot = fd;
    return FAULT_NONE;
}

static enum fault take_sockets(struct supervisor *supervisor, struct fault_detail *detail)
{
    uint64_t count = is_for_this_process("LISTEN_PID") ? number_of("LISTEN_FDS") : 0;
    const char *text = getenv("LISTEN_FDNAMES");
    struct slice names = slice_of(text ? text : "");
    if (count > MOST_SOCKETS)
        return fault_set(detail, FAULT_USAGE,
                         "socket activation: more than %d sockets: one is for HTTP, one "
                         "for metrics",
                         MOST_SOCKETS);
    enum fault fault = FAULT_NONE;
    for (int i = 0; !fault && i < (int)count; i++)
        fault = take_socket(supervisor, FIRST_SOCKET + i, slice_cut(&names, ':'), detail);
    return fault;
}

/* ---- messages ---- */

/* Connects now, since the sandbox allows no socket to be opened later. "@" begins the
 * name of an abstract socket (unix(7)). -1 when that fails. */
static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t len = strlen(path);
    if ((*path != '/' && *path != '@') || len >= sizeof(address.sun_path))
        return -1;
    memcpy(address.sun_path, path, len);
    if (*path == '@')
        address.sun_path[0] = '\0';
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, size) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* Half the time within which the supervisor expects a message, in milliseconds. */
static unsigned watchdog_interval(void)
{
    uint64_t microseconds = number_of("WATCHDOG_USEC");
    if (getenv("WATCHDOG_PID") && !is_for_this_process("WATCHDOG_PID"))
        return 0;
    uint64_t half = microseconds / 2000;
    return microseconds == 0 ? 0
           : half == 0       ? 1
           : half > 3600000  ? 3600000
                             : (unsigned)half;
}

static void unset_variables(void)
{
    static const char *const words[] = {"LISTEN_PID",    "LISTEN_FDS",   "LISTEN_FDNAMES",
                                        "NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        unsetenv(words[i]);
}

enum fault supervisor_open(struct supervisor *out, struct fault_detail *detail)
{
    const char *path = getenv("NOTIFY_SOCKET");
    *out = (struct supervisor){.notify_socket = path ? connect_to(path) : -1};
    if (path && out->notify_socket < 0)
        log_line(LOG_LEVEL_WARNING, "no supervisor can be told at %s", path);
    out->watchdog_milliseconds = out->notify_socket >= 0 ? watchdog_interval() : 0;
    enum fault fault = take_sockets(out, detail);
    unset_variables();
    return fault;
}

/* A message that cannot be sent is lost. */
static void notify(const struct supervisor *supervisor, const char *message)
{
    if (supervisor->notify_socket >= 0)
        (void)send(supervisor->notify_socket, message, strlen(message), MSG_NOSIGNAL);
}

void supervisor_ready(const struct supervisor *supervisor, const char *status)
{
    char message[600];
    snprintf(message, sizeof(message), "READY=1\nSTATUS=%s", status);
    notify(supervisor, message);
}

void supervisor_reloading(const struct supervisor *supervisor)
{
    char message[80];
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    snprintf(message, sizeof(message), "RELOADING=1\nMONOTONIC_USEC=%" PRIu64,
             (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000);
    notify(supervisor, message);
}

void supervisor_stopping(const struct supervisor *supervisor)
{
    notify(supervisor, "STOPPING=1\nSTATUS=Ending what is in flight");
}

void supervisor_keep_alive(const struct supervisor *supervisor)
{
    if (supervisor->watchdog_milliseconds)
        notify(supervisor, "WATCHDOG=1");
}

void supervisor_release(struct supervisor *supervisor)
{
    if (supervisor->notify_socket >= 0)
        close(supervisor->notify_socket);
    supervisor->notify_socket = -1;
}
