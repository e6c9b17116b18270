/* The life of a command: options, help or work, exit status. */
#ifndef CHANCERY_COMMANDS_COMMAND_H
#define CHANCERY_COMMANDS_COMMAND_H

#include "commands/options.h"

/* The work of a command; `options` is its struct. */
typedef enum fault command_work(const void *options, struct fault_detail *detail);

/* Reads the options, prints the help of `name` when it is asked for, and works otherwise;
 * returns the exit status, as command_fail. */
int command_run(const char *name, options_reader *read, command_work *work, void *options,
                int argc, char **argv);

#endif
