/* Reading options: the environment, then the words of the command line. */
#ifndef CHANCERY_COMMANDS_OPTION_READ_H
#define CHANCERY_COMMANDS_OPTION_READ_H

#include "option_values.h"

/* Takes those of the environment into `out`, the struct that the rows are of.
 * FAULT_USAGE with a message of one line. */
CHECKED enum fault read_environment(void *out, const struct option_row *rows,
                                    struct fault_detail *detail);

/* Takes those of the environment and then of the command line; the `*words` other words
 * are moved to the front of argv. FAULT_USAGE. */
CHECKED enum fault read_all(void *out, const struct option_row *rows, int argc,
                            char **argv, int *words, bool *help,
                            struct fault_detail *detail);

#endif
