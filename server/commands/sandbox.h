/* The sandbox: what the server gives up once it has what it needs.
 *
 * In this order: sandbox_files before any thread is started (Landlock binds the thread
 * that calls, and those it starts), sandbox_user when the ports are open, sandbox_calls
 * last. Where the kernel lacks something, the rest is done, and the log says what is
 * missing. Only Linux has what it takes; elsewhere files and calls do nothing.
 *
 * Private to server/. */
#ifndef CHANCERY_COMMANDS_SANDBOX_H
#define CHANCERY_COMMANDS_SANDBOX_H

#include "base/fault.h"

/* Whether the sandbox is on when nothing is said: not under sanitizers, which look into
 * the process and its memory at its end. */
bool sandbox_default(void);

/* From here on the process gains no privilege, leaves no core, cannot be traced, opens
 * nothing but what lies below the folder of the data set, and that for reading only. The
 * folder, because a file renamed over the data set is another file. No way back. */
void sandbox_files(const char *dataset);

/* Only the system calls of a server that has started: in all threads. No way back. */
void sandbox_calls(void);

/* Becomes this user, and of that one's group alone, for good. FAULT_USAGE when there is
 * no such user, or when we may not; FAULT_DATASET when `dataset` cannot be read then.
 * NULL for the name is let through, and nobody becomes another. */
struct sandbox_user {
    unsigned user, group;
    const char *name; /* NULL: nobody */
};
CHECKED enum fault sandbox_find_user(struct sandbox_user *out, const char *name,
                                     struct fault_detail *detail);
CHECKED enum fault sandbox_switch_user(const struct sandbox_user *user,
                                       const char *dataset, struct fault_detail *detail);

#endif
