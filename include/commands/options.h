/* Options of the commands: from the command line, else from the environment, else the
 * default. --listen is CHANCERY_LISTEN, and so on for all of them.
 *
 * Strings point into argv or the environment and live as long as the program. */
#ifndef CHANCERY_COMMANDS_OPTIONS_H
#define CHANCERY_COMMANDS_OPTIONS_H

#include "base/fault.h"
#include "httpd/httpd.h"
#include "loading/load.h"

/* Where to listen: a numeric address, NULL for nowhere, and a port. */
struct listen_address {
    const char *address;
    unsigned port;
};

struct serve_options {
    const char *dataset;
    const char *corpus; /* --corpus: loaded first when the data set is absent or older */
    struct listen_address listen, metrics;
    const char *base_url; /* or NULL */
    unsigned workers, connections, idle_seconds, stream_seconds, grace_seconds;
    unsigned search_milliseconds, slow_workers, slow_queue;
    size_t cache_bytes;
    unsigned per_address;
    const char *trusted; /* networks, or NULL */
    const char *rate;    /* "20/s", or NULL */
    bool sandbox;
    const char *user; /* whom to become when started as root, or NULL */
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
    const char *const *files; /* none: the program's own lists */
    size_t file_count;
};

/* Each reads what stands behind the command's name. FAULT_USAGE with one clear line.
 * `*help` is set when help was asked for; the rest is then untouched. */
CHECKED enum fault options_load(struct load_options *out, int argc, char **argv,
                                bool *help, struct fault_detail *detail);
CHECKED enum fault options_serve(struct serve_options *out, int argc, char **argv,
                                 bool *help, struct fault_detail *detail);
CHECKED enum fault options_check(struct check_options *out, int argc, char **argv,
                                 bool *help, struct fault_detail *detail);
CHECKED enum fault options_names(struct names_options *out, int argc, char **argv,
                                 bool *help, struct fault_detail *detail);
CHECKED enum fault options_ping(struct ping_options *out, int argc, char **argv,
                                bool *help, struct fault_detail *detail);

CHECKED enum fault options_authority(struct authority_options *out, int argc, char **argv,
                                     bool *help, struct fault_detail *detail);

/* The help text of a command ("load"), or of the program for NULL. */
void options_print_help(const char *command);

#endif
