/* The supervisor: whoever has started the server and speaks as systemd does.
 *
 * It may hand over sockets that listen already (sd_listen_fds(3)), and be told how the
 * server is (sd_notify(3)). Both are a few words in the environment and a datagram for
 * each message. Where nobody has left such words, nothing is taken and nothing is told.
 *
 * Private to server/. */
#ifndef CHANCERY_COMMANDS_SUPERVISOR_H
#define CHANCERY_COMMANDS_SUPERVISOR_H

#include "base/fault.h"

struct supervisor {
    int http, metrics; /* sockets that listen, the caller's; 0: none */
    int notify_socket; /* connected to whom to tell; -1: nobody */
    unsigned
        watchdog_milliseconds; /* tell that all is well at least so often; 0: no need */
};

/* Reads the words and takes them out of the environment, before there are threads and
 * before the sandbox. The socket that is named "metrics" is for metrics, another is for
 * HTTP. FAULT_USAGE for sockets that cannot be served on, with words. */
CHECKED enum fault supervisor_open(struct supervisor *out, struct fault_detail *detail);

/* Ready, or ready again; `status` is a line for people. */
void supervisor_ready(const struct supervisor *supervisor, const char *status);
void supervisor_reloading(const struct supervisor *supervisor);
void supervisor_stopping(const struct supervisor *supervisor);

/* All is well. Said nothing where nobody waits for it. */
void supervisor_keep_alive(const struct supervisor *supervisor);

/* Nothing is told any more. The sockets that listen are left alone. */
void supervisor_release(struct supervisor *supervisor);

#endif
