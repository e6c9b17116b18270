/* Goldens: requests, and the answers that are expected.
 *
 *   golden [--url ADDRESS:PORT] [--update] [--answers DIR] DATASET FILE...
 *
 * asks each file's requests, in process or over a socket, and prints TAP. A file is one
 * test, of one or more exchanges with a line "===" between them:
 *
 *   # What this shows.
 *   GET /v1/documents?limit=1
 *   Accept: text/csv
 *
 *   200
 *   Content-Type: text/csv; charset=utf-8; header=present
 *   Vary: <none>
 *
 *   BODY
 *
 * Headers that are named are compared, all their values in order; <none>: there is none.
 * JSON is compared with one member a line, unless the file says "# raw". lines.h tells of
 * placeholders. --update writes down what came, and keeps them. --answers leaves each
 * answer in DIR, with what it answers, for the test of openapi.json. */
#include "answer.h"
#include "lines.h"

#include "../../server/api/routes.h"

#include <jansson.h>

struct golden {
    const char *url, *answers;
    bool update;
    struct api *api;
    unsigned count, failures, exchanges;
};

/* One file, while it is run. */
struct run {
    struct golden *golden;
    const char *path;
    struct memory memory;
    struct buffer report;  /* what differs, each line with "# " */
    struct buffer updated; /* the file as --update writes it */
    unsigned differences;
    bool raw;
};

struct exchange {
    struct slice question_text; /* as the file has it, comments too */
    struct slice method, target;
    struct header headers[QUESTION_HEADERS];
    size_t header_count;
    struct lines expected;
};

/* --- reading a file --- */

static bool read_file(const char *path, struct buffer *out)
{
    char piece[16384];
    size_t got;
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
        buffer_put(out, (struct slice){piece, got});
    bool fine = !ferror(file) && !buffer_failed(out);
    fclose(file);
    return fine;
}

static struct header read_header(struct slice line)
{
    struct header header;
    header.name = slice_cut(&line, ':');
    header.value = slice_from(line, line.len && line.at[0] == ' ');
    return header;
}

/* Reads up to the line "===" or the end. False when it is no exchange. */
static bool read_exchange(struct slice *rest, struct exchange *out)
{
    struct slice line;
    *out = (struct exchange){0};
    const char *start = rest->at;
    do
        line = slice_cut(rest, '\n');
    while (rest->len && (line.len == 0 || line.at[0] == '#'));
    out->target = line;
    out->method = slice_cut(&out->target, ' ');
    while (rest->len && (line = slice_cut(rest, '\n')).len > 0) {
        if (out->header_count == QUESTION_HEADERS - 1)
            return false;
        out->headers[out->header_count++] = read_header(line);
    }
    out->question_text = (struct slice){start, (size_t)(rest->at - start)};
    while (rest->len && !slice_is(line = slice_cut(rest, '\n'), "==="))
        lines_add(&out->expected, line);
    return out->method.len && out->target.len;
}

/* --- asking --- */

static void ask(struct run *run, const struct exchange *exchange, struct buffer *room,
                struct question *question, struct answer *answer)
{
    size_t starts[QUESTION_HEADERS + 1];
    put_remembered(room, exchange->target, &run->memory);
    for (size_t i = 0; i < exchange->header_count; i++) {
        starts[i] = room->len;
        put_remembered(room, exchange->headers[i].value, &run->memory);
    }
    starts[exchange->header_count] = room->len;
    *question = (struct question){.method = exchange->method};
    question->target =
        (struct slice){room->at, exchange->header_count ? starts[0] : room->len};
    for (size_t i = 0; i < exchange->header_count; i++)
        question->headers[question->header_count++] = (struct header){
            exchange->headers[i].name, {room->at + starts[i], starts[i + 1] - starts[i]}};
    question->headers[question->header_count++] =
        (struct header){SLICE("X-Request-Id"), SLICE("golden")};
    if (run->golden->url)
        ask_socket(run->golden->url, question, answer);
    else
        ask_in_process(run->golden->api, question, answer);
}

/* --- what came, in the form of a golden --- */

static bool is_json(const struct answer *answer)
{
    struct slice type = answer_header(answer, "Content-Type");
    struct slice head = slice_cut(&type, ';');
    return slice_is(head, "application/json") ||
           slice_is(head, "application/problem+json");
}

/* Printable: a CR is shown as \r, and what ends without a line end says so. */
static void put_body(const struct run *run, const struct answer *answer,
                     struct buffer *out)
{
    struct slice body = {answer->body.at, answer->body.len};
    char *pretty = NULL;
    if (is_json(answer) && !run->raw && body.len) {
        json_t *tree = json_loadb(body.at, body.len, JSON_ALLOW_NUL, NULL);
        pretty = tree ? json_dumps(tree, JSON_INDENT(2)) : NULL;
        json_decref(tree);
    }
    if (pretty)
        body = slice_of(pretty);
    for (size_t i = 0; i < body.len; i++)
        if (body.at[i] == '\r')
            buffer_put_text(out, "\\r");
        else
            buffer_put_char(out, body.at[i]);
    if (body.len && body.at[body.len - 1] != '\n')
        buffer_put_text(out, pretty ? "\n" : "\n<no line end>\n");
    free(pretty);
}

static void put_headers(const struct answer *answer, struct slice name, bool say_none,
                        struct buffer *out)
{
    bool found = false;
    for (size_t i = 0; i < answer->header_count; i++) {
        if (!same_name(answer->headers[i].name, name))
            continue;
        buffer_print(out, "%.*s: %.*s\n", SLICE_PRINT(name),
                     SLICE_PRINT(answer->headers[i].value));
        found = true;
    }
    if (!found && say_none)
        buffer_print(out, "%.*s: <none>\n", SLICE_PRINT(name));
}

/* Of a golden that names no headers yet: those that say most. */
static void put_telling_headers(const struct answer *answer, struct buffer *out)
{
    static const char *const names[] = {"Content-Type", "Location", "Link",
                                        "Allow",        "Vary",     "Retry-After"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        put_headers(answer, slice_of(names[i]), false, out);
}

static void put_answer(const struct run *run, const struct exchange *exchange,
                       const struct answer *answer, struct buffer *out)
{
    const struct lines *expected = &exchange->expected;
    struct slice before = SLICE_NONE;
    buffer_print(out, "%d\n", answer->status);
    if (expected->count == 0)
        put_telling_headers(answer, out);
    for (size_t i = 1; i < expected->count && expected->at[i].len > 0; i++) {
        struct slice name = read_header(expected->at[i]).name;
        if (!same_name(name, before))
            put_headers(answer, name, true, out);
        before = name;
    }
    if (answer->body.len == 0)
        return;
    buffer_put_char(out, '\n');
    put_body(run, answer, out);
}

static void split(struct slice text, struct lines *out)
{
    while (text.len > 0)
        lines_add(out, slice_cut(&text, '\n'));
}

/* --- comparing --- */

/* A new line of a golden: what changes from run to run becomes a placeholder. */
static void put_updated_line(struct buffer *out, struct slice line)
{
    static const struct {
        const char *before;
        enum shape shape;
    } places[] = {{"ETag: ", SHAPE_ETAG},           {"Last-Modified: ", SHAPE_DATE},
                  {"cursor=", SHAPE_CURSOR},        {"\"rev\": \"", SHAPE_REV},
                  {"\"digest\": \"", SHAPE_DIGEST}, {"\"modified\": \"", SHAPE_DATE}};
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        struct slice before = slice_of(places[i].before);
        const char *hit =
            line.len ? memmem(line.at, line.len, before.at, before.len) : NULL;
        size_t at = hit ? (size_t)(hit - line.at) + before.len : 0;
        size_t run = hit ? shape_run((int)places[i].shape, slice_from(line, at)) : 0;
        if (run < shapes[places[i].shape].least)
            continue;
        buffer_put(out, (struct slice){line.at, at});
        buffer_print(out, "<%s>", shapes[places[i].shape].name);
        line = slice_from(line, at + run);
        i = (size_t)-1; /* what follows may hold another one */
    }
    buffer_put(out, line);
    buffer_put_char(out, '\n');
}

static void on_step(void *self, enum step step, struct slice expected,
                    struct slice actual)
{
    struct run *run = self;
    if (step == STEP_KEEP)
        buffer_print(&run->updated, "%.*s\n", SLICE_PRINT(expected));
    if (step == STEP_ADD) {
        size_t at = run->updated.len;
        put_updated_line(&run->updated, actual);
        struct slice line = {run->updated.at + at, run->updated.len - at - 1};
        if (run->golden->update) /* the next request may want what it holds */
            line_matches(line, actual, &run->memory, true);
    }
    if (step == STEP_ADD || step == STEP_DROP)
        buffer_print(&run->report, "# %c %.*s\n", step == STEP_ADD ? '+' : '-',
                     SLICE_PRINT(step == STEP_ADD ? actual : expected));
}

static void compare(struct run *run, const struct exchange *exchange,
                    const struct answer *answer)
{
    struct buffer text;
    struct lines actual = {0};
    buffer_init(&text);
    put_answer(run, exchange, answer, &text);
    split((struct slice){text.at, text.len}, &actual);
    buffer_put(&run->updated, exchange->question_text);
    if (exchange->expected.count == 0 &&
        !slice_ends(exchange->question_text, SLICE("\n\n")))
        buffer_put_char(&run->updated, '\n');
    size_t mark = run->report.len;
    unsigned cost =
        lines_compare(&exchange->expected, &actual, &run->memory, on_step, run);
    if (cost == 0)
        run->report.len = mark;
    run->differences += cost;
    lines_release(&actual);
    buffer_release(&text);
}

/* --- for the test of openapi.json --- */

static json_t *text_or_null(struct slice text)
{
    return text.at ? json_stringn(text.at, text.len) : json_null();
}

static void set_body(json_t *note, const struct answer *answer)
{
    struct slice body = {answer->body.at, answer->body.len};
    json_t *tree =
        is_json(answer) ? json_loadb(body.at, body.len, JSON_ALLOW_NUL, NULL) : NULL;
    json_object_set_new(note, "body", tree ? tree : text_or_null(body));
}

/* The row of the table that the request is for; NULL when there is none. */
static const char *path_template(const struct question *question)
{
    struct arena arena;
    struct request request;
    struct routed routed = {0};
    struct fault_detail detail;
    arena_init(&arena);
    question_request(question, &request);
    enum fault fault = route_request(routes, &request, &arena, &routed, &detail);
    const char *path = routed.route ? routed.route->path : NULL;
    arena_release(&arena);
    return fault == FAULT_MEMORY ? NULL : path;
}

static void keep_answer(struct run *run, const struct question *question,
                        const struct answer *answer)
{
    struct golden *golden = run->golden;
    const char *path = path_template(question);
    char file[600];
    json_t *note = json_object();
    json_object_set_new(note, "golden", json_string(run->path));
    json_object_set_new(note, "method", text_or_null(question->method));
    json_object_set_new(note, "target", text_or_null(question->target));
    json_object_set_new(note, "path", path ? json_string(path) : json_null());
    json_object_set_new(note, "status", json_integer(answer->status));
    json_object_set_new(note, "type",
                        text_or_null(answer_header(answer, "Content-Type")));
    set_body(note, answer);
    snprintf(file, sizeof(file), "%s/%04u.json", golden->answers, ++golden->exchanges);
    if (json_dump_file(note, file, JSON_INDENT(1)) != 0) {
        buffer_print(&run->report, "# cannot write %s\n", file);
        run->differences++;
    }
    json_decref(note);
}

/* --- a file after the other --- */

static void run_exchange(struct run *run, const struct exchange *exchange)
{
    struct question question;
    struct answer answer;
    struct buffer room;
    buffer_init(&room);
    answer_init(&answer);
    ask(run, exchange, &room, &question, &answer);
    if (answer.wrong[0]) {
        buffer_print(&run->report, "# %s\n", answer.wrong);
        run->differences++;
    }
    size_t mark = run->report.len;
    buffer_print(&run->report, "# %.*s %.*s\n", SLICE_PRINT(question.method),
                 SLICE_PRINT(question.target));
    unsigned before = run->differences;
    compare(run, exchange, &answer);
    if (run->differences == before)
        run->report.len = mark;
    if (run->golden->answers)
        keep_answer(run, &question, &answer);
    answer_release(&answer);
    buffer_release(&room);
}

static void run_text(struct run *run, struct slice text)
{
    for (bool first = true; text.len > 0; first = false) {
        struct exchange exchange;
        if (!first)
            buffer_put_text(&run->updated, "===\n");
        if (read_exchange(&text, &exchange)) {
            run_exchange(run, &exchange);
        } else {
            buffer_put_text(&run->report, "# this is no golden: METHOD TARGET, headers, "
                                          "a blank line, the answer\n");
            run->differences++;
        }
        lines_release(&exchange.expected);
    }
}

static bool write_updated(const struct run *run)
{
    FILE *file = fopen(run->path, "wb");
    if (!file)
        return false;
    size_t put = fwrite(run->updated.at, 1, run->updated.len, file);
    return fclose(file) == 0 && put == run->updated.len;
}

/* "tests/golden/documents-list.golden" -> "documents-list" */
static struct slice name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct slice name = slice_of(slash ? slash + 1 : path);
    if (slice_ends(name, SLICE(".golden")))
        name.len -= strlen(".golden");
    return name;
}

static void run_file(struct golden *golden, const char *path)
{
    struct run run = {.golden = golden, .path = path};
    struct buffer file;
    buffer_init(&file);
    buffer_init(&run.report);
    buffer_init(&run.updated);
    if (read_file(path, &file) && file.len) {
        struct slice text = {file.at, file.len};
        run.raw = memmem(file.at, file.len, "# raw\n", 6) != NULL;
        run_text(&run, text);
    } else {
        buffer_print(&run.report, "# cannot read %s\n", path);
        run.differences++;
    }
    if (golden->update && run.differences && !write_updated(&run))
        buffer_print(&run.report, "# cannot write %s\n", path);
    golden->failures += run.differences > 0;
    printf("%sok %u - %.*s\n%.*s", run.differences ? "not " : "", ++golden->count,
           SLICE_PRINT(name_of(path)), (int)run.report.len,
           run.report.at ? run.report.at : "");
    buffer_release(&file);
    buffer_release(&run.report);
    buffer_release(&run.updated);
}

static int usage(void)
{
    fprintf(stderr, "usage: golden [--url ADDRESS:PORT] [--update] [--answers DIR] "
                    "DATASET FILE...\n");
    return 2;
}

static int read_options(struct golden *golden, int argc, char **argv)
{
    int i = 1;
    for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        if (strcmp(argv[i], "--update") == 0)
            golden->update = true;
        else if (strcmp(argv[i], "--url") == 0 && i + 1 < argc)
            golden->url = argv[++i];
        else if (strcmp(argv[i], "--answers") == 0 && i + 1 < argc)
            golden->answers = argv[++i];
        else
            return argc;
    }
    return i;
}

int main(int argc, char **argv)
{
    struct golden golden = {0};
    struct fault_detail detail = {.text = ""};
    int first = read_options(&golden, argc, argv);
    if (first + 1 >= argc)
        return usage();
    struct api_options options = {.dataset = argv[first], .readers = 2};
    if (!golden.url && api_open(&golden.api, &options, &detail)) {
        fprintf(stderr, "golden: %s\n", detail.text);
        return 2;
    }
    for (int i = first + 1; i < argc; i++)
        run_file(&golden, argv[i]);
    printf("1..%u\n", golden.count);
    api_close(golden.api);
    return golden.failures ? 1 : 0;
}
