/* Entities: their list, one, and those that are named together. */
#include "answer/entity_merge.h"
#include "answer/filters.h"
#include "answer/lookup.h"
#include "answer/reshape.h"
#include "answer/scope.h"
#include "answer/send.h"
#include "base/json_write.h"
#include "entity_rows.h"
#include "gazetteer/gazetteer.h"
#include "render/nouns.h"
#include "routes.h"

/* How often, the id, and the words of the label. */
static struct slice make_cursor(struct call *call, int64_t number,
                                const struct entity_row *row)
{
    return arena_print(call->arena, "%lld %.*s %.*s", (long long)number,
                       SLICE_PRINT(row->id), SLICE_PRINT(row->label_words));
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

static enum fault write_entity(struct call *call, struct buffer *out,
                               const struct entity_row *row, bool whole)
{
    json_t *object = NULL;
    enum fault fault = entity_merge(call, row, whole, &object);
    if (!fault && (!reshape_put(out, object) || buffer_failed(out)))
        fault = fault_memory(&call->detail);
    json_decref(object);
    return fault;
}

static enum fault write_short(struct call *call, struct buffer *out, const void *self,
                              const struct entity_row *row)
{
    (void)self;
    return write_entity(call, out, row, false);
}

static struct slice entity_cursor(struct call *call, const struct entity_row *row)
{
    return make_cursor(call, row->mentions, row);
}

static enum fault fill_entities(struct list *list, void *self)
{
    static const struct entity_item item = {write_short, entity_cursor};
    const struct entity_filter *filter = self;
    struct call *call = list->call;
    enum entity_sort sort = (enum entity_sort)call_value(call, PARAM_SORT)->number;
    struct entity_after after;
    struct rows rows;
    int64_t total;
    enum fault fault = corpus_count_entities(call->corpus, filter, &total, &call->detail);
    if (fault)
        return fault;
    read_entity_cursor(list->cursor, &after);
    fault = corpus_entities(call->corpus, filter, sort, &after, list->limit + 1, &rows);
    return fault ? fault : list_end_entities(list, &rows, total, &item, NULL);
}

enum fault answer_entities(struct call *call)
{
    struct entity_filter filter;
    enum fault fault = read_filter(call, &filter);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    return list_answer(call, fill_entities, &filter);
}

/* --- one --- */

enum fault answer_entity(struct call *call)
{
    struct entity_row row;
    struct buffer out;
    enum fault fault = require_entity(call, &row);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    buffer_init(&out);
    fault = write_entity(call, &out, &row, true);
    if (!fault)
        return call_send_object(call, &out);
    buffer_release(&out);
    return fault;
}

/* --- named together --- */

static enum fault write_related(struct call *call, struct buffer *out, const void *self,
                                const struct entity_row *row)
{
    (void)self;
    write_open(out, '{');
    write_text(out, "id", row->id);
    write_text(out, "type", slice_of(entity_type_names[row->type]));
    write_text(out, "label", row->label);
    write_int(out, "documents", row->documents);
    noun_url(out, "url", "/v1/entities/", row->id, "", SLICE_NONE);
    write_close(out, '}');
    return buffer_failed(out) ? fault_memory(&call->detail) : FAULT_NONE;
}

static struct slice related_cursor(struct call *call, const struct entity_row *row)
{
    return make_cursor(call, row->documents, row);
}

static enum fault fill_related(struct list *list, void *self)
{
    static const struct entity_item item = {write_related, related_cursor};
    const struct entity_row *entity = self;
    struct call *call = list->call;
    struct entity_after after;
    struct rows rows;
    uint64_t types = read_types(call);
    int64_t total;
    enum fault fault =
        corpus_count_related(call->corpus, entity->key, types, &total, &call->detail);
    if (fault)
        return fault;
    read_entity_cursor(list->cursor, &after);
    fault = corpus_related_entities(call->corpus, entity->key, types, &after,
                                    list->limit + 1, &rows);
    list->extra = SLICE("\"together\":\"document\"");
    return fault ? fault : list_end_entities(list, &rows, total, &item, NULL);
}

enum fault answer_related(struct call *call)
{
    struct entity_row row;
    enum fault fault = require_entity(call, &row);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    return list_answer(call, fill_related, &row);
}
