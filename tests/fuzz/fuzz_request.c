/* Any bytes as a request: what every answer promises holds, whatever was asked.
 *
 * An input is a request as a person would write it down, "GET /v1/documents", and lines
 * of Accept, If-None-Match, If-Modified-Since or Base ("Base: 1" asks an API that is
 * served under a base URL). The first line may hold any bytes. */
#define FUZZ_NAME "request"
#include "replay.h"

#include "api/api.h"
#include "small_corpus.h"

#include <jansson.h>
#include <strings.h>

static const char *const fuzz_words[FUZZ_WORDS] = {
    "/v1/documents",
    "/paragraphs",
    "/footnotes",
    "/omissions",
    "/text",
    "/v1/batch?ids=",
    "/v1/export.csv?",
    "/id/",
    "/letter",
    "/%D0%BE%D1%82%D0%B2%D0%B5%D1%82",
    "/p4",
    "fn3",
    "en3",
    "long/",
    "?",
    "&",
    "=",
    ",",
    "..",
    "%00",
    "%0d%0a",
    "%ff",
    "%2F",
    "ж",
    "'\"",
    "limit=1",
    "cursor=",
    "fields=id,text",
    "format=csv",
    "pretty=1",
    "offsets=utf16",
    "offsets=utf8",
    "rev=",
    "collection=first",
    "document=long",
    "q=letter",
    "classification=secret",
    "date.from=1953",
    "date.to=195X",
    "author=a",
    "sort=title",
    "sort=-date",
    "facets=year,decade,author",
    "include=footnotes,source",
    "notes=inline",
    "omissions=drop",
    "number=4-12",
    "range=b1..p4",
    "kind=paragraph",
    "context=5",
    "paragraph=p4",
    "\nAccept: text/csv;q=0.5, */*",
    "\nIf-None-Match: *",
    "\nIf-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT",
    "\nBase: 1\n",
    "HEAD ",
    "OPTIONS ",
    NULL};

static const char base_url[] = "https://example.org/papers/";

/* Made once, for all inputs. */
static struct {
    struct api *plain, *based;
} apis;

/* A reply, and all of its body. */
struct answer {
    struct reply reply;
    struct buffer body;
};

static void answer_release(struct answer *answer)
{
    reply_release(&answer->reply);
    buffer_release(&answer->body);
}

static void read_stream(struct answer *answer, size_t room)
{
    struct reply_stream *stream = &answer->reply.stream;
    char piece[4096];
    ssize_t got;
    while ((got = stream->read(stream->self, piece, room)) > 0)
        buffer_put(&answer->body, (struct slice){piece, (size_t)got});
    HOLDS(got == 0, "the stream broke off");
}

static void ask(struct answer *answer, struct api *api, const struct request *request)
{
    reply_init(&answer->reply);
    buffer_init(&answer->body);
    api_answer(api, request, &answer->reply);
    HOLDS(!answer->reply.failed && !buffer_failed(&answer->reply.body), "memory ran out");
    if (answer->reply.stream.self)
        read_stream(answer, request->method == METHOD_HEAD ? 7 : 4096);
    else
        buffer_put(&answer->body, buffer_slice(&answer->reply.body));
}

/* --- what holds of one answer --- */

static bool is_known(int status)
{
    static const int known[] = {200, 204, 303, 304, 307, 308, 400, 404, 405, 406, 410};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (status == known[i])
            return true;
    return false;
}

static void check_headers(const struct reply *reply)
{
    for (size_t i = 0; i < reply->header_count; i++) {
        const struct reply_header *header = &reply->headers[i];
        HOLDS(!strpbrk(header->value, "\r\n"), "%s has two lines", header->name);
        HOLDS(strcmp(header->name, "Link") == 0 ||
                  reply_find_header(reply, header->name) == header->value,
              "%s is there twice", header->name);
    }
    HOLDS(reply_find_header(reply, "Access-Control-Allow-Origin"), "no CORS");
    HOLDS(reply_find_header(reply, "X-Content-Type-Options"), "may be sniffed");
    HOLDS(reply_find_header(reply, "Allow") || reply->status != 405, "405 needs Allow");
}

static bool has_type(const struct reply *reply, const char *type)
{
    const char *value = reply_find_header(reply, "Content-Type");
    return value && strncmp(value, type, strlen(type)) == 0;
}

static json_t *parse_json(struct slice text)
{
    json_error_t error = {.text = ""};
    json_t *tree = json_loadb(text.at ? text.at : "", text.len,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    HOLDS(tree, "%s at %d of: %.*s", error.text, error.position, SLICE_PRINT(text));
    return tree;
}

static void check_problem(const json_t *problem, int status)
{
    HOLDS(json_is_string(json_object_get(problem, "type")), "a problem without type");
    HOLDS(json_is_string(json_object_get(problem, "title")), "a problem without title");
    HOLDS(json_is_string(json_object_get(problem, "detail")), "a problem without detail");
    HOLDS(json_integer_value(json_object_get(problem, "status")) == status,
          "a problem of another status");
    const json_t *wrong = json_array_get(json_object_get(problem, "invalidParams"), 0);
    HOLDS(!wrong || (json_is_string(json_object_get(wrong, "name")) &&
                     json_is_string(json_object_get(wrong, "reason"))),
          "it does not say what is wrong");
}

/* Every link of ours leads to a path of ours. */
static void check_links(const json_t *value, const char *root)
{
    static const char *const links[] = {"url", "next", "prev"};
    const char *name;
    json_t *member;
    size_t i;
    for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
        const char *link = json_string_value(json_object_get(value, links[i]));
        HOLDS(!link || strncmp(link, root, strlen(root)) == 0, "%s: %s", links[i], link);
    }
    json_object_foreach((json_t *)(uintptr_t)value, name, member)
        check_links(member, root);
    json_array_foreach(value, i, member) check_links(member, root);
}

static void check_list(const json_t *list)
{
    const json_t *items = json_object_get(list, "items");
    json_int_t total = json_integer_value(json_object_get(list, "total"));
    if (!items)
        return;
    HOLDS(json_array_size(items) <= 200, "%zu items", json_array_size(items));
    HOLDS(total >= (json_int_t)json_array_size(items), "a total of %d", (int)total);
    HOLDS(json_object_get(list, "next"), "a list without next");
}

static void check_lines(struct slice text)
{
    HOLDS(text.len == 0 || text.at[text.len - 1] == '\n', "cut in a line");
    while (text.len > 0)
        json_decref(parse_json(slice_cut(&text, '\n')));
}

/* RFC 4180: as many cells in each row. */
static void check_rows(struct slice text)
{
    size_t cells = 1, first = 0;
    bool quoted = false;
    HOLDS(is_utf8(text), "rows that are no text");
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == ',')
            cells++;
        else if (!quoted && c == '\n') {
            HOLDS(i > 0 && text.at[i - 1] == '\r', "a line that ends in LF");
            HOLDS(!first || cells == first, "%zu cells, not %zu", cells, first);
            first = cells;
            cells = 1;
        }
    }
    HOLDS(!quoted && cells == 1, "cut in a row");
}

static void check_body(const struct answer *answer, bool based)
{
    const struct reply *reply = &answer->reply;
    struct slice body = buffer_slice(&answer->body);
    bool problem = has_type(reply, "application/problem+json");
    HOLDS(problem == (reply->status >= 400), "status %d", reply->status);
    HOLDS(problem || reply->status == 200 || body.len == 0, "%d with a body",
          reply->status);
    if (problem || has_type(reply, "application/json")) {
        json_t *tree = parse_json(body);
        if (problem)
            check_problem(tree, reply->status);
        else
            check_links(tree, based ? "https://example.org/papers/v1" : "/v1");
        check_list(tree);
        json_decref(tree);
    } else if (has_type(reply, "application/x-ndjson")) {
        check_lines(body);
    } else if (has_type(reply, "text/csv")) {
        check_rows(body);
    } else if (reply->status == 200) {
        HOLDS(has_type(reply, "text/plain") && is_utf8(body), "text that is none");
    }
}

/* Does it say something in another way than as it stands? */
static bool is_coded(struct slice target)
{
    return slice_find(target, '%') < target.len || slice_find(target, '+') < target.len;
}

/* Nothing of the inside is shown, but what the request says itself. */
static void check_inside(const struct answer *answer, const struct request *request)
{
    static const char *const words[] = {"sqlite", "/tmp/", "small.db", "errno",
                                        "SELECT "};
    struct slice body = buffer_slice(&answer->body), target = request->target;
    if (body.len == 0)
        return;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        HOLDS(!memmem(body.at, body.len, words[i], strlen(words[i])) ||
                  target.len > 300 || is_coded(target) ||
                  memmem(target.at, target.len, words[i], strlen(words[i])),
              "\"%s\" in: %.*s", words[i], SLICE_PRINT(body));
}

static void check_same(const struct answer *a, const struct answer *b, const char *what)
{
    HOLDS(a->reply.status == b->reply.status, "%s: status %d and %d", what,
          a->reply.status, b->reply.status);
    HOLDS(a->reply.header_count == b->reply.header_count, "%s: other headers", what);
    for (size_t i = 0; i < a->reply.header_count; i++)
        HOLDS(strcmp(a->reply.headers[i].name, b->reply.headers[i].name) == 0 &&
                  strcmp(a->reply.headers[i].value, b->reply.headers[i].value) == 0,
              "%s: %s: %s, and %s: %s", what, a->reply.headers[i].name,
              a->reply.headers[i].value, b->reply.headers[i].name,
              b->reply.headers[i].value);
    HOLDS(slice_equal(buffer_slice(&a->body), buffer_slice(&b->body)),
          "%s: %.*s, and %.*s", what, SLICE_PRINT(buffer_slice(&a->body)),
          SLICE_PRINT(buffer_slice(&b->body)));
}

/* --- what holds between answers --- */

/* The same again; and HEAD for GET. */
static void check_again(struct api *api, const struct request *request,
                        const struct answer *answer)
{
    struct request other = *request;
    struct answer again;
    ask(&again, api, &other);
    check_same(answer, &again, "again");
    answer_release(&again);
    if (request->method != METHOD_GET)
        return;
    other.method = METHOD_HEAD;
    ask(&again, api, &other);
    check_same(answer, &again, "HEAD");
    answer_release(&again);
}

/* Who has the answer already gets 304 and the same validators. */
static void check_validators(struct api *api, const struct request *request,
                             const struct answer *answer)
{
    static const char *const kept[] = {"ETag", "Cache-Control", "Vary"};
    const char *tag = reply_find_header(&answer->reply, "ETag");
    struct request other = *request;
    struct answer again;
    if (answer->reply.status != 200 || !tag)
        return;
    other.if_none_match = slice_of(tag);
    ask(&again, api, &other);
    HOLDS(again.reply.status == 304 && again.body.len == 0, "%d", again.reply.status);
    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        const char *before = reply_find_header(&answer->reply, kept[i]);
        const char *after = reply_find_header(&again.reply, kept[i]);
        HOLDS((!before && !after) || (before && after && strcmp(before, after) == 0),
              "%s: %s, and %s", kept[i], before ? before : "", after ? after : "");
    }
    answer_release(&again);
}

static struct slice without_base(struct slice target)
{
    struct slice base = SLICE("https://example.org/papers");
    return slice_starts(target, base) ? slice_from(target, base.len) : target;
}

/* A redirect leads to a path of ours, and in a few steps to its end. */
static void check_redirect(struct api *api, const struct request *request,
                           const struct answer *answer)
{
    struct request other = *request;
    struct answer next;
    char place[9000];
    bool based = api == apis.based;
    const char *location = reply_find_header(&answer->reply, "Location");
    int status = answer->reply.status;
    for (int steps = 0; location; steps++) {
        struct slice target = without_base(slice_of(location));
        HOLDS(steps < 4, "it leads in circles: %s", location);
        HOLDS(based == (target.len < strlen(location)), "to %s", location);
        HOLDS(slice_starts(target, SLICE("/")) && !slice_starts(target, SLICE("//")),
              "to %s", location);
        snprintf(place, sizeof(place), "%.*s", SLICE_PRINT(target));
        other.target = slice_of(place);
        ask(&next, api, &other);
        location = reply_find_header(&next.reply, "Location");
        if (location) {
            snprintf(place, sizeof(place), "%s", location);
            location = place;
        }
        status = next.reply.status;
        answer_release(&next);
    }
    HOLDS(status < 300 || status == 304 || status >= 400, "%d to nowhere", status);
}

/* The page behind this one is there, and begins with something else. */
static void check_next(struct api *api, const struct request *request,
                       const struct answer *answer)
{
    if (answer->reply.status != 200 || !has_type(&answer->reply, "application/json"))
        return;
    struct request other = *request;
    struct answer page;
    json_t *tree = parse_json(buffer_slice(&answer->body));
    const char *next = json_string_value(json_object_get(tree, "next"));
    if (next && json_object_get(tree, "items")) {
        other.method = METHOD_GET;
        other.target = without_base(slice_of(next));
        ask(&page, api, &other);
        HOLDS(page.reply.status == 200, "%s answers %d: %.*s", next, page.reply.status,
              SLICE_PRINT(buffer_slice(&page.body)));
        json_t *behind = parse_json(buffer_slice(&page.body));
        json_t *first = json_array_get(json_object_get(tree, "items"), 0);
        json_t *second = json_array_get(json_object_get(behind, "items"), 0);
        HOLDS(!json_object_get(first, "url") ||
                  !json_equal(json_object_get(first, "url"),
                              json_object_get(second, "url")),
              "%s begins as the page before", next);
        json_decref(behind);
        answer_release(&page);
    }
    json_decref(tree);
}

/* --- inputs --- */

static enum method read_method(struct slice name)
{
    if (slice_is(name, "GET"))
        return METHOD_GET;
    if (slice_is(name, "HEAD"))
        return METHOD_HEAD;
    return slice_is(name, "OPTIONS") ? METHOD_OPTIONS : METHOD_OTHER;
}

static struct request read_request(struct slice input, bool *based)
{
    struct slice target = slice_cut(&input, '\n');
    struct request request = {.id = SLICE("1953")};
    request.method = read_method(slice_cut(&target, ' '));
    request.target = target;
    *based = false;
    while (input.len > 0) {
        struct slice value = slice_cut(&input, '\n');
        struct slice name = slice_cut(&value, ':');
        while (slice_starts(value, SLICE(" ")))
            value = slice_from(value, 1);
        if (slice_is(name, "Accept"))
            request.accept = value;
        else if (slice_is(name, "If-None-Match"))
            request.if_none_match = value;
        else if (slice_is(name, "If-Modified-Since"))
            request.if_modified_since = value;
        else if (slice_is(name, "Base"))
            *based = true;
    }
    return request;
}

static void open_api(struct api **api, const char *dataset, const char *base)
{
    struct fault_detail detail = {.text = ""};
    const struct api_options options = {
        .dataset = dataset, .base_url = base, .readers = 2};
    enum fault fault = api_open(api, &options, &detail);
    HOLDS(fault == FAULT_NONE, "%s", detail.text);
}

static void close_apis(void)
{
    api_close(apis.plain);
    api_close(apis.based);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    char folder[] = "/tmp/chancery-fuzz-XXXXXX";
    char dataset[128];
    bool made = small_corpus_make(folder, dataset, sizeof(dataset));
    if (made) {
        open_api(&apis.plain, dataset, NULL);
        open_api(&apis.based, dataset, base_url);
    }
    HOLDS(small_corpus_remove(folder) && made, "no data set");
    atexit(close_apis);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    bool based;
    struct request request =
        read_request((struct slice){(const char *)bytes, size}, &based);
    struct api *api = based ? apis.based : apis.plain;
    struct answer answer;
    ask(&answer, api, &request);
    HOLDS(is_known(answer.reply.status), "status %d", answer.reply.status);
    check_headers(&answer.reply);
    check_body(&answer, based);
    check_inside(&answer, &request);
    check_again(api, &request, &answer);
    check_validators(api, &request, &answer);
    check_redirect(api, &request, &answer);
    check_next(api, &request, &answer);
    answer_release(&answer);
    return 0;
}
