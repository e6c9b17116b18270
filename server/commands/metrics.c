/* Metrics: those of the server and of the API, collected when they are asked for. */
#include "metrics.h"
#include "base/log.h"

#include <stdlib.h>
#include <time.h>

enum { CONNECTIONS = 16, IDLE_SECONDS = 30, TARGET_BYTES = 1000 };

struct metrics {
    struct httpd *httpd, *server;
    struct api *api;
    time_t started;
};

static void answer(void *self, const struct request *request, struct reply *reply)
{
    struct metrics *metrics = self;
    reply_header_static(reply, "Cache-Control", "no-store");
    if (!slice_is(request->target, "/metrics")) {
        reply->status = 404;
        reply_header_static(reply, "Content-Type", "text/plain; charset=utf-8");
        buffer_put_text(&reply->body, "There is nothing here but /metrics.\n");
        return;
    }
    reply_header_static(reply, "Content-Type",
                        "text/plain; version=0.0.4; charset=utf-8");
    httpd_put_metrics(metrics->server, &reply->body);
    api_put_metrics(metrics->api, &reply->body);
    buffer_print(
        &reply->body,
        "# HELP chancery_log_dropped_total Lines of errors and slow answers that "
        "nobody read in time.\n"
        "# TYPE chancery_log_dropped_total counter\n"
        "chancery_log_dropped_total %llu\n"
        "# HELP process_start_time_seconds When the program began.\n"
        "# TYPE process_start_time_seconds gauge\n"
        "process_start_time_seconds %lld\n",
        log_dropped(), (long long)metrics->started);
}

enum fault metrics_open(struct metrics **out, const char *address, unsigned port,
                        int socket, struct httpd *watched, struct api *api,
                        struct fault_detail *detail)
{
    const struct httpd_options options = {
        .address = address,
        .port = port,
        .socket = socket,
        .workers = 1,
        .connections = CONNECTIONS,
        .idle_seconds = IDLE_SECONDS,
        .target_bytes = TARGET_BYTES,
    };
    struct metrics *metrics = calloc(1, sizeof(*metrics));
    *out = NULL;
    if (!metrics)
        return fault_memory(detail);
    *metrics = (struct metrics){.server = watched, .api = api, .started = time(NULL)};
    enum fault fault = httpd_open(&metrics->httpd, &options, answer, metrics, detail);
    if (fault) {
        free(metrics);
        return fault;
    }
    *out = metrics;
    return FAULT_NONE;
}

void metrics_endpoint(const struct metrics *metrics, char endpoint[HTTPD_ENDPOINT_BYTES])
{
    httpd_endpoint(metrics->httpd, endpoint);
}

void metrics_close(struct metrics *metrics)
{
    if (!metrics)
        return;
    httpd_close(metrics->httpd, 0);
    free(metrics);
}
