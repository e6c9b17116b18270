/* The supervisor: the process that started the server, with the interface of systemd.
 *
 * It may pass sockets that listen already (sd_listen_fds(3)) and get the state of the
 * server (sd_notify(3)). Both use variables of the environment; each message is a
 * datagram. Without the variables no socket is taken and no message is sent. */
#ifndef CHANCERY_COMMANDS_SUPERVISOR_H
#define CHANCERY_COMMANDS_SUPERVISOR_H

#include "base/fault.h"

struct supervisor {
    int http, metrics;              /* sockets that listen, the caller's; 0: none */
    int notify_socket;              /* for messages; -1: none are sent */
    unsigned watchdog_milliseconds; /* longest time between keep-alives; 0: none needed */
};

/* Reads the variables and removes them from the environment; before there are threads,
 * and before the sandbox. The socket named "metrics" is for metrics, the other is for
 * HTTP. FAULT_USAGE for sockets that cannot be served on, with a message. */
CHECKED enum fault supervisor_open(struct supervisor *out, struct fault_detail *detail);

/* The state: ready (at first or again; `status` is a line for people), loading another
 * data set, or stopping. */
void supervisor_ready(const struct supervisor *supervisor, const char *status);
void supervisor_reloading(const struct supervisor *supervisor);
void supervisor_stopping(const struct supervisor *supervisor);

/* Keep-alive of the watchdog, if the supervisor wants one. */
void supervisor_keep_alive(const struct supervisor *supervisor);

/* Ends the messages. The sockets that listen stay open. */
void supervisor_release(struct supervisor *supervisor);

#endif
