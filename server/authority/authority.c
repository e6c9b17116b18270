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

struct reading {
    const struct authority_input *input;
    const struct reporter *reporter;
    const struct authority_reader *reader;
    struct json_stream stream;
    struct authority_list list;
    struct arena arena;   /* of the list */
    struct arena scratch; /* of a record */
    struct fault_detail *detail;
    bool broken; /* nothing can be read any more */
};

static void say(struct reading *reading, unsigned long line, const char *what)
{
    report_say(reading->reporter, reading->input->shown, line, "%s", what);
}

static void break_off(struct reading *reading, const char *what)
{
    reading->broken = true;
    if (json_stream_fault(&reading->stream, reading->detail) == FAULT_NONE)
        say(reading, reading->stream.line, what);
}

/* The next value, where it can be used. */
static bool take_value(struct reading *reading, size_t cap, const char *what,
                       struct slice *out, unsigned long *line)
{
    enum json_span span = json_stream_value(&reading->stream, cap, out, line);
    if (span == SPAN_WHOLE)
        return true;
    if (span == SPAN_CUT)
        break_off(reading, "the file ends in the middle; what came before it is used");
    else
        report_say(reading->reporter, reading->input->shown, *line, "%s is %s; left out",
                   what, span == SPAN_LONG ? "larger than 256 KiB" : "nested too deeply");
    return false;
}

static enum fault take_record(struct reading *reading)
{
    struct record_place place = {.reporter = reading->reporter,
                                 .shown = reading->input->shown};
    struct authority_record record;
    bool good;
    if (!take_value(reading, AUTHORITY_RECORD_MAX, "a record", &place.json, &place.line))
        return FAULT_NONE;
    arena_clear(&reading->scratch);
    enum fault fault =
        authority_record_read(&place, &reading->scratch, &record, &good, reading->detail);
    if (fault || !good)
        return fault;
    return reading->reader->record(reading->reader->self, &reading->list, &record,
                                   reading->detail);
}

static enum fault take_records(struct reading *reading)
{
    struct json_stream *stream = &reading->stream;
    enum fault fault = FAULT_NONE;
    if (!json_stream_take(stream, '[')) {
        break_off(reading, "\"entities\" must be a list; the rest is left out");
        return FAULT_NONE;
    }
    if (json_stream_take(stream, ']'))
        return FAULT_NONE;
    while (!fault && !reading->broken) {
        fault = take_record(reading);
        if (fault || reading->broken || json_stream_take(stream, ']'))
            break;
        if (!json_stream_take(stream, ','))
            break_off(reading, "a comma is missing between records; the rest is left "
                               "out");
    }
    return fault;
}

/* Text of a member of the list itself. */
static enum fault take_head(struct reading *reading, struct slice name, struct slice json,
                            unsigned long line)
{
    struct slice *const places[] = {&reading->list.name, &reading->list.title,
                                    &reading->list.licence, &reading->list.collection};
    static const char *const names[] = {"authority", "title", "licence", "collection"};
    struct fault_detail why;
    json_t *value = NULL;
    size_t i = 0;
    while (i < 4 && !slice_is(name, names[i]))
        i++;
    enum fault fault = json_read_value(&value, json, &why);
    struct slice text = {json_string_value(value), json_string_length(value)};
    text = utf8_trim(text);
    name = report_shown(&reading->arena, arena_copy(&reading->arena, name));
    const char *wrong = NULL;
    if (i == 4)
        wrong = "is not a field of a list";
    else if (fault || !json_is_string(value) || text.len == 0 || text.len > 1000)
        wrong = "must be text";
    else if (i == 0 && !authority_is_id(text))
        wrong = "must be a name of letters, digits, \".\", \"_\" and \"-\"";
    else
        *places[i] = arena_copy(&reading->arena, text);
    if (wrong && fault != FAULT_MEMORY)
        report_say(reading->reporter, reading->input->shown, line,
                   "\"%.100s\" %s; left out", name.at ? name.at : "", wrong);
    json_decref(value);
    return fault == FAULT_MEMORY || arena_failed(&reading->arena)
               ? fault_set(reading->detail, FAULT_MEMORY, "out of memory")
               : FAULT_NONE;
}

/* The name of a member and the colon behind it. */
static bool take_name(struct reading *reading, struct slice *out, unsigned long *line)
{
    struct slice json;
    if (json_stream_peek(&reading->stream) != '"') {
        break_off(reading, "not JSON: the name of a field was expected");
        return false;
    }
    if (!take_value(reading, 1000, "the name of a field", &json, line)) {
        reading->broken = true;
        return false;
    }
    *out = arena_copy(&reading->arena, (struct slice){json.at + 1, json.len - 2});
    if (json_stream_take(&reading->stream, ':'))
        return true;
    break_off(reading, "not JSON: a colon was expected");
    return false;
}

static enum fault take_member(struct reading *reading)
{
    struct slice name, json;
    unsigned long line;
    if (!take_name(reading, &name, &line))
        return FAULT_NONE;
    if (slice_is(name, "entities"))
        return take_records(reading);
    if (!take_value(reading, AUTHORITY_RECORD_MAX, "a field", &json, &line))
        return FAULT_NONE;
    if (!slice_is(name, "overrides"))
        return take_head(reading, name, json, line);
    if (!reading->reader->overrides)
        return FAULT_NONE;
    return reading->reader->overrides(reading->reader->self, &reading->list, json, line,
                                      reading->detail);
}

static enum fault read_list(struct reading *reading)
{
    struct json_stream *stream = &reading->stream;
    enum fault fault = FAULT_NONE;
    if (!json_stream_take(stream, '{')) {
        break_off(reading, "not a JSON object; left out");
        return FAULT_NONE;
    }
    if (json_stream_take(stream, '}'))
        return FAULT_NONE;
    while (!fault && !reading->broken) {
        fault = take_member(reading);
        if (fault || reading->broken || json_stream_take(stream, '}'))
            break;
        if (!json_stream_take(stream, ','))
            break_off(reading, "not JSON: a comma was expected; the rest is left out");
    }
    if (!fault && !reading->broken && json_stream_peek(stream) >= 0)
        say(reading, stream->line, "something stands behind the list; left out");
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
    struct reading reading = {.input = input,
                              .reporter = reporter,
                              .reader = reader,
                              .list = {.name = input->name},
                              .detail = detail};
    int fd = -1;
    enum fault fault = input->path ? open_file(input, &fd, detail) : FAULT_NONE;
    arena_init(&reading.arena);
    arena_init(&reading.scratch);
    if (!fault && input->path)
        json_stream_file(&reading.stream, fd);
    else
        json_stream_text(&reading.stream, input->text);
    if (!fault)
        fault = read_list(&reading);
    if (!fault)
        fault = json_stream_fault(&reading.stream, detail);
    json_stream_release(&reading.stream);
    arena_release(&reading.arena);
    arena_release(&reading.scratch);
    if (fd >= 0)
        close(fd);
    if (fault != FAULT_INPUT)
        return fault;
    report_say(reporter, input->shown, 0, "%s", detail->text);
    return FAULT_NONE;
}
