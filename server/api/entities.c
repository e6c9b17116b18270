/* Entities: their list, one, and those that are named together. */
#include "answer/entity_merge.h"
#include "answer/scope.h"
#include "render/nouns.h"

#include <stdlib.h>

const char *const entity_columns[] = {"id",
                                      "type",
                                      "label",
                                      "description",
                                      "from",
                                      "to",
                                      "counts.documents",
                                      "counts.mentions",
                                      "url",
                                      NULL};
const char *const related_columns[] = {"id", "type", "label", "documents", "url", NULL};

static enum fault dump(struct call *call, json_t *tree, struct buffer *out)
{
    bool good = reshape_put(out, tree);
    json_decref(tree);
    return good && !buffer_failed(out)
               ? FAULT_NONE
               : fault_set(&call->detail, FAULT_MEMORY, "out of memory");
}

/* --- cursors: how often, the id, and the words of the label --- */

static struct slice cursor_of(struct call *call, int64_t mentions,
                              const struct entity_row *row)
{
    return arena_print(call->arena, "%lld %.*s %.*s", (long long)mentions,
                       SLICE_PRINT(row->id), SLICE_PRINT(row->label_words));
}

static void read_after(struct call *call, struct slice cursor, struct entity_after *after)
{
    *after = (struct entity_after){.mentions = INT64_MAX};
    if (!cursor.len)
        return;
    struct slice number = arena_copy(call->arena, slice_cut(&cursor, ' '));
    after->mentions = number.at ? strtoll(number.at, NULL, 10) : 0;
    after->id = slice_cut(&cursor, ' ');
    after->label = cursor;
}

/* --- the list --- */

static enum fault read_filter(struct call *call, struct entity_filter *filter)
{
    struct scope scope;
    enum fault fault = scope_read(call, &scope);
    *filter =
        (struct entity_filter){.types = read_types(call),
                               .words = read_prefix_words(call, PARAM_Q),
                               .least = call_value(call, PARAM_MIN_MENTIONS)->number};
    if (fault || !call_value(call, PARAM_COLLECTION)->given)
        return fault;
    filter->first = scope.first;
    filter->last = scope.last;
    if (filter->least == 0) /* of a collection: those that it names */
        filter->least = 1;
    return FAULT_NONE;
}

static enum fault put_entity(struct list *list, const struct entity_row *row)
{
    struct call *call = list->call;
    struct buffer json;
    json_t *object = NULL;
    buffer_init(&json);
    enum fault fault = entity_merge(call, row, false, &object);
    if (fault)
        json_decref(object);
    else
        fault = dump(call, object, &json);
    if (!fault)
        fault = items_put(&list->items, buffer_slice(&json));
    buffer_release(&json);
    return fault;
}

static enum fault send_entities(struct call *call, const struct entity_filter *filter,
                                struct list *list)
{
    enum entity_sort sort = (enum entity_sort)call_value(call, PARAM_SORT)->number;
    struct entity_after after;
    struct entity_row row;
    struct rows rows;
    struct slice cursor = SLICE_NONE;
    int64_t total;
    bool more;
    enum fault fault = corpus_count_entities(call->corpus, filter, &total, &call->detail);
    if (fault)
        return fault;
    read_after(call, list->cursor, &after);
    fault = corpus_entities(call->corpus, filter, sort, &after, list->limit + 1, &rows);
    while (!fault && !(fault = rows_next_entity(&rows, &row, &more, &call->detail)) &&
           more && list_has_room(list)) {
        cursor = cursor_of(call, row.mentions, &row);
        fault = put_entity(list, &row);
    }
    rows_close(&rows);
    return fault ? fault : list_end(list, total, cursor, SLICE_NONE);
}

enum fault answer_entities(struct call *call)
{
    struct entity_filter filter;
    struct list list;
    enum fault fault = read_filter(call, &filter);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    fault = list_begin(&list, call, entity_columns);
    if (!fault)
        fault = send_entities(call, &filter, &list);
    list_release(&list);
    return fault;
}

enum fault answer_entity(struct call *call)
{
    struct entity_row row;
    struct buffer out;
    json_t *object = NULL;
    enum fault fault = require_entity(call, &row);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    buffer_init(&out);
    fault = entity_merge(call, &row, true, &object);
    if (fault)
        json_decref(object);
    else
        fault = dump(call, object, &out);
    if (!fault)
        return call_send_object(call, &out);
    buffer_release(&out);
    return fault;
}

/* --- named together --- */

static enum fault put_related(struct list *list, const struct entity_row *row)
{
    struct buffer json;
    buffer_init(&json);
    write_open(&json, '{');
    write_text(&json, "id", row->id);
    write_text(&json, "type", slice_of(entity_type_names[row->type]));
    write_text(&json, "label", row->label);
    write_int(&json, "documents", row->documents);
    noun_url(&json, "url", "/v1/entities/", row->id, "", SLICE_NONE);
    write_close(&json, '}');
    enum fault fault = buffer_failed(&json)
                           ? fault_set(&list->call->detail, FAULT_MEMORY, "out of memory")
                           : items_put(&list->items, buffer_slice(&json));
    buffer_release(&json);
    return fault;
}

static enum fault send_related(struct call *call, int64_t entity, struct list *list)
{
    struct entity_after after;
    struct entity_row row;
    struct rows rows;
    struct slice cursor = SLICE_NONE;
    uint64_t types = read_types(call);
    int64_t total;
    bool more;
    enum fault fault =
        corpus_count_related(call->corpus, entity, types, &total, &call->detail);
    if (fault)
        return fault;
    read_after(call, list->cursor, &after);
    fault = corpus_related_entities(call->corpus, entity, types, &after, list->limit + 1,
                                    &rows);
    while (!fault && !(fault = rows_next_entity(&rows, &row, &more, &call->detail)) &&
           more && list_has_room(list)) {
        cursor = cursor_of(call, row.documents, &row);
        fault = put_related(list, &row);
    }
    rows_close(&rows);
    list->extra = SLICE("\"together\":\"document\"");
    return fault ? fault : list_end(list, total, cursor, SLICE_NONE);
}

enum fault answer_related(struct call *call)
{
    struct entity_row row;
    struct list list;
    enum fault fault = require_entity(call, &row);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    fault = list_begin(&list, call, related_columns);
    if (!fault)
        fault = send_related(call, row.key, &list);
    list_release(&list);
    return fault;
}
