/* The commands: each takes what stands behind its name and returns an exit status. */
#ifndef CHANCERY_COMMANDS_COMMANDS_H
#define CHANCERY_COMMANDS_COMMANDS_H

#include "commands/options.h"

int command_load(int argc, char **argv);
int command_serve(int argc, char **argv);
int command_check(int argc, char **argv);
int command_names(int argc, char **argv);
int command_ping(int argc, char **argv);
int command_authority(int argc, char **argv);

/* Says on standard error why a command ends, and returns its exit status. */
int command_fail(enum fault fault, const struct fault_detail *detail);

#endif
