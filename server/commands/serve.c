/* chanceryd serve: opens a data set, its API and a server; then waits for signals, checks
 * whether the data set was replaced, and reports its state to the supervisor. */
#include "api/api.h"
#include "base/log.h"
#include "base/log_pipe.h"
#include "command.h"
#include "commands/commands.h"
#include "descriptors.h"
#include "httpd/httpd.h"
#include "metrics.h"
#include "sandbox.h"
#include "supervisor.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    DRAIN_SECONDS = 8,         /* for requests in flight at the end */
    LOG_MILLISECONDS = 500,    /* for what is left of the log at the end */
    WATCH_MILLISECONDS = 1000, /* between two checks of the file of the data set */
};

/* --corpus: loads it when the data set is missing or older. */
static enum fault load_first(const struct serve_options *options,
                             struct fault_detail *detail)
{
    enum load_outcome outcome;
    struct load_options load = options->load;
    if (!options->corpus)
        return FAULT_NONE;
    load.corpora = &options->corpus;
    load.corpus_count = 1;
    enum fault fault = load_run(&load, &outcome, detail);
    if (fault != FAULT_PROBLEMS)
        return fault;
    log_line(LOG_LEVEL_ERROR, "%s; what it has is served", detail->text);
    *detail = (struct fault_detail){.text = ""};
    return FAULT_NONE;
}

/* Blocks the signals in this thread, and in all threads that it starts. */
static void block_signals(sigset_t *signals)
{
    sigemptyset(signals);
    sigaddset(signals, SIGTERM);
    sigaddset(signals, SIGINT);
    sigaddset(signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, signals, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* The next signal, or 0 when there is none for `milliseconds`. */
static int await_signal(const sigset_t *signals, uint64_t milliseconds)
{
    struct timespec wait = {.tv_sec = (time_t)(milliseconds / 1000),
                            .tv_nsec = (long)(milliseconds % 1000) * 1000000};
    int number = sigtimedwait(signals, NULL, &wait);
    return number > 0 ? number : 0;
}

/* Opens the file that is at the path now, for all later requests; when that fails, the
 * data set from before is still served. */
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

/* Tells people, in the log, and the supervisor where it is served. */
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

/* The server of metrics, if it is asked for; NULL otherwise. */
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

/* Waits for the grace time; a second signal ends it. */
static void begin_stop(const struct serve_options *options, struct api *api,
                       const sigset_t *signals, const struct supervisor *supervisor)
{
    log_line(LOG_LEVEL_INFO, "stopping");
    supervisor_stopping(supervisor);
    api_drain(api);
    if (options->grace_seconds)
        (void)await_signal(signals, options->grace_seconds * UINT64_C(1000));
    api_stop(api, DRAIN_SECONDS - 1); /* who is cut off still hears it */
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

/* Lowers what is asked for to what the machine grants, and says so. */
static void fit_limits(struct serve_options *options)
{
    struct httpd_options http = http_options(options);
    unsigned asked = options->connections;
    options->connections =
        descriptors_fit(descriptors_raise(), asked, httpd_answers(&http));
    if (options->connections < asked)
        log_line(
            LOG_LEVEL_WARNING,
            "%u connections at a time, not %u: the system grants no more descriptors",
            options->connections, asked);
    if (options->per_address > options->connections)
        options->per_address = options->connections;
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
        if (geteuid() == 0)
            log_line(LOG_LEVEL_WARNING, "this is root: with --user NAME a user with "
                                        "fewer rights would serve");
        announce(options->dataset, httpd, metrics, supervisor);
        serve_until_stopped(api, httpd, signals, supervisor);
        begin_stop(options, api, signals, supervisor);
    }
    metrics_close(metrics);
    httpd_close(httpd, DRAIN_SECONDS);
    return fault;
}

static enum fault serve(const void *self, struct fault_detail *detail)
{
    struct serve_options fitted = *(const struct serve_options *)self;
    const struct serve_options *options = &fitted;
    sigset_t signals;
    struct api *api = NULL;
    struct sandbox_user user;
    struct supervisor supervisor;
    enum fault fault = supervisor_open(&supervisor, detail);
    if (!fault)
        fault = load_first(options, detail);
    if (fault)
        return fault;
    block_signals(&signals);
    struct log_pipe *log = log_pipe_open(STDERR_FILENO, "log");
    log_to(log);
    fit_limits(&fitted);
    struct httpd_options http = http_options(options);
    struct api_options open = {
        .dataset = options->dataset,
        .base_url = options->base_url,
        .readers = httpd_answers(&http),
        .stream_seconds = options->stream_seconds,
        .search_milliseconds = options->search_milliseconds,
    };
    fault = sandbox_find_user(&user, options->user, detail);
    if (!fault)
        fault = api_open(&api, &open, detail);
    if (!fault && options->sandbox)
        sandbox_files(options->dataset);
    if (!fault)
        fault = serve_until_signal(options, api, &user, &supervisor, &signals, detail);
    api_close(api);
    log_to(NULL);
    log_pipe_close(log, LOG_MILLISECONDS);
    supervisor_release(&supervisor);
    return fault;
}

int command_serve(int argc, char **argv)
{
    struct serve_options options;
    return command_run("serve", options_serve, serve, &options, argc, argv);
}
