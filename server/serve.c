/* chanceryd serve: a data set, an API, a server; then wait for the signal to stop. */
#include "api.h"
#include "commands.h"
#include "httpd.h"
#include "log.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

/* Seconds that answers in flight may take after a stop. */
enum { DRAIN_SECONDS = 10, TARGET_BYTES = 8000 };

/* --corpus: load it when the data set is missing or older. */
static enum fault load_first(const struct serve_options *options,
                             struct fault_detail *detail)
{
    enum load_outcome outcome;
    struct load_options load = options->load;
    if (!options->corpus)
        return FAULT_NONE;
    load.corpora = &options->corpus;
    load.corpus_count = 1;
    return load_run(&load, &outcome, detail);
}

/* Every connection and data set takes descriptors: all that we may have, not what a
 * shell grants at first. */
static void raise_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/* Blocks the signals in this thread, and so in all that it starts. */
static void hold_signals(sigset_t *signals)
{
    sigemptyset(signals);
    sigaddset(signals, SIGTERM);
    sigaddset(signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, signals, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static struct httpd_options http_options(const struct serve_options *options)
{
    return (struct httpd_options){
        .address = options->address,
        .port = options->port,
        .workers = options->workers,
        .connections = options->connections,
        .idle_seconds = options->idle_seconds,
        .cache_bytes = options->cache_bytes,
        .target_bytes = TARGET_BYTES,
    };
}

static enum fault serve_until_signal(const struct serve_options *options, struct api *api,
                                     const sigset_t *signals, struct fault_detail *detail)
{
    struct httpd_options http = http_options(options);
    struct httpd *httpd;
    int signal_number;
    enum fault fault = httpd_open(&httpd, &http, api_answer, api, detail);
    if (fault)
        return fault;
    bool six = strchr(options->address, ':') != NULL;
    log_line(LOG_LEVEL_INFO, "serving %s at http://%s%s%s:%u/", options->dataset,
             six ? "[" : "", options->address, six ? "]" : "", httpd_port(httpd));
    sigwait(signals, &signal_number);
    log_line(LOG_LEVEL_INFO, "stopping");
    httpd_close(httpd, DRAIN_SECONDS);
    return FAULT_NONE;
}

static enum fault serve(const struct serve_options *options, struct fault_detail *detail)
{
    sigset_t signals;
    struct api *api = NULL;
    struct httpd_options http = http_options(options);
    struct api_options open = {
        .dataset = options->dataset,
        .base_url = options->base_url,
        .readers = httpd_workers(&http), /* each makes one answer at a time */
        .stream_seconds = options->stream_seconds,
        .search_milliseconds = options->search_milliseconds,
    };
    enum fault fault = load_first(options, detail);
    if (fault)
        return fault;
    hold_signals(&signals);
    raise_descriptors();
    fault = api_open(&api, &open, detail);
    if (!fault)
        fault = serve_until_signal(options, api, &signals, detail);
    api_close(api);
    return fault;
}

int command_serve(int argc, char **argv)
{
    struct serve_options options;
    struct fault_detail detail = {.text = ""};
    bool help = false;
    enum fault fault = options_serve(&options, argc, argv, &help, &detail);
    if (!fault && help) {
        options_print_help("serve");
        return 0;
    }
    if (!fault)
        fault = serve(&options, &detail);
    return command_fail(fault, &detail);
}
