/* Filters: from parameters to what the functions of db/read look for. */
#include "answer/filters.h"
#include "answer/lookup.h"
#include "answer/scope.h"
#include "base/json_write.h"
#include "base/model.h"
#include "text/slug.h"

struct slice read_prefix_words(struct call *call, enum parameter parameter)
{
    const struct value *value = call_value(call, parameter);
    if (!value->given)
        return SLICE("[]");
    struct slice rest = slug_words(call->arena, value->text);
    struct buffer out;
    buffer_init(&out);
    write_open(&out, '[');
    while (rest.len > 0) {
        struct slice word = slice_cut(&rest, ' ');
        if (word.len == 0)
            continue;
        write_item(&out, SLICE_NONE);
        write_string(&out, arena_print(call->arena, " %.*s", SLICE_PRINT(word)));
    }
    write_close(&out, ']');
    struct slice copy = arena_copy(call->arena, buffer_slice(&out));
    buffer_release(&out);
    return copy;
}

/* Punctuation alone would ask for everything. */
static enum fault require_words(struct call *call, enum parameter parameter,
                                struct slice words)
{
    if (!call_value(call, parameter)->given || !slice_is(words, "[]"))
        return FAULT_NONE;
    return fault_set(call_blame(call, parameter), FAULT_BAD_PARAMETER,
                     "%s has no word in it", parameter_name(parameter));
}

enum fault read_title_words(struct call *call, struct document_filter *filter)
{
    filter->title_words = read_prefix_words(call, PARAM_Q);
    return require_words(call, PARAM_Q, filter->title_words);
}

static struct slice text_of(const struct call *call, enum parameter parameter)
{
    const struct value *value = call_value(call, parameter);
    return value->given ? value->text : SLICE_NONE;
}

/* Bounds that are turned round would find what lies around both. */
static enum fault require_order(struct call *call)
{
    const struct value *from = call_value(call, PARAM_DATE_FROM),
                       *to = call_value(call, PARAM_DATE_TO);
    if (!from->given || !to->given || from->from <= to->to)
        return FAULT_NONE;
    return fault_set(call_blame(call, PARAM_DATE_FROM), FAULT_BAD_PARAMETER,
                     "date.from is after date.to: turn them round");
}

enum fault read_document_filter(struct call *call, struct document_filter *filter)
{
    struct scope scope;
    enum fault fault = scope_read(call, &scope);
    if (fault)
        return fault;
    *filter = (struct document_filter){
        .first = scope.first,
        .last = scope.last,
        .title_words = SLICE("[]"),
        .author_words = read_prefix_words(call, PARAM_AUTHOR),
        .recipient_words = read_prefix_words(call, PARAM_RECIPIENT),
        .date_from = (int32_t)call_value(call, PARAM_DATE_FROM)->from,
        .date_to = (int32_t)call_value(call, PARAM_DATE_TO)->to,
        .author = text_of(call, PARAM_AUTHOR_IS),
        .recipient = text_of(call, PARAM_RECIPIENT_IS),
        .genre = text_of(call, PARAM_GENRE),
    };
    fault = require_order(call);
    if (!fault)
        fault = read_entity_parameter(call, &filter->entities);
    if (!fault)
        fault = require_words(call, PARAM_AUTHOR, filter->author_words);
    if (!fault)
        fault = require_words(call, PARAM_RECIPIENT, filter->recipient_words);
    if (fault)
        return fault;
    if (call_value(call, PARAM_CLASSIFICATION)->given)
        filter->classification =
            classification_key(call->arena, call_value(call, PARAM_CLASSIFICATION)->text);
    return FAULT_NONE;
}

uint64_t read_types(const struct call *call)
{
    return call_value(call, PARAM_TYPE)->flags;
}
