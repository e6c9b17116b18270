/* The commands: each takes the words after its name, and returns the exit status. */
#ifndef CHANCERY_COMMANDS_COMMANDS_H
#define CHANCERY_COMMANDS_COMMANDS_H

#include "commands/options.h"

int command_load(int argc, char **argv);
int command_serve(int argc, char **argv);
int command_check(int argc, char **argv);
int command_names(int argc, char **argv);
int command_metadata(int argc, char **argv);
int command_ping(int argc, char **argv);
int command_authority(int argc, char **argv);

/* Prints the message of a fault on standard error, and returns the exit status. */
int command_fail(enum fault fault, const struct fault_detail *detail);

#endif
