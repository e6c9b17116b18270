/* Problems: every error body leaves here (RFC 9457). */
#include "inside.h"
#include "utf8.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *text_of(struct slice text)
{
    return json_stringn(text.at ? text.at : "", text.len);
}

/* The target, as far as it is text, and not longer than anyone wants to read. */
static json_t *instance_of(const struct request *request)
{
    struct slice target = request->target;
    bool cut;
    if (target.len > 300)
        target.len = 300;
    target.len = utf8_check(target, &cut);
    return text_of(target);
}

static void add_wrong(json_t *problem, const struct routed *routed,
                      const struct fault_detail *detail)
{
    if (routed->wrong.len == 0)
        return;
    json_t *wrong = json_object();
    json_object_set_new(wrong, "name", text_of(routed->wrong));
    json_object_set_new(wrong, "reason", json_string(detail->text));
    if (routed->allowed.len)
        json_object_set_new(wrong, "allowed", text_of(routed->allowed));
    json_t *list = json_array();
    json_array_append_new(list, wrong);
    json_object_set_new(problem, "invalidParams", list);
}

static void add_near(json_t *problem, const struct slice *near, size_t count)
{
    if (count == 0)
        return;
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, text_of(near[i]));
    json_object_set_new(problem, "near", list);
}

static json_t *make_problem(const struct request *request, const struct routed *routed,
                            const struct slice *near, size_t near_count, enum fault fault,
                            const struct fault_detail *detail)
{
    json_t *problem = json_object();
    json_object_set_new(problem, "type",
                        json_sprintf("urn:chancery:problem:%s", fault_slug(fault)));
    json_object_set_new(problem, "title", json_string(fault_title(fault)));
    json_object_set_new(problem, "status", json_integer(fault_status(fault)));
    if (detail->text[0])
        json_object_set_new(problem, "detail", json_string(detail->text));
    json_object_set_new(problem, "instance", instance_of(request));
    add_wrong(problem, routed, detail);
    add_near(problem, near, near_count);
    if (request->id.len)
        json_object_set_new(problem, "requestId", text_of(request->id));
    return problem;
}

void send_problem(struct reply *reply, const struct request *request,
                  const struct routed *routed, const struct slice *near,
                  size_t near_count, enum fault fault, const struct fault_detail *detail)
{
    json_t *problem = make_problem(request, routed, near, near_count, fault, detail);
    char *text = problem ? json_dumps(problem, JSON_INDENT(2)) : NULL;
    json_decref(problem);
    int status = fault_status(fault);
    reply_clear(reply);
    reply->status = status;
    reply_header_static(reply, "Content-Type", "application/problem+json");
    reply_header_static(reply, "Cache-Control",
                        status >= 500 ? "no-store" : "public, max-age=60");
    if (status == 503)
        reply_header_static(reply, "Retry-After", "1");
    if (request->id.len)
        reply_header(reply, "X-Request-Id", request->id);
    if (text) {
        buffer_put_text(&reply->body, text);
        buffer_put_char(&reply->body, '\n');
    } else {
        reply->failed = true;
    }
    free(text);
}
