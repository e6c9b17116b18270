/* Reshaping: fields= and offsets= applied to stored JSON. */
#include "answer/reshape.h"
#include "base/shortage.h"
#include "base/utf8.h"

enum unit { UNIT_CP, UNIT_UTF16, UNIT_UTF8 };

static enum unit unit_of(const struct call *call)
{
    return (enum unit)call_value(call, PARAM_OFFSETS)->number;
}

bool reshape_needed(const struct call *call)
{
    return call_value(call, PARAM_FIELDS)->given || unit_of(call) != UNIT_CP;
}

json_t *reshape_parse(struct call *call, struct slice json)
{
    json_error_t error;
    json_t *tree = json_loadb(json.at ? json.at : "", json.len, JSON_ALLOW_NUL, &error);
    call->damaged |= !tree && json_error_code(&error) != json_error_out_of_memory;
    return tree;
}

/* Code points from the start of `text` into another unit. */
static json_int_t convert(struct slice text, json_int_t cp, enum unit unit)
{
    struct slice head = {text.at, utf8_byte_at(text, (size_t)cp)};
    return unit == UNIT_UTF8 ? (json_int_t)head.len : (json_int_t)utf8_length_utf16(head);
}

static void convert_number(json_t *number, struct slice text, enum unit unit)
{
    if (json_is_integer(number))
        json_integer_set(number, convert(text, json_integer_value(number), unit));
}

static void convert_members(json_t *object, const char *const *names, struct slice text,
                            enum unit unit)
{
    for (; *names; names++)
        convert_number(json_object_get(object, *names), text, unit);
}

static void convert_items(json_t *array, const char *const *names, struct slice text,
                          enum unit unit)
{
    size_t i;
    json_t *item;
    json_array_foreach(array, i, item)
    {
        if (json_is_object(item))
            convert_members(item, names, text, unit);
        else
            convert_number(item, text, unit);
    }
}

static struct slice text_member(const json_t *object, const char *name)
{
    const json_t *text = json_object_get(object, name);
    return (struct slice){json_string_value(text), json_string_length(text)};
}

/* The offsets of a note's anchor are in the text of the block that has its marker. */
static void convert_anchor(struct call *call, json_t *note, enum unit unit)
{
    static const char *const offsets[] = {"at", "start", "end", NULL};
    json_t *anchor = json_object_get(note, "anchor");
    if (!json_is_object(anchor))
        return;
    struct block_row block;
    bool found;
    enum fault fault = corpus_find_block(
        call->corpus, call->arena, text_member(note, "document"),
        text_member(anchor, "paragraph"), &block, &found, &call->detail);
    call->damaged |= fault == FAULT_DAMAGED;
    if (fault && fault != FAULT_DAMAGED)
        shortage_note();
    if (fault || !found)
        return;
    convert_members(anchor, offsets, block.text, unit);
    convert_items(json_object_get(anchor, "selector"), offsets, block.text, unit);
}

static const char *const unit_names[] = {"cp", "utf16", "utf8"};

/* Blocks and notes, and those inside other objects. */
static void convert_offsets(struct call *call, json_t *object, enum unit unit)
{
    static const char *const offsets[] = {"at", "start", "end", "length", NULL};
    static const char *const lists[] = {"breaks", "cells", "footnoteRefs", NULL};
    if (json_object_get(object, "offsetUnit")) {
        struct slice text = text_member(object, "text");
        convert_number(json_object_get(object, "length"), text, unit);
        for (int i = 0; lists[i]; i++)
            convert_items(json_object_get(object, lists[i]), offsets, text, unit);
        json_object_set_new(object, "offsetUnit", json_string(unit_names[unit]));
        convert_anchor(call, object, unit);
    }
    const char *name;
    json_t *member;
    json_object_foreach(object, name, member)
    {
        size_t i;
        json_t *item;
        if (json_is_object(member))
            convert_offsets(call, member, unit);
        json_array_foreach(member, i, item)
        {
            if (json_is_object(item) && strcmp(name, "cells") != 0)
                convert_offsets(call, item, unit);
        }
    }
}

/* What include= adds is wanted even where fields= does not name it. */
static bool is_included(const struct call *call, struct slice name)
{
    static const char *const words[INCLUDES] = {
        [INCLUDE_PARAGRAPHS] = "paragraphs", [INCLUDE_FOOTNOTES] = "footnotes",
        [INCLUDE_OMISSIONS] = "omissions",   [INCLUDE_SOURCE] = "source",
        [INCLUDE_ENTITIES] = "entities",     [INCLUDE_MENTIONS] = "mentions"};
    for (enum include i = 0; i < INCLUDES; i++)
        if (call_includes(call, i) && slice_is(name, words[i]))
            return true;
    return false;
}

bool reshape_keeps(const struct call *call, struct slice name)
{
    const struct value *fields = call_value(call, PARAM_FIELDS);
    struct slice rest = fields->text;
    if (!fields->given || is_included(call, name))
        return true;
    while (rest.len > 0)
        if (slice_equal(utf8_trim(slice_cut(&rest, ',')), name))
            return true;
    return false;
}

/* The members that are wanted, in the order of the object. */
static json_t *keep_fields(const struct call *call, json_t *object)
{
    json_t *kept = json_object();
    const char *name;
    json_t *member;
    json_object_foreach(object, name, member)
    {
        if (reshape_keeps(call, slice_of(name)))
            json_object_set(kept, name, member);
    }
    json_decref(object);
    return kept;
}

json_t *reshape_object(struct call *call, json_t *object)
{
    if (object && unit_of(call) != UNIT_CP)
        convert_offsets(call, object, unit_of(call));
    return object && call_value(call, PARAM_FIELDS)->given ? keep_fields(call, object)
                                                           : object;
}

static int put_bytes(const char *bytes, size_t size, void *out)
{
    buffer_put(out, (struct slice){bytes, size});
    return 0;
}

bool reshape_put(struct buffer *out, const json_t *tree)
{
    return tree && json_dump_callback(tree, put_bytes, out,
                                      JSON_COMPACT | JSON_REAL_PRECISION(10)) == 0;
}
