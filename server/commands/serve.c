/* chanceryd serve: a data set, an API, a server; then wait for signals, and look whether
 * the data set was replaced. Who has started us is told how it goes. */
#include "api/api.h"
#include "base/log.h"
#include "commands/commands.h"
#include "httpd/httpd.h"
#include "metrics.h"
#include "sandbox.h"
#include "supervisor.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    DRAIN_SECONDS = 8,         /* that answers in flight may take after a stop */
    WATCH_MILLISECONDS = 1000, /* between two looks at the file of the data set */
};

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
static void raise_descriptor_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/* Blocks the signals in this thread, and so in all that it starts. */
static void block_signals(sigset_t *signals)
{
    sigemptyset(signals);
    sigaddset(signals, SIGTERM);
    sigaddset(signals, SIGINT);
    sigaddset(signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, signals, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* The next signal, or 0 when `milliseconds` have passed without one. */
static int await_signal(const sigset_t *signals, uint64_t milliseconds)
{
    struct timespec wait = {.tv_sec = (time_t)(milliseconds / 1000),
                            .tv_nsec = (long)(milliseconds % 1000) * 1000000};
    int number = sigtimedwait(signals, NULL, &wait);
    return number > 0 ? number : 0;
}

/* Requests that come from now on are answered from what stands at the path now; where
 * that cannot be opened, from what there was. */
static void renew(struct api *api, struct httpd *httpd,
                  const struct supervisor *supervisor)
{
    struct fault_detail detail = {.text = ""};
    supervisor_reloading(supervisor);
    if (api_renew(api, &detail)) {
        log_line(LOG_LEVEL_ERROR, "%s; the data set from before is served on",
                 detail.text);
        supervisor_ready(supervisor, "The data set cannot be opened; serving the one "
                                     "from before");
        return;
    }
    httpd_clear_cache(httpd);
    log_line(LOG_LEVEL_INFO, "the data set was opened anew");
    supervisor_ready(supervisor, "Serving the data set that was opened anew");
}

static void serve_until_stopped(struct api *api, struct httpd *httpd,
                                const sigset_t *signals,
                                const struct supervisor *supervisor)
{
    int number = 0;
    unsigned wait = supervisor->watchdog_milliseconds;
    if (wait == 0 || wait > WATCH_MILLISECONDS)
        wait = WATCH_MILLISECONDS;
    while (number == 0 || number == SIGHUP) {
        number = await_signal(signals, wait);
        if (number == SIGHUP || (number == 0 && api_outdated(api)))
            renew(api, httpd, supervisor);
        supervisor_keep_alive(supervisor);
    }
}

/* Where it is served, for people and for the supervisor. */
static void announce(const char *dataset, const struct httpd *httpd,
                     const struct metrics *metrics, const struct supervisor *supervisor)
{
    char endpoint[HTTPD_ENDPOINT_BYTES], status[500];
    httpd_endpoint(httpd, endpoint);
    snprintf(status, sizeof(status), "serving %.400s at http://%s/", dataset, endpoint);
    log_line(LOG_LEVEL_INFO, "%s", status);
    if (metrics) {
        metrics_endpoint(metrics, endpoint);
        log_line(LOG_LEVEL_INFO, "serving metrics at http://%s/metrics", endpoint);
    }
    status[0] = 'S';
    supervisor_ready(supervisor, status);
}

/* Metrics beside the server, where they are wanted. */
static enum fault open_metrics(struct metrics **out, const struct serve_options *options,
                               int socket, struct api *api, struct httpd *httpd,
                               struct fault_detail *detail)
{
    *out = NULL;
    return options->metrics.address || socket
               ? metrics_open(out, options->metrics.address, options->metrics.port,
                              socket, httpd, api, detail)
               : FAULT_NONE;
}

/* A second signal ends the time of grace. */
static void begin_stop(const struct serve_options *options, struct api *api,
                       const sigset_t *signals, const struct supervisor *supervisor)
{
    log_line(LOG_LEVEL_INFO, "stopping");
    supervisor_stopping(supervisor);
    api_drain(api);
    if (options->grace_seconds)
        (void)await_signal(signals, options->grace_seconds * UINT64_C(1000));
}

static unsigned slow_workers(const struct serve_options *options)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return options->slow_workers ? options->slow_workers
           : processors > 0      ? (unsigned)processors
                                 : 1;
}

static struct httpd_options http_options(const struct serve_options *options)
{
    return (struct httpd_options){
        .address = options->listen.address,
        .port = options->listen.port,
        .workers = options->workers,
        .slow_workers = slow_workers(options),
        .slow_queue = options->slow_queue,
        .connections = options->connections,
        .per_address = options->per_address,
        .trusted = options->trusted,
        .rate = options->rate,
        .idle_seconds = options->idle_seconds,
        .cache_bytes = options->cache_bytes,
        .target_bytes = LONGEST_TARGET,
        .log = options->access_log,
        .slow_milliseconds = options->slow_milliseconds,
    };
}

static enum fault serve_until_signal(const struct serve_options *options, struct api *api,
                                     const struct sandbox_user *user,
                                     const struct supervisor *supervisor,
                                     const sigset_t *signals, struct fault_detail *detail)
{
    struct httpd_options http = http_options(options);
    struct httpd *httpd;
    struct metrics *metrics;
    http.socket = supervisor->http;
    enum fault fault = httpd_open(&httpd, &http, api_answer, api, detail);
    if (fault)
        return fault;
    fault = open_metrics(&metrics, options, supervisor->metrics, api, httpd, detail);
    if (!fault)
        fault = sandbox_switch_user(user, options->dataset, detail);
    if (!fault) {
        if (options->sandbox)
            sandbox_calls();
        announce(options->dataset, httpd, metrics, supervisor);
        serve_until_stopped(api, httpd, signals, supervisor);
        begin_stop(options, api, signals, supervisor);
    }
    metrics_close(metrics);
    httpd_close(httpd, DRAIN_SECONDS);
    return fault;
}

static enum fault serve(const struct serve_options *options, struct fault_detail *detail)
{
    sigset_t signals;
    struct api *api = NULL;
    struct httpd_options http = http_options(options);
    struct sandbox_user user;
    struct api_options open = {
        .dataset = options->dataset,
        .base_url = options->base_url,
        .readers = httpd_answers(&http),
        .stream_seconds = options->stream_seconds,
        .search_milliseconds = options->search_milliseconds,
    };
    struct supervisor supervisor;
    enum fault fault = supervisor_open(&supervisor, detail);
    if (!fault)
        fault = load_first(options, detail);
    if (fault)
        return fault;
    block_signals(&signals);
    raise_descriptor_limit();
    fault = sandbox_find_user(&user, options->user, detail);
    if (!fault)
        fault = api_open(&api, &open, detail);
    if (!fault && options->sandbox)
        sandbox_files(options->dataset);
    if (!fault)
        fault = serve_until_signal(options, api, &user, &supervisor, &signals, detail);
    api_close(api);
    supervisor_release(&supervisor);
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
