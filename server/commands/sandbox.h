/* The sandbox: the rights that the server gives up when it no longer needs them.
 *
 * In this order: sandbox_files before any thread is started (Landlock restricts the
 * thread that calls, and those it starts), sandbox_switch_user when the ports are open,
 * sandbox_calls last. What the kernel does not support is left out, with a warning in the
 * log. Only on Linux; elsewhere sandbox_files only warns, and sandbox_calls does nothing.
 */
#ifndef CHANCERY_COMMANDS_SANDBOX_H
#define CHANCERY_COMMANDS_SANDBOX_H

#include "base/fault.h"

/* Is the sandbox on by default? Not under sanitizers, which at the end of the process
 * read its memory through the system. */
bool sandbox_default(void);

/* From here on the process gains no privilege, leaves no core dump, cannot be traced, and
 * opens only files below the folder of the data set, for reading. The folder, because a
 * file renamed over the data set is another file. It cannot be undone. */
void sandbox_files(const char *dataset);

/* Allows only the system calls of a server that has started, in all threads. It cannot be
 * undone. */
void sandbox_calls(void);

/* The user to switch to. */
struct sandbox_user {
    unsigned user, group;
    const char *name; /* NULL: stay the same user */
};

/* Looks a user up; NULL is allowed. FAULT_USAGE when there is no such user, or only root
 * could switch to it. */
CHECKED enum fault sandbox_find_user(struct sandbox_user *out, const char *name,
                                     struct fault_detail *detail);

/* Switches from root to the user, with its group alone, for good. FAULT_USAGE when the
 * system refuses it; FAULT_DATASET when the user cannot read `dataset`. */
CHECKED enum fault sandbox_switch_user(const struct sandbox_user *user,
                                       const char *dataset, struct fault_detail *detail);

#endif
