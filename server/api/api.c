/* The API: the straight line from a request to its reply. */
#include "api/api.h"
#include "answer/context.h"
#include "answer/problem.h"
#include "answer/send.h"
#include "base/log.h"
#include "base/shortage.h"
#include "base/version.h"
#include "routes.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <xxhash.h>

/* A data set that another build of this program made keeps its rev only if this one would
 * make the same of it. */
static void settle_facts(void *self, struct corpus_facts *facts)
{
    const struct api *api = self;
    bool ours = strcmp(facts->build, CHANCERY_VERSION " " CHANCERY_BUILD) == 0;
    facts->since = ours && !api->base_url.len ? facts->made : time(NULL);
    if (!ours) {
        uint64_t rev = XXH3_64bits(facts->rev, strlen(facts->rev));
        rev = XXH3_64bits_withSeed(CHANCERY_BUILD, sizeof(CHANCERY_BUILD) - 1, rev);
        snprintf(facts->rev, sizeof(facts->rev), "%016llx", (unsigned long long)rev);
    }
    time_t since = (time_t)facts->since;
    struct tm parts;
    gmtime_r(&since, &parts);
    strftime(facts->date, sizeof(facts->date), "%a, %d %b %Y %H:%M:%S GMT", &parts);
}

enum fault api_open(struct api **out, const struct api_options *options,
                    struct fault_detail *detail)
{
    struct api *api = calloc(1, sizeof(*api));
    *out = NULL;
    if (!api)
        return fault_memory(detail);
    json_set_alloc_funcs(shortage_malloc, free);
    api->options = *options;
    api->base_url = slice_of(options->base_url);
    while (api->base_url.len && slice_ends(api->base_url, SLICE("/")))
        api->base_url.len--;
    enum fault fault = corpus_pool_open(&api->pool, options->dataset, options->readers,
                                        settle_facts, api, detail);
    if (fault) {
        free(api);
        return fault;
    }
    *out = api;
    return FAULT_NONE;
}

void api_close(struct api *api)
{
    if (!api)
        return;
    corpus_pool_close(api->pool);
    free(api);
}

enum fault api_renew(struct api *api, struct fault_detail *detail)
{
    return corpus_pool_renew(api->pool, detail);
}

bool api_outdated(const struct api *api)
{
    return corpus_pool_outdated(api->pool);
}

void api_put_metrics(struct api *api, struct buffer *out)
{
    struct corpus_facts facts;
    corpus_pool_facts(api->pool, &facts);
    buffer_print(out,
                 "# HELP chancery_info The data set that is served, and the program.\n"
                 "# TYPE chancery_info gauge\n"
                 "chancery_info{version=\"%s\",build=\"%s\",rev=\"%s\"} 1\n"
                 "# HELP chancery_things What the data set holds.\n"
                 "# TYPE chancery_things gauge\n"
                 "chancery_things{kind=\"collection\"} %lld\n"
                 "chancery_things{kind=\"document\"} %lld\n"
                 "chancery_things{kind=\"paragraph\"} %lld\n"
                 "chancery_things{kind=\"footnote\"} %lld\n",
                 CHANCERY_VERSION, CHANCERY_BUILD, facts.rev,
                 (long long)facts.collections, (long long)facts.documents,
                 (long long)facts.blocks, (long long)facts.notes);
    buffer_print(out,
                 "# HELP chancery_made_seconds When the data set was made.\n"
                 "# TYPE chancery_made_seconds gauge\n"
                 "chancery_made_seconds %lld\n",
                 (long long)facts.made);
}

void api_stop(struct api *api, unsigned seconds)
{
    corpus_pool_stop(api->pool, seconds);
}

void api_drain(struct api *api)
{
    atomic_store(&api->draining, true);
}

static const char allowed_methods[] = "GET, HEAD, OPTIONS";

/* What a browser asks before a request of another origin (Fetch Standard). */
static void send_options(struct reply *reply)
{
    reply->status = 204;
    reply_header_static(reply, "Allow", allowed_methods);
    reply_header_static(reply, "Access-Control-Allow-Methods", allowed_methods);
    reply_header_static(reply, "Access-Control-Allow-Headers",
                        "Accept, Cache-Control, Content-Type, If-Modified-Since, "
                        "If-None-Match, Pragma, Range, X-Request-Id, "
                        "X-Requested-With, traceparent");
    reply_header_static(reply, "Access-Control-Max-Age", "86400");
    reply_header_static(reply, "Access-Control-Allow-Private-Network", "true");
}

static enum fault answer_routed(struct call *call)
{
    struct api *api = call->api;
    if (call->request->method == METHOD_OPTIONS) {
        send_options(call->reply); /* a browser takes no redirect here */
        return FAULT_ANSWERED;
    }
    if (call->routed.redirect.len)
        return call_redirect(call, 308, call->routed.redirect);
    if (call->request->method == METHOD_OTHER)
        return fault_set(&call->detail, FAULT_METHOD, "this is read with %s only",
                         allowed_methods);
    if (call->routed.route->without_data_set)
        return call->routed.route->answer(call);
    if (call_is_inline(call) && route_is_slow(&call->routed))
        return call_defer(call);
    enum fault fault = corpus_pool_take(api->pool, &call->corpus, &call->detail);
    if (fault)
        return fault;
    corpus_set_limit(call->corpus, ANSWER_MILLISECONDS);
    fault = call->routed.route->answer(call);
    if (call->damaged && call->corpus)
        fault = corpus_damaged(call->corpus, "stored JSON", &call->detail);
    if (!fault)
        call_apply_validators(call);
    if (call->corpus)
        corpus_pool_give(api->pool, call->corpus);
    return fault;
}

/* OPTIONS answers before the parameters are looked at: a browser asks for the path. */
static enum fault answer(struct call *call)
{
    const struct request *request = call->request;
    if (request->method == METHOD_OPTIONS && slice_is(request->target, "*")) {
        send_options(call->reply);
        return FAULT_ANSWERED;
    }
    enum fault fault =
        route_request(call->routes, request, call->arena, &call->routed, &call->detail);
    bool reads = request->method == METHOD_GET || request->method == METHOD_HEAD;
    if (fault && (reads || !call->routed.route))
        return fault;
    return answer_routed(call);
}

/* A fault of the server goes to the log, with the request's id that the client has, too.
 */
static void log_fault(const struct call *call, enum fault fault)
{
    if (fault_status(fault) >= 500 && fault != FAULT_DAMAGED) /* that was said once */
        log_line(LOG_LEVEL_ERROR, "request %.*s: %.*s: %s",
                 SLICE_PRINT(call->request->id),
                 (int)(call->request->target.len < 200 ? call->request->target.len : 200),
                 call->request->target.at, call->detail.text);
}

void api_answer(void *self, const struct request *request, struct reply *reply)
{
    struct call call = {.api = self,
                        .routes = routes,
                        .request = request,
                        .reply = reply,
                        .arena = &reply->arena};
    shortage_begin();
    enum fault fault = answer(&call);
    bool good = fault <= FAULT_ANSWERED || fault_status(fault) < 500;
    if (shortage_noted() && good) /* then it is no answer */
        fault = fault_memory(&call.detail);
    else if (fault == FAULT_MEMORY && !call.detail.text[0])
        fault = fault_memory(&call.detail);
    if (fault > FAULT_ANSWERED) {
        log_fault(&call, fault);
        send_problem(reply, request, &call.routed, call.similar, call.similar_count,
                     fault, &call.detail);
        if (fault == FAULT_METHOD)
            reply_header_static(reply, "Allow", allowed_methods);
    }
    put_common_headers(reply);
    reply->route = call.routed.route ? call.routed.route->path : NULL;
    if (shortage_noted())
        reply->failed = true;
}
