/* A row of the tables of options, and how the value of one gets to its place.
 *
 * Private to server/option*.c. */
#ifndef CHANCERY_COMMANDS_OPTION_SET_H
#define CHANCERY_COMMANDS_OPTION_SET_H

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
    TYPE_FILES,   /* struct file_list: may come again */
};

struct option_row {
    const char *name; /* without "--" */
    enum option_type type;
    size_t at; /* in the command's struct */
    const char *value, *help;
};

/* Reads `value`, which may be written to and must outlive `out`, the command's struct; it
 * is NULL for a switch on the command line. FAULT_USAGE with one clear line. */
CHECKED enum fault option_set(void *out, const struct option_row *row, char *value,
                              struct fault_detail *detail);

#endif
