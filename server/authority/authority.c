/* Authority lists: the members of the list, and its records one by one. */
#include "authority/authority.h"
#include "base/utf8.h"
#include "json_stream.h"
#include "record.h"
#include "source/json_read.h"
#include "source/report.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct list_reader {
    const struct authority_input *input;
    const struct reporter *reporter;
    const struct authority_reader *reader;
    struct json_stream stream;
    struct authority_list list;
    struct arena arena;   /* of the list */
    struct arena scratch; /* of a record */
    struct fault_detail *detail;
    bool broken; /* the rest cannot be read */
};

static void report(struct list_reader *parser, unsigned long line, const char *what)
{
    report_problem(parser->reporter, parser->input->shown, line, "%s", what);
}

static void break_off(struct list_reader *parser, const char *what)
{
    parser->broken = true;
    if (json_stream_fault(&parser->stream, parser->detail) == FAULT_NONE)
        report(parser, parser->stream.line, what);
}

/* The next value; false, and reported, when it cannot be used. */
static bool take_value(struct list_reader *parser, size_t cap, const char *what,
                       struct slice *out, unsigned long *line)
{
    enum json_span span = json_stream_value(&parser->stream, cap, out, line);
    if (span == SPAN_WHOLE)
        return true;
    if (span == SPAN_CUT)
        break_off(parser, "the file ends in the middle; what came before it is used");
    else
        report_problem(parser->reporter, parser->input->shown, *line,
                       "%s is %s; left out", what,
                       span == SPAN_LONG ? "larger than 256 KiB" : "nested too deeply");
    return false;
}

static enum fault take_record(struct list_reader *parser)
{
    struct record_location location = {.reporter = parser->reporter,
                                       .shown = parser->input->shown};
    struct authority_record record;
    bool good;
    if (!take_value(parser, AUTHORITY_RECORD_MAX, "a record", &location.json,
                    &location.line))
        return FAULT_NONE;
    arena_clear(&parser->scratch);
    enum fault fault = authority_record_read(&location, &parser->scratch, &record, &good,
                                             parser->detail);
    if (fault || !good)
        return fault;
    return parser->reader->record(parser->reader->self, &parser->list, &record,
                                  parser->detail);
}

static enum fault take_records(struct list_reader *parser)
{
    struct json_stream *stream = &parser->stream;
    enum fault fault = FAULT_NONE;
    if (!json_stream_take(stream, '[')) {
        break_off(parser, "\"entities\" must be a list; the rest is left out");
        return FAULT_NONE;
    }
    if (json_stream_take(stream, ']'))
        return FAULT_NONE;
    while (!fault && !parser->broken) {
        fault = take_record(parser);
        if (fault || parser->broken || json_stream_take(stream, ']'))
            break;
        if (!json_stream_take(stream, ','))
            break_off(parser, "a comma is missing between records; the rest is left "
                              "out");
    }
    return fault;
}

/* A member that describes the list itself: a text. */
static enum fault take_list_field(struct list_reader *parser, struct slice name,
                                  struct slice json, unsigned long line)
{
    struct slice *const fields[] = {&parser->list.name, &parser->list.title,
                                    &parser->list.licence, &parser->list.collection};
    static const char *const names[] = {"authority", "title", "licence", "collection"};
    struct fault_detail why;
    json_t *value = NULL;
    size_t i = 0;
    while (i < 4 && !slice_is(name, names[i]))
        i++;
    enum fault fault = json_read_value(&value, json, &why);
    struct slice text = {json_string_value(value), json_string_length(value)};
    text = utf8_trim(text);
    name = report_shown(&parser->arena, arena_copy(&parser->arena, name));
    const char *wrong = NULL;
    if (i == 4)
        wrong = "is not a field of a list";
    else if (fault || !json_is_string(value) || text.len == 0 || text.len > 1000)
        wrong = "must be text";
    else if (i == 0 && !authority_is_id(text))
        wrong = "must be a name of letters, digits, \".\", \"_\" and \"-\"";
    else
        *fields[i] = arena_copy(&parser->arena, text);
    if (wrong && fault != FAULT_MEMORY)
        report_problem(parser->reporter, parser->input->shown, line,
                       "\"%.100s\" %s; left out", name.at ? name.at : "", wrong);
    json_decref(value);
    return fault == FAULT_MEMORY || arena_failed(&parser->arena)
               ? fault_memory(parser->detail)
               : FAULT_NONE;
}

/* The name of a member and the colon after it. */
static bool take_name(struct list_reader *parser, struct slice *out, unsigned long *line)
{
    struct slice json;
    if (json_stream_peek(&parser->stream) != '"') {
        break_off(parser, "not JSON: the name of a field was expected");
        return false;
    }
    if (!take_value(parser, 1000, "the name of a field", &json, line)) {
        parser->broken = true;
        return false;
    }
    *out = arena_copy(&parser->arena, (struct slice){json.at + 1, json.len - 2});
    if (json_stream_take(&parser->stream, ':'))
        return true;
    break_off(parser, "not JSON: a colon was expected");
    return false;
}

static enum fault take_member(struct list_reader *parser)
{
    struct slice name, json;
    unsigned long line;
    if (!take_name(parser, &name, &line))
        return FAULT_NONE;
    if (slice_is(name, "entities"))
        return take_records(parser);
    if (!take_value(parser, AUTHORITY_RECORD_MAX, "a field", &json, &line))
        return FAULT_NONE;
    if (!slice_is(name, "overrides"))
        return take_list_field(parser, name, json, line);
    if (!parser->reader->overrides)
        return FAULT_NONE;
    return parser->reader->overrides(parser->reader->self, &parser->list, json, line,
                                     parser->detail);
}

static enum fault read_list(struct list_reader *parser)
{
    struct json_stream *stream = &parser->stream;
    enum fault fault = FAULT_NONE;
    if (!json_stream_take(stream, '{')) {
        break_off(parser, "not a JSON object; left out");
        return FAULT_NONE;
    }
    if (json_stream_take(stream, '}'))
        return FAULT_NONE;
    while (!fault && !parser->broken) {
        fault = take_member(parser);
        if (fault || parser->broken || json_stream_take(stream, '}'))
            break;
        if (!json_stream_take(stream, ','))
            break_off(parser, "not JSON: a comma was expected; the rest is left out");
    }
    if (!fault && !parser->broken && json_stream_peek(stream) >= 0)
        report(parser, stream->line, "something comes after the list; left out");
    return fault;
}

static enum fault open_file(const struct authority_input *input, int *fd,
                            struct fault_detail *detail)
{
    struct stat status;
    *fd = open(input->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (*fd < 0 || fstat(*fd, &status) != 0)
        return fault_set(detail, FAULT_INPUT, "cannot be read: %s; left out",
                         strerror(errno));
    if (!S_ISREG(status.st_mode))
        return fault_set(detail, FAULT_INPUT, "not a regular file; left out");
    if (status.st_size > AUTHORITY_MAX)
        return fault_set(detail, FAULT_INPUT, "larger than 64 MiB; left out");
    return FAULT_NONE;
}

enum fault authority_read(const struct authority_input *input,
                          const struct reporter *reporter,
                          const struct authority_reader *reader,
                          struct fault_detail *detail)
{
    struct list_reader parser = {.input = input,
                                 .reporter = reporter,
                                 .reader = reader,
                                 .list = {.name = input->name},
                                 .detail = detail};
    int fd = -1;
    enum fault fault = input->path ? open_file(input, &fd, detail) : FAULT_NONE;
    arena_init(&parser.arena);
    arena_init(&parser.scratch);
    if (!fault && input->path)
        json_stream_file(&parser.stream, fd);
    else
        json_stream_text(&parser.stream, input->text);
    if (!fault)
        fault = read_list(&parser);
    if (!fault)
        fault = json_stream_fault(&parser.stream, detail);
    json_stream_release(&parser.stream);
    arena_release(&parser.arena);
    arena_release(&parser.scratch);
    if (fd >= 0)
        close(fd);
    if (fault != FAULT_INPUT)
        return fault;
    report_problem(reporter, input->shown, 0, "%s", detail->text);
    return FAULT_NONE;
}
