/* Values of options: the rows of their tables, and reading a value into the struct of the
 * command. */
#ifndef CHANCERY_COMMANDS_OPTION_VALUES_H
#define CHANCERY_COMMANDS_OPTION_VALUES_H

#include "base/fault.h"

enum option_type {
    TYPE_TEXT,    /* const char * */
    TYPE_LISTEN,  /* struct listen_address */
    TYPE_SWITCH,  /* bool */
    TYPE_NUMBER,  /* unsigned */
    TYPE_COUNT,   /* unsigned, at least 1 */
    TYPE_SIZE,    /* size_t, "32M" */
    TYPE_LOG,     /* enum httpd_log */
    TYPE_SANDBOX, /* bool, "auto" or "off" */
    TYPE_WITHOUT, /* unsigned, "search,entities" */
    TYPE_FILES,   /* struct file_list; may be given again */
};

struct option_row {
    const char *name; /* without "--" */
    enum option_type type;
    size_t at;                /* in the command's struct */
    const char *value, *help; /* value: its form, for the help; NULL: it has none */
};

/* Reads `value` into `out`, the struct of the command, which then points into `value`;
 * that may be written to. NULL is for a switch without a value. FAULT_USAGE with a
 * message. */
CHECKED enum fault option_set(void *out, const struct option_row *row, char *value,
                              struct fault_detail *detail);

#endif
