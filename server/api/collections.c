/* Collections: their list, and one. */
#include "answer/list.h"
#include "answer/lookup.h"
#include "answer/send.h"
#include "routes.h"

/* The cursor is the id of the last one that was sent. */
static enum fault read_cursor(struct list *list, int64_t *after)
{
    struct call *call = list->call;
    struct collection_row last;
    bool found = false;
    enum fault fault = FAULT_NONE;
    if (list->cursor.len)
        fault = corpus_find_collection(call->corpus, call->arena, list->cursor, &last,
                                       &found, &call->detail);
    *after = !fault && found ? last.key : 0;
    return fault;
}

static enum fault fill_collections(struct list *list, void *self)
{
    struct call *call = list->call;
    struct rows rows;
    struct collection_row row;
    struct slice cursor = SLICE_NONE;
    bool more;
    int64_t after;
    (void)self;
    enum fault fault = read_cursor(list, &after);
    if (fault)
        return fault;
    fault = corpus_collections(call->corpus, after, list->limit + 1, &rows);
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
    return list_answer(call, fill_collections, NULL);
}

enum fault answer_collection(struct call *call)
{
    struct collection_row row;
    enum fault fault = require_collection(call, call_path(call, PATH_COLLECTION), &row);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    struct buffer out;
    buffer_init(&out);
    buffer_put(&out, row.answer);
    return call_send_object(call, &out);
}
