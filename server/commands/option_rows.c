/* The tables of options, one for each command, and what help says of them. */
#include "option_rows.h"
#include "commands/options.h"

#include <stdio.h>
#include <string.h>

#define LOAD_AT(member) offsetof(struct load_options, member)
#define SERVE_AT(member) offsetof(struct serve_options, member)
#define NAMES_AT(member) offsetof(struct names_options, member)
#define METADATA_AT(member) offsetof(struct metadata_options, member)
#define CHECK_AT(member) offsetof(struct check_options, member)
#define PING_AT(member) offsetof(struct ping_options, member)

const struct option_row load_rows[] = {
    {"db", TYPE_TEXT, LOAD_AT(dataset), "FILE", "the data set to build (chancery.db)"},
    {"strict", TYPE_SWITCH, LOAD_AT(strict), NULL,
     "publish nothing when anything is wrong with the corpus"},
    {"authority", TYPE_FILES, LOAD_AT(authorities), "FILE",
     "a list of names to know besides; may be given again"},
    {"without", TYPE_WITHOUT, LOAD_AT(without), "search,entities", "leave these out"},
    {"force", TYPE_SWITCH, LOAD_AT(force), NULL,
     "even when nothing has changed, or much would be lost"},
    {"dry-run", TYPE_SWITCH, LOAD_AT(dry_run), NULL,
     "publish nothing, and say what would change"},
    {"report", TYPE_TEXT, LOAD_AT(report), "FILE", "write as JSON what has changed"},
    {"names", TYPE_TEXT, LOAD_AT(names), "FILE",
     "carry over these names, which `chanceryd names` wrote"},
    {"quiet", TYPE_SWITCH, LOAD_AT(quiet), NULL, "no progress and no summary"},
    {"max-file", TYPE_SIZE, LOAD_AT(limits.file_bytes), "BYTES",
     "the largest text that is read (256M)"},
    {"max-block", TYPE_SIZE, LOAD_AT(limits.block_bytes), "BYTES",
     "the largest paragraph that is read (16M)"},
    {0}};

const struct option_row serve_rows[] = {
    {"db", TYPE_TEXT, SERVE_AT(dataset), "FILE", "the data set to serve (chancery.db)"},
    {"corpus", TYPE_TEXT, SERVE_AT(corpus), "DIR",
     "load this first when the data set is missing or older"},
    {"listen", TYPE_LISTEN, SERVE_AT(listen), "ADDRESS:PORT",
     "where to listen (127.0.0.1:8080); port 0 takes a free one"},
    {"base-url", TYPE_TEXT, SERVE_AT(base_url), "URL",
     "put before paths in answers; without it they begin with /"},
    {"workers", TYPE_NUMBER, SERVE_AT(workers), "N", "threads (one a processor)"},
    {"slow-workers", TYPE_NUMBER, SERVE_AT(slow_workers), "N",
     "threads for what takes time, such as searches (one a processor)"},
    {"slow-queue", TYPE_NUMBER, SERVE_AT(slow_queue), "N",
     "of these, how many may wait for a thread (64); more are 503"},
    {"connections", TYPE_COUNT, SERVE_AT(connections), "N",
     "connections at a time (1000)"},
    {"per-address", TYPE_NUMBER, SERVE_AT(per_address), "N",
     "of these from one address (0: all)"},
    {"trust", TYPE_TEXT, SERVE_AT(trusted), "NETWORK,...",
     "proxies, as 10.0.0.0/8,::1: limits are for those they speak for"},
    {"rate", TYPE_TEXT, SERVE_AT(rate), "N/s|N/m|N/h[,BURST]",
     "requests from one address; more are 429 (no limit)"},
    {"idle", TYPE_COUNT, SERVE_AT(idle_seconds), "SECONDS",
     "close a silent connection after so long (30)"},
    {"stream-time", TYPE_NUMBER, SERVE_AT(stream_seconds), "SECONDS",
     "cut an export that takes longer (600)"},
    {"search-time", TYPE_COUNT, SERVE_AT(search_milliseconds), "MS",
     "end a search that takes longer, in thousandths of a second (2000)"},
    {"grace", TYPE_NUMBER, SERVE_AT(grace_seconds), "SECONDS",
     "after SIGTERM go on so long with /readyz at 503 (0)"},
    {"access-log", TYPE_LOG, SERVE_AT(access_log), "none|text|json",
     "a line a request to standard output (none)"},
    {"slow", TYPE_NUMBER, SERVE_AT(slow_milliseconds), "MS",
     "say in the log which answers took longer to make (0: none)"},
    {"metrics", TYPE_LISTEN, SERVE_AT(metrics), "ADDRESS:PORT",
     "serve /metrics for Prometheus there (nowhere)"},
    {"sandbox", TYPE_SANDBOX, SERVE_AT(sandbox), "auto|off",
     "give up all but reading the data set (auto)"},
    {"user", TYPE_TEXT, SERVE_AT(user), "NAME",
     "whom to become when root has started it"},
    {"cache", TYPE_SIZE, SERVE_AT(cache_bytes), "BYTES",
     "memory for finished answers (32M); 0 keeps none"},
    {0}};

const struct option_row names_rows[] = {
    {"db", TYPE_TEXT, NAMES_AT(dataset), "FILE", "the data set (chancery.db)"},
    {"out", TYPE_TEXT, NAMES_AT(out), "FILE", "where to write (standard output)"},
    {0}};

const struct option_row metadata_rows[] = {
    {"write", TYPE_SWITCH, METADATA_AT(write), NULL,
     "into a metadata.csv in each collection that has none"},
    {0}};

const struct option_row check_rows[] = {
    {"db", TYPE_TEXT, CHECK_AT(dataset), "FILE", "the data set to check (chancery.db)"},
    {0}};

const struct option_row ping_rows[] = {
    {"listen", TYPE_LISTEN, PING_AT(listen), "ADDRESS:PORT",
     "where it listens (127.0.0.1:8080)"},
    {"within", TYPE_COUNT, PING_AT(seconds), "SECONDS", "to wait for the answer (3)"},
    {0}};
const struct option_row authority_rows[] = {{0}};

static const struct {
    const char *name, *usage, *help;
    const struct option_row *rows;
} commands[] = {
    {"load",
     "chanceryd load CORPUS... [--db FILE] [--strict] [--without search,entities]",
     "Builds a data set from folders of texts, beside the old one, and puts it in its "
     "place.",
     load_rows},
    {"serve", "chanceryd serve [--db FILE] [--listen ADDRESS:PORT] [--base-url URL]",
     "Serves a data set as JSON over HTTP.", serve_rows},
    {"check", "chanceryd check [--db FILE]",
     "Verifies a data set and says what is wrong with it.", check_rows},
    {"names", "chanceryd names [--db FILE] [--out FILE]",
     "Writes the names of a data set as a text, for load to read back.", names_rows},
    {"metadata", "chanceryd metadata CORPUS... [--write]",
     "Writes what the texts say as metadata.csv, to be corrected in a spreadsheet.",
     metadata_rows},
    {"ping", "chanceryd ping [--listen ADDRESS:PORT]",
     "Asks a server on this machine whether it is ready.", ping_rows},
    {"authority", "chanceryd authority [FILE...]",
     "Says what is wrong with lists of names, taken together as one; without a file, "
     "with the program's own.",
     authority_rows},
};

static void print_rows(const struct option_row *rows)
{
    for (; rows->name; rows++) {
        char left[48];
        snprintf(left, sizeof(left), "--%s%s%s", rows->name, rows->value ? " " : "",
                 rows->value ? rows->value : "");
        printf("  %-28s %s\n", left, rows->help);
    }
}

void options_print_help(const char *command)
{
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        if (command && strcmp(command, commands[i].name) != 0)
            continue;
        printf("%s\n  %s\n", commands[i].usage, commands[i].help);
        if (command) {
            print_rows(commands[i].rows);
            if (commands[i].rows->name)
                printf("Every option may be set in the environment: --max-file as "
                       "CHANCERY_MAX_FILE.\n");
        }
    }
    if (!command)
        printf("chanceryd COMMAND --help says more; chanceryd --version says which this "
               "is.\n");
}

const struct option_row *options_of_command(size_t command)
{
    return command < sizeof(commands) / sizeof(commands[0]) ? commands[command].rows
                                                            : NULL;
}
