/* Batch: up to a hundred blocks and notes in one request, in the order asked for. */
#include "answer/list.h"
#include "answer/send.h"
#include "base/json_write.h"
#include "routes.h"

enum { BATCH_LIMIT = 100 };

/* The item in place of one that is missing. */
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
    bool is_note = id_kind(id) == ID_NOTE;
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

/* What became of an id, or of its document: puts the block or note that it leads to;
 * `*why` is FAULT_GONE for one that was withdrawn. */
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

static enum fault put_one(struct call *call, struct buffer *out, struct slice name,
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
    return fault_set(
        call_blame(call, PARAM_IDS), FAULT_BAD_PARAMETER,
        "these blocks are more than %d MiB together; ask for fewer at a time",
        PAGE_BYTES / 1024 / 1024);
}

static enum fault too_many(struct call *call)
{
    return fault_set(
        call_blame(call, PARAM_IDS), FAULT_BAD_PARAMETER,
        "ids may name %d blocks at most, each as DOCUMENT/BLOCK, with commas",
        BATCH_LIMIT);
}

static enum fault fill_batch(struct list *list, void *self)
{
    struct call *call = list->call;
    struct slice rest = call_value(call, PARAM_IDS)->text;
    struct buffer scratch;
    enum fault fault = FAULT_NONE;
    (void)self;
    buffer_init(&scratch);
    while (!fault && rest.len > 0) {
        buffer_clear(&scratch);
        bool missing = false;
        fault = list->items.count == BATCH_LIMIT ? too_many(call)
                : list->body.len > PAGE_BYTES
                    ? too_large(call)
                    : put_one(call, &scratch, slice_cut(&rest, ','), &missing);
        if (!fault && missing)
            fault = items_put_whole(&list->items, buffer_slice(&scratch));
        else if (!fault)
            fault = items_put(&list->items, buffer_slice(&scratch));
    }
    buffer_release(&scratch);
    return fault ? fault
                 : list_end(list, (int64_t)list->items.count, SLICE_NONE, SLICE_NONE);
}

enum fault answer_batch(struct call *call)
{
    if (call_value(call, PARAM_IDS)->text.len == 0)
        return fault_set(call_blame(call, PARAM_IDS), FAULT_BAD_PARAMETER,
                         "ids is missing: /v1/batch?ids=DOCUMENT/BLOCK,DOCUMENT/BLOCK");
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    return list_answer(call, fill_batch, NULL);
}
