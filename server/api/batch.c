/* Batch: up to a hundred blocks and notes in one request, in the order asked for. */
#include "call.h"

#include <stdio.h>

enum { BATCH_MOST = 100 };

/* What stands for one that is missing. */
static void put_missing(struct buffer *out, struct slice name)
{
    write_open(out, '{');
    write_text(out, "id", name);
    write_name(out, "problem");
    write_open(out, '{');
    write_text(out, "type", SLICE("urn:chancery:problem:not-found"));
    write_text(out, "title", slice_of(fault_title(FAULT_NOT_FOUND)));
    write_int(out, "status", 404);
    write_close(out, '}');
    write_close(out, '}');
}

static enum fault put_named(struct call *call, struct buffer *out, struct slice name,
                            bool *missing)
{
    struct slice id = name;
    struct slice document = slice_cut(&id, '/');
    struct block_row block;
    struct note_row note;
    bool is_note = names_note(id), found;
    enum fault fault = is_note ? corpus_find_note(call->corpus, call->arena, document, id,
                                                  &note, &found, &call->detail)
                               : corpus_find_block(call->corpus, call->arena, document,
                                                   id, &block, &found, &call->detail);
    if (fault)
        return fault;
    *missing = !found;
    if (!found)
        put_missing(out, name);
    else if (is_note)
        put_note(out, &note);
    else
        put_block(out, &block);
    return FAULT_NONE;
}

static enum fault too_many(struct call *call)
{
    call->routed.wrong = SLICE("ids");
    return fault_set(
        &call->detail, FAULT_BAD_PARAMETER,
        "ids may name %d blocks at most, each as DOCUMENT/BLOCK, with commas",
        BATCH_MOST);
}

enum fault answer_batch(struct call *call)
{
    struct slice rest = call_value(call, PARAM_IDS)->text;
    struct list list;
    struct buffer scratch;
    if (rest.len == 0) {
        call->routed.wrong = SLICE("ids");
        return fault_set(&call->detail, FAULT_BAD_PARAMETER,
                         "ids is missing: /v1/batch?ids=DOCUMENT/BLOCK,DOCUMENT/BLOCK");
    }
    if (call_fresh(call))
        return FAULT_ANSWERED;
    enum fault fault = list_begin(&list, call, block_columns);
    buffer_init(&scratch);
    while (!fault && rest.len > 0) {
        buffer_clear(&scratch);
        bool missing = false;
        fault = list.items.count == BATCH_MOST
                    ? too_many(call)
                    : put_named(call, &scratch, slice_cut(&rest, ','), &missing);
        if (!fault && missing)
            fault = items_put_whole(&list.items, buffer_slice(&scratch));
        else if (!fault)
            fault = items_put(&list.items, buffer_slice(&scratch));
    }
    if (!fault)
        fault = list_end(&list, (int64_t)list.items.count, SLICE_NONE, SLICE_NONE);
    buffer_release(&scratch);
    list_release(&list);
    return fault;
}
