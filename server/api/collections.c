/* Collections: their list, and one. */
#include "answer/call.h"

#include <stdlib.h>

static enum fault send_page(struct call *call, struct list *list)
{
    struct rows rows;
    struct collection_row row, last = {0};
    bool more, found = true;
    int64_t after = 0;
    if (list->cursor.len) { /* the id of the last one that was sent */
        enum fault fault = corpus_find_collection(call->corpus, call->arena, list->cursor,
                                                  &last, &found, &call->detail);
        if (fault)
            return fault;
        after = found ? last.key : 0;
    }
    enum fault fault = corpus_collections(call->corpus, after, list->limit + 1, &rows);
    struct slice cursor = SLICE_NONE;
    while (!fault && !(fault = rows_next_collection(&rows, &row, &more, &call->detail)) &&
           more && list_has_room(list)) {
        cursor = arena_copy(call->arena, row.id);
        fault = items_put(&list->items, row.answer);
    }
    rows_close(&rows);
    return fault ? fault
                 : list_end(list, corpus_facts(call->corpus)->collections, cursor,
                            SLICE_NONE);
}

enum fault answer_collections(struct call *call)
{
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    struct list list;
    enum fault fault = list_begin(&list, call, collection_columns);
    if (!fault)
        fault = send_page(call, &list);
    list_release(&list);
    return fault;
}

enum fault answer_collection(struct call *call)
{
    struct collection_row row;
    enum fault fault = require_collection(call, call->routed.variables[0], &row);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    struct buffer out;
    buffer_init(&out);
    buffer_put(&out, row.answer);
    return call_send_object(call, &out);
}
