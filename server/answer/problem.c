/* Problems: every error body is made here (RFC 9457). */
#include "answer/problem.h"
#include "base/utf8.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *text_of(struct slice text)
{
    return json_stringn(text.at ? text.at : "", text.len);
}

/* The words, without bytes of characters that were cut. */
static json_t *words_of(const struct fault_detail *detail)
{
    char whole[sizeof(detail->text)];
    size_t len = 0;
    for (struct slice rest = slice_of(detail->text); rest.len > 0;) {
        bool cut;
        size_t good = utf8_check(rest, &cut);
        memcpy(whole + len, rest.at, good);
        len += good;
        rest = slice_from(rest, good + 1);
    }
    return json_stringn(whole, len);
}

/* The target as far as it is UTF-8, and not longer than is of use. */
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
    if (routed->bad_parameter.len == 0)
        return;
    json_t *wrong = json_object();
    json_object_set_new(wrong, "name", text_of(routed->bad_parameter));
    json_object_set_new(wrong, "reason", words_of(detail));
    if (routed->allowed.len)
        json_object_set_new(wrong, "allowed", text_of(routed->allowed));
    json_t *list = json_array();
    json_array_append_new(list, wrong);
    json_object_set_new(problem, "invalidParams", list);
}

static void add_similar(json_t *problem, const struct slice *similar, size_t count)
{
    if (count == 0)
        return;
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, text_of(similar[i]));
    json_object_set_new(problem, "near", list);
}

static json_t *make_problem(const struct request *request, const struct routed *routed,
                            const struct slice *similar, size_t similar_count,
                            enum fault fault, const struct fault_detail *detail)
{
    json_t *problem = json_object();
    json_object_set_new(problem, "type",
                        json_sprintf("urn:chancery:problem:%s", fault_slug(fault)));
    json_object_set_new(problem, "title", json_string(fault_title(fault)));
    json_object_set_new(problem, "status", json_integer(fault_status(fault)));
    if (detail->text[0])
        json_object_set_new(problem, "detail", words_of(detail));
    else if (fault == FAULT_STORE) /* found where nothing could be said: in postings */
        json_object_set_new(problem, "detail",
                            json_string("the data set could not be read; ask again"));
    json_object_set_new(problem, "instance", instance_of(request));
    add_wrong(problem, routed, detail);
    add_similar(problem, similar, similar_count);
    if (request->id.len)
        json_object_set_new(problem, "requestId", text_of(request->id));
    return problem;
}

void send_problem(struct reply *reply, const struct request *request,
                  const struct routed *routed, const struct slice *similar,
                  size_t similar_count, enum fault fault,
                  const struct fault_detail *detail)
{
    json_t *problem =
        make_problem(request, routed, similar, similar_count, fault, detail);
    char *text = problem ? json_dumps(problem, JSON_INDENT(2)) : NULL;
    json_decref(problem);
    int status = fault_status(fault);
    reply_clear(reply);
    reply->status = status;
    reply_header_static(reply, "Content-Type", "application/problem+json");
    reply_header_static(reply, "Cache-Control",
                        "no-store");   /* it has the id of one request */
    if (fault == FAULT_NOT_ACCEPTABLE) /* another Accept would get another answer */
        reply_header_static(reply, "Vary", "Accept");
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
