/* Batch: up to a hundred blocks and notes in one request, in the order asked for. */
#include "answer/call.h"

#include <stdio.h>

enum { BATCH_LIMIT = 100 };

/* What stands for one that is missing. */
static void put_missing(struct buffer *out, struct slice name, enum fault why)
{
    write_open(out, '{');
    write_text(out, "id", name);
    write_name(out, "problem");
    write_open(out, '{');
    write_name(out, "type");
    buffer_print(out, "\"urn:chancery:problem:%s\"", fault_slug(why));
    write_text(out, "title", slice_of(fault_title(why)));
    write_int(out, "status", fault_status(why));
    write_close(out, '}');
    write_close(out, '}');
}

static enum fault find_and_put(struct call *call, struct buffer *out,
                               struct slice document, struct slice id, bool *found)
{
    struct block_row block;
    struct note_row note;
    bool is_note = is_note_id(id);
    enum fault fault = is_note ? corpus_find_note(call->corpus, call->arena, document, id,
                                                  &note, found, &call->detail)
                               : corpus_find_block(call->corpus, call->arena, document,
                                                   id, &block, found, &call->detail);
    if (fault || !*found)
        return fault;
    if (is_note)
        put_note(out, &note);
    else
        put_block(out, &block);
    return FAULT_NONE;
}

/* What became of a name, or of its document: where it went is put, and what was withdrawn
 * is said to be. */
static enum fault put_former(struct call *call, struct buffer *out, struct slice document,
                             struct slice id, bool *found, enum fault *why)
{
    struct former_row former;
    bool was;
    enum fault fault = corpus_find_former(call->corpus, call->arena, document, id,
                                          &former, &was, &call->detail);
    if (!fault && !was) {
        fault = corpus_find_former(call->corpus, call->arena, document, SLICE_NONE,
                                   &former, &was, &call->detail);
        former.target_name = id;
    }
    if (fault || !was)
        return fault;
    if (former.status == 410)
        *why = FAULT_GONE;
    else
        fault =
            find_and_put(call, out, former.target_document, former.target_name, found);
    return fault;
}

static enum fault put_named(struct call *call, struct buffer *out, struct slice name,
                            bool *missing)
{
    struct slice id = name;
    struct slice document = slice_cut(&id, '/');
    enum fault why = FAULT_NOT_FOUND;
    bool found;
    enum fault fault = find_and_put(call, out, document, id, &found);
    if (!fault && !found)
        fault = put_former(call, out, document, id, &found, &why);
    *missing = !found;
    if (!fault && !found)
        put_missing(out, name, why);
    return fault;
}

static enum fault too_large(struct call *call)
{
    call->routed.bad_parameter = SLICE("ids");
    return fault_set(
        &call->detail, FAULT_BAD_PARAMETER,
        "these blocks are more than %d MiB together; ask for fewer at a time",
        PAGE_BYTES / 1024 / 1024);
}

static enum fault too_many(struct call *call)
{
    call->routed.bad_parameter = SLICE("ids");
    return fault_set(
        &call->detail, FAULT_BAD_PARAMETER,
        "ids may name %d blocks at most, each as DOCUMENT/BLOCK, with commas",
        BATCH_LIMIT);
}

enum fault answer_batch(struct call *call)
{
    struct slice rest = call_value(call, PARAM_IDS)->text;
    struct list list;
    struct buffer scratch;
    if (rest.len == 0) {
        call->routed.bad_parameter = SLICE("ids");
        return fault_set(&call->detail, FAULT_BAD_PARAMETER,
                         "ids is missing: /v1/batch?ids=DOCUMENT/BLOCK,DOCUMENT/BLOCK");
    }
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    enum fault fault = list_begin(&list, call, block_columns);
    buffer_init(&scratch);
    while (!fault && rest.len > 0) {
        buffer_clear(&scratch);
        bool missing = false;
        fault = list.items.count == BATCH_LIMIT ? too_many(call)
                : list.body.len > PAGE_BYTES
                    ? too_large(call)
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
