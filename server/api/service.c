/* The service itself: what it is, whether it is well, and its own description. */
#include "answer/context.h"
#include "answer/send.h"
#include "base/version.h"
#include "routes.h"

static const char openapi_text[] =
#include "made/openapi_text.h"
    ;

static json_t *counts_of(const struct corpus_facts *facts)
{
    return json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "collections",
        (json_int_t)facts->collections, "documents", (json_int_t)facts->documents,
        "paragraphs", (json_int_t)facts->blocks, "footnotes", (json_int_t)facts->notes,
        "omissions", (json_int_t)facts->omissions, "entities",
        (json_int_t)facts->entities, "mentions", (json_int_t)facts->mentions);
}

enum fault answer_service(struct call *call)
{
    const struct corpus_facts *facts = corpus_facts(call->corpus);
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    json_t *links = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "collections", "/v1/collections",
        "documents", "/v1/documents", "paragraphs", "/v1/paragraphs", "footnotes",
        "/v1/footnotes", "entities", "/v1/entities", "batch", "/v1/batch", "changes",
        "/v1/changes", "export", "/v1/export.ndjson", "openapi", "/v1/openapi.json");
    json_t *dataset = json_pack("{s:s, s:s, s:o}", "rev", facts->rev, "modified",
                                facts->date, "counts", counts_of(facts));
    return call_send_json(call, json_pack("{s:s, s:s, s:s, s:o, s:o}", "name", "Chancery",
                                          "version", CHANCERY_VERSION, "api", "v1",
                                          "dataset", dataset, "links", links));
}

static enum fault send_state(struct call *call, const char *state)
{
    struct buffer out;
    buffer_init(&out);
    buffer_print(&out, "{\"status\":\"%s\"}", state);
    reply_header_static(call->reply, "Cache-Control", "no-store");
    call_send(call, &out);
    call->reply->shareable = false;
    return FAULT_NONE;
}

enum fault answer_health(struct call *call)
{
    return send_state(call, "alive");
}

/* While the server drains, a load balancer sends requests elsewhere. */
enum fault answer_ready(struct call *call)
{
    if (atomic_load(&call->api->draining))
        return fault_set(&call->detail, FAULT_BUSY, "the server is stopping");
    return send_state(call, "ready");
}

enum fault answer_openapi(struct call *call)
{
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    struct buffer out;
    buffer_init(&out);
    buffer_put(&out, (struct slice){openapi_text, sizeof(openapi_text) - 1});
    call_send(call, &out);
    return FAULT_NONE;
}
