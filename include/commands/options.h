/* Options of the commands: from the command line, or else the environment, or else the
 * default. --listen is CHANCERY_LISTEN, and so on.
 *
 * Strings point into argv or the environment, and are valid until the program ends. */
#ifndef CHANCERY_COMMANDS_OPTIONS_H
#define CHANCERY_COMMANDS_OPTIONS_H

#include "base/fault.h"
#include "httpd/httpd.h"
#include "loading/load.h"
#include "loading/metadata.h"

/* Where to listen: a numeric address, or NULL for nowhere, and a port. */
struct listen_address {
    const char *address;
    unsigned port;
};

struct serve_options {
    const char *dataset;
    const char *corpus; /* --corpus, loaded first when the data set is missing or older;
                           or NULL */
    struct listen_address listen, metrics;
    const char *base_url; /* or NULL */
    unsigned workers, connections, idle_seconds, stream_seconds, grace_seconds;
    unsigned search_milliseconds, slow_workers, slow_queue;
    size_t cache_bytes;
    unsigned per_address;
    const char *trusted; /* networks, or NULL */
    const char *rate;    /* "20/s", or NULL */
    bool sandbox;
    const char *user; /* that root switches to, or NULL */
    unsigned slow_milliseconds;
    enum httpd_log access_log;
    struct load_options load; /* for --corpus */
};

struct check_options {
    const char *dataset;
};

struct names_options {
    const char *dataset;
    const char *out; /* NULL: standard output */
};

struct ping_options {
    struct listen_address listen; /* of the server */
    unsigned seconds;
};

struct authority_options {
    const char *const *files; /* none: the built-in lists */
    size_t file_count;
};

/* Reads what follows the name of a command into its struct (struct load_options for
 * options_load, and so on). FAULT_USAGE with a message of one line. `*help` is set when
 * help is asked for; then the struct may be incomplete. */
typedef enum fault options_reader(void *options, int argc, char **argv, bool *help,
                                  struct fault_detail *detail);
CHECKED options_reader options_load, options_serve, options_check, options_names,
    options_metadata, options_ping, options_authority;

/* Prints the help of a command ("load"), or of the program for NULL. */
void options_print_help(const char *command);

#endif
