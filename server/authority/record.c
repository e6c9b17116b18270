/* A record of an authority list: its fields, each with a reader of its kind. */
#include "record.h"
#include "base/utf8.h"
#include "source/input_file.h"
#include "source/json_read.h"
#include "source/report.h"
#include "text/edtf.h"

#include <stdarg.h>
#include <stdio.h>

enum { TEXT_MAX = 1000, DESCRIPTION_MAX = 4000, ITEMS_MAX = 500, ID_MAX = 100 };

struct record_reader {
    const struct record_location *location;
    struct arena *arena;
    struct slice id;    /* of the record, once it is known */
    const char *member; /* that is being read */
};

/* Text of the list as a report may show it, cut short. */
static const char *shown(const struct record_reader *reader, struct slice text)
{
    text = report_shown(reader->arena, arena_copy(reader->arena, text));
    text = arena_print(reader->arena, "%.*s", (int)(text.len < 60 ? text.len : 60),
                       text.at ? text.at : "");
    return text.at ? text.at : "";
}

__attribute__((format(printf, 2, 3))) static void
report(const struct record_reader *reader, const char *format, ...)
{
    const struct record_location *location = reader->location;
    unsigned long line = location->line;
    char words[200];
    if (!location->reporter)
        return;
    if (reader->member) {
        unsigned long inside = input_file_line(location->json, slice_of(reader->member));
        line += inside ? inside - 1 : 0;
    }
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof(words), format, args);
    va_end(args);
    report_problem(location->reporter, location->shown, line, "record \"%s\"%s%s%s: %s",
                   shown(reader, reader->id), reader->member ? ", \"" : "",
                   reader->member ? shown(reader, slice_of(reader->member)) : "",
                   reader->member ? "\"" : "", words);
}

static bool has_control(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7f)
            return true;
    return false;
}

/* Text of `value`, trimmed, in the arena; SLICE_NONE, and reported, when it is no text.
 */
static struct slice text_of(const struct record_reader *reader, const json_t *value,
                            size_t most)
{
    const char *type = value ? json_read_type(value) : "nothing";
    if (!json_is_string(value)) {
        report(reader, "must be text, and is %s; left out", type);
        return SLICE_NONE;
    }
    struct slice text = {json_string_value(value), json_string_length(value)};
    text = utf8_trim(text);
    if (text.len == 0)
        report(reader, "is empty; left out");
    else if (text.len > most)
        report(reader, "is too long: \"%s…\"; left out", shown(reader, text));
    else if (has_control(text))
        report(reader, "holds a control character; left out");
    else
        return arena_copy(reader->arena, text);
    return SLICE_NONE;
}

bool authority_is_id(struct slice id)
{
    static const char good[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    bool letter = false;
    for (size_t i = 0; i < id.len; i++) {
        if (!id.at[i] || !strchr(good, id.at[i]))
            return false;
        letter |= id.at[i] != '.';
    }
    return letter && id.len <= ID_MAX;
}

static struct slice id_of(const struct record_reader *reader, const json_t *value)
{
    struct slice id = text_of(reader, value, TEXT_MAX);
    if (!id.len || authority_is_id(id))
        return id;
    report(reader, "\"%s\" is no id: letters, digits, \".\", \"_\" and \"-\"; left out",
           shown(reader, id));
    return SLICE_NONE;
}

/* --- dates --- */

static const struct edtf_range always = {INT32_MIN, INT32_MAX};

/* The date in member `name`, and its days; SLICE_NONE and always without one. */
static struct slice date_of(struct record_reader *reader, const json_t *object,
                            const char *name, struct edtf_range *days)
{
    const json_t *value = json_object_get(object, name);
    const char *member = reader->member;
    *days = always;
    if (!value)
        return SLICE_NONE;
    reader->member = name;
    struct slice text = text_of(reader, value, TEXT_MAX);
    if (text.len && !edtf_read(text, days)) {
        report(reader, "\"%s\" is not a date in EDTF, such as 1953 or 1953-08; left out",
               shown(reader, text));
        text = SLICE_NONE;
        *days = always;
    }
    reader->member = member;
    return text;
}

/* "from" and "to" of an object; both left out where they contradict each other. */
static void take_days(struct record_reader *reader, const json_t *object,
                      struct slice *from, struct slice *to, struct edtf_range *days)
{
    struct edtf_range first, last;
    *from = date_of(reader, object, "from", &first);
    *to = date_of(reader, object, "to", &last);
    *days = (struct edtf_range){first.first, last.last};
    if (days->first <= days->last)
        return;
    const char *member = reader->member;
    reader->member = "from";
    report(reader, "\"%s\" is after \"to\"; both left out", shown(reader, *from));
    reader->member = member;
    *from = *to = SLICE_NONE;
    *days = always;
}

/* --- lists --- */

static size_t count_of(const struct record_reader *reader, const json_t *value)
{
    if (!json_is_array(value)) {
        report(reader, "must be a list, and is %s; left out", json_read_type(value));
        return 0;
    }
    if (json_array_size(value) <= ITEMS_MAX)
        return json_array_size(value);
    report(reader, "has more than 500 items; the others are left out");
    return ITEMS_MAX;
}

/* Members of an item that are not known are likely misspelt. */
static void report_unknown(const struct record_reader *reader, const json_t *object,
                           const char *const *known)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, name, value)
    {
        size_t i = 0;
        while (known[i] && strcmp(known[i], name) != 0)
            i++;
        if (!known[i])
            report(reader, "\"%s\" is not a field of an item; left out",
                   shown(reader, slice_of(name)));
    }
}

static void take_texts(struct record_reader *reader, const json_t *value,
                       struct slice_list *out)
{
    size_t count = count_of(reader, value);
    out->items = arena_take_array(reader->arena, count + 1, sizeof(*out->items));
    for (size_t i = 0; out->items && i < count; i++) {
        struct slice text = text_of(reader, json_array_get(value, i), TEXT_MAX);
        if (text.len)
            out->items[out->count++] = text;
    }
}

static void take_alias(struct record_reader *reader, const json_t *value,
                       struct authority_name *out)
{
    static const char *const known[] = {"name", "from", "to", "licensed", NULL};
    *out = (struct authority_name){.days = always};
    if (!json_is_object(value)) {
        out->name = text_of(reader, value, TEXT_MAX);
        return;
    }
    report_unknown(reader, value, known);
    out->name = text_of(reader, json_object_get(value, "name"), TEXT_MAX);
    take_days(reader, value, &out->from, &out->to, &out->days);
    const json_t *licensed = json_object_get(value, "licensed");
    if (json_is_true(licensed))
        out->flags = NAME_LICENSED;
    else if (licensed && !json_is_false(licensed))
        report(reader, "\"licensed\" must be true or false; left out");
}

static void take_aliases(struct record_reader *reader, const json_t *value,
                         struct authority_record *out)
{
    size_t count = count_of(reader, value);
    out->names = arena_take_array(reader->arena, count + 1, sizeof(*out->names));
    for (size_t i = 0; out->names && i < count; i++) {
        struct authority_name *name = &out->names[out->name_count];
        take_alias(reader, json_array_get(value, i), name);
        out->name_count += name->name.len > 0;
    }
}

static void take_office(struct record_reader *reader, const json_t *value,
                        struct authority_office *out)
{
    static const char *const known[] = {"office", "of", "from", "to", NULL};
    const json_t *of = json_object_get(value, "of");
    *out = (struct authority_office){.days = always};
    if (!json_is_object(value)) {
        report(reader, "must hold objects with \"office\", and holds %s; left out",
               json_read_type(value));
        return;
    }
    report_unknown(reader, value, known);
    out->office = text_of(reader, json_object_get(value, "office"), TEXT_MAX);
    if (of)
        out->of = id_of(reader, of);
    take_days(reader, value, &out->from, &out->to, &out->days);
}

static void take_offices(struct record_reader *reader, const json_t *value,
                         struct authority_record *out)
{
    size_t count = count_of(reader, value);
    out->offices = arena_take_array(reader->arena, count + 1, sizeof(*out->offices));
    for (size_t i = 0; out->offices && i < count; i++) {
        struct authority_office *office = &out->offices[out->office_count];
        take_office(reader, json_array_get(value, i), office);
        out->office_count += office->office.len > 0;
    }
}

/* --- the record --- */

static bool take_type(struct record_reader *reader, const json_t *value,
                      struct authority_record *out)
{
    struct slice text = text_of(reader, value, TEXT_MAX);
    for (int type = 0; type < ENTITY_DATE; type++)
        if (text.len && slice_is(text, entity_type_names[type])) {
            out->type = (enum entity_type)type;
            return true;
        }
    if (text.len)
        report(reader,
               "\"%s\" is none of person, location, organization, treaty, publication, "
               "event",
               shown(reader, text));
    return false;
}

static void take_gender(const struct record_reader *reader, const json_t *value,
                        struct authority_record *out)
{
    struct slice text = text_of(reader, value, TEXT_MAX);
    for (int i = 0; text.len && entity_gender_names[i]; i++)
        if (slice_is(text, entity_gender_names[i]))
            out->gender = (enum entity_gender)(i + GENDER_FEMALE);
    if (text.len && out->type != ENTITY_PERSON)
        report(reader, "is for persons; left out");
    else if (text.len && out->gender == GENDER_UNKNOWN)
        report(reader, "\"%s\" is neither female nor male; left out",
               shown(reader, text));
    if (out->type != ENTITY_PERSON)
        out->gender = GENDER_UNKNOWN;
}

/* The members that a record must have; reports what is missing. */
static bool take_needed(struct record_reader *reader, const json_t *object,
                        struct authority_record *out)
{
    reader->member = "id";
    reader->id = out->id = id_of(reader, json_object_get(object, "id"));
    if (!out->id.len)
        return false;
    reader->member = "type";
    if (!take_type(reader, json_object_get(object, "type"), out))
        return false;
    reader->member = "label";
    out->label = text_of(reader, json_object_get(object, "label"), TEXT_MAX);
    return out->label.len > 0;
}

static void take_member(struct record_reader *reader, const json_t *value,
                        struct authority_record *out)
{
    static const char *const elsewhere[] = {"id", "type", "label", "from", "to", NULL};
    const char *name = reader->member;
    for (int i = 0; elsewhere[i]; i++)
        if (!strcmp(name, elsewhere[i]))
            return;
    if (!strcmp(name, "aliases"))
        take_aliases(reader, value, out);
    else if (!strcmp(name, "description"))
        out->description = text_of(reader, value, DESCRIPTION_MAX);
    else if (!strcmp(name, "adjectives"))
        take_texts(reader, value, &out->adjectives);
    else if (!strcmp(name, "gender"))
        take_gender(reader, value, out);
    else if (!strcmp(name, "governs"))
        out->governs = id_of(reader, value);
    else if (!strcmp(name, "partOf"))
        out->part_of = id_of(reader, value);
    else if (!strcmp(name, "offices"))
        take_offices(reader, value, out);
    else if (!strcmp(name, "sameAs"))
        take_texts(reader, value, &out->same_as);
    else
        report(reader, "is not a field of a record; left out");
}

static void take_fields(struct record_reader *reader, json_t *object,
                        struct authority_record *out)
{
    const char *name;
    json_t *value;
    reader->member = NULL;
    take_days(reader, object, &out->from, &out->to, &out->days);
    json_object_foreach(object, name, value)
    {
        reader->member = name;
        take_member(reader, value, out);
    }
}

enum fault authority_record_read(const struct record_location *location,
                                 struct arena *arena, struct authority_record *out,
                                 bool *good, struct fault_detail *detail)
{
    struct record_reader reader = {.location = location, .arena = arena};
    struct fault_detail why = {.line = 0};
    json_t *object = NULL;
    *out = (struct authority_record){.line = location->line, .days = always};
    *good = false;
    enum fault fault = json_read_value(&object, location->json, &why);
    if (!fault && json_is_object(object)) {
        *good = take_needed(&reader, object, out);
        if (*good)
            take_fields(&reader, object, out);
        else
            report_problem(location->reporter, location->shown, location->line,
                           "the record is left out");
    } else if (!fault) {
        report_problem(location->reporter, location->shown, location->line,
                       "a record must be an object, and is %s; left out",
                       json_read_type(object));
    } else if (fault == FAULT_INPUT) {
        struct slice words = report_shown(arena, slice_of(why.text));
        report_problem(location->reporter, location->shown, location->line + why.line - 1,
                       "record: %s; left out", words.at ? words.at : "");
    }
    json_decref(object);
    if (fault == FAULT_MEMORY || arena_failed(arena))
        return fault_memory(detail);
    return FAULT_NONE;
}
