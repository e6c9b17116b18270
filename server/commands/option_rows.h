/* The tables of options. Each ends with a row without a name. */
#ifndef CHANCERY_COMMANDS_OPTION_ROWS_H
#define CHANCERY_COMMANDS_OPTION_ROWS_H

#include "option_values.h"

extern const struct option_row load_rows[], serve_rows[], check_rows[], names_rows[],
    metadata_rows[], ping_rows[], authority_rows[];

/* The table of a command by number, from 0; NULL after the last. */
const struct option_row *options_of_command(size_t command);

#endif
