/* Items, one after the other: of a JSON list, as lines of NDJSON, as rows of CSV. */
#include "answer/items.h"
#include "answer/context.h"
#include "answer/reshape.h"
#include "base/json_write.h"

/* A column is wanted when its member is: "anchor.at" is of "anchor". */
static bool is_wanted(const struct call *call, const char *column)
{
    struct slice rest = slice_of(column);
    return reshape_keeps(call, slice_cut(&rest, '.'));
}

static void put_comma(struct buffer *out, size_t *count)
{
    if ((*count)++)
        buffer_put_char(out, ',');
}

static void put_names(const struct call *call, struct buffer *out,
                      const char *const *columns)
{
    size_t count = 0;
    for (; *columns; columns++)
        if (is_wanted(call, *columns)) {
            put_comma(out, &count);
            buffer_put_text(out, *columns);
        }
    buffer_put_text(out, "\r\n");
}

void items_begin(struct items *items, struct call *call, struct buffer *out,
                 const struct item_members *members)
{
    items_resume(items, call, out, members);
    if (call->routed.format == FORMAT_CSV)
        put_names(call, out, items->columns);
}

void items_resume(struct items *items, struct call *call, struct buffer *out,
                  const struct item_members *members)
{
    *items = (struct items){.call = call, .out = out, .columns = members->columns};
}

/* Quoted where RFC 4180 asks for it. */
static void put_cell(struct buffer *out, struct slice text)
{
    bool quote = false;
    for (size_t i = 0; i < text.len && !quote; i++)
        quote = text.at[i] == '"' || text.at[i] == ',' || text.at[i] == '\n' ||
                text.at[i] == '\r';
    if (!quote) {
        buffer_put(out, text);
        return;
    }
    buffer_put_char(out, '"');
    while (text.len > 0) {
        size_t at = slice_find(text, '"');
        buffer_put(out, (struct slice){text.at, at});
        if (at < text.len)
            buffer_put_text(out, "\"\"");
        text = slice_from(text, at + 1);
    }
    buffer_put_char(out, '"');
}

/* "anchor.at" is the member `at` of the member `anchor`. */
static const json_t *member_of(const json_t *object, const char *column)
{
    struct slice rest = slice_of(column);
    while (object && rest.len > 0) {
        struct slice name = slice_cut(&rest, '.');
        object = json_object_getn(object, name.at, name.len);
    }
    return object;
}

static void put_value(struct buffer *out, const json_t *value)
{
    if (json_is_string(value))
        put_cell(out,
                 (struct slice){json_string_value(value), json_string_length(value)});
    else if (json_is_integer(value))
        buffer_put_int(out, json_integer_value(value));
    else if (json_is_real(value))
        buffer_print(out, "%.6g", json_real_value(value));
}

static void put_object(struct items *items, const json_t *object)
{
    size_t count = 0;
    for (const char *const *column = items->columns; *column; column++) {
        if (!is_wanted(items->call, *column))
            continue;
        put_comma(items->out, &count);
        const json_t *value = member_of(object, *column);
        if (json_is_string(value) && strcmp(*column, "url") == 0)
            buffer_put(items->out, items->call->api->base_url);
        put_value(items->out, value);
    }
    buffer_put_text(items->out, "\r\n");
}

static enum fault put_reshaped(struct items *items, struct slice json)
{
    json_t *object = reshape_object(items->call, reshape_parse(items->call, json));
    if (!object)
        return fault_memory(&items->call->detail);
    if (items->call->routed.format == FORMAT_CSV) {
        put_object(items, object);
    } else {
        write_item(items->out, SLICE_NONE); /* the comma */
        if (!reshape_put(items->out, object))
            items->out->failed = true;
    }
    json_decref(object);
    return FAULT_NONE;
}

enum fault items_put(struct items *items, struct slice json)
{
    enum format format = items->call->routed.format;
    enum fault fault = FAULT_NONE;
    items->count++;
    if (format == FORMAT_TEXT || format == FORMAT_ATOM)
        buffer_put(items->out, json); /* made as text already */
    else if (format == FORMAT_CSV || reshape_needed(items->call))
        fault = put_reshaped(items, json);
    else
        write_item(items->out, json);
    if (format == FORMAT_NDJSON)
        buffer_put_char(items->out, '\n');
    return fault;
}

enum fault items_put_whole(struct items *items, struct slice json)
{
    enum format format = items->call->routed.format;
    if (format == FORMAT_CSV)
        return items_put(items, json);
    items->count++;
    write_item(items->out, json);
    if (format == FORMAT_NDJSON)
        buffer_put_char(items->out, '\n');
    return FAULT_NONE;
}
