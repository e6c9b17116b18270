/* Scope: from ids of collections and documents to ranges of keys. */
#include "answer/scope.h"
#include "base/shortage.h"

static enum fault no_such(struct call *call, enum parameter parameter)
{
    struct slice text = call_value(call, parameter)->text;
    return fault_set(call_blame(call, parameter), FAULT_BAD_PARAMETER,
                     "there is no %s \"%.*s\"", parameter_name(parameter),
                     (int)(text.len < 100 ? text.len : 100), text.at);
}

static enum fault narrow_to_collection(struct call *call, struct scope *scope)
{
    struct collection_row row;
    bool found;
    enum fault fault = corpus_find_collection(call->corpus, call->arena,
                                              call_value(call, PARAM_COLLECTION)->text,
                                              &row, &found, &call->detail);
    if (fault)
        return fault;
    if (!found)
        return no_such(call, PARAM_COLLECTION);
    *scope = (struct scope){row.first, row.last};
    return FAULT_NONE;
}

static enum fault narrow_to_document(struct call *call, struct scope *scope)
{
    struct document_row row;
    bool found;
    enum fault fault = corpus_find_document(call->corpus, call->arena,
                                            call_value(call, PARAM_DOCUMENT)->text, &row,
                                            &found, &call->detail);
    if (fault)
        return fault;
    if (!found)
        return no_such(call, PARAM_DOCUMENT);
    if (row.key < scope->first || row.key > scope->last)
        *scope = (struct scope){1, 0}; /* of another collection: nothing is in both */
    else
        *scope = (struct scope){row.key, row.key};
    return FAULT_NONE;
}

enum fault scope_read(struct call *call, struct scope *scope)
{
    enum fault fault = FAULT_NONE;
    *scope = (struct scope){1, corpus_facts(call->corpus)->documents};
    if (call_value(call, PARAM_COLLECTION)->given)
        fault = narrow_to_collection(call, scope);
    if (!fault && call_value(call, PARAM_DOCUMENT)->given)
        fault = narrow_to_document(call, scope);
    return fault;
}

bool scope_is_narrowed(const struct call *call)
{
    return call_value(call, PARAM_COLLECTION)->given ||
           call_value(call, PARAM_DOCUMENT)->given;
}

void scope_rows(const struct scope *scope, int64_t *after, int64_t *last)
{
    *after = row_key(scope->first, 0);
    *last = row_key(scope->last, UINT32_MAX);
}

struct slice scope_cursor(struct call *call, int64_t key)
{
    struct document_row row;
    bool found;
    enum fault fault = corpus_document_by_key(
        call->corpus, call->arena, row_document(key), &row, &found, &call->detail);
    if (fault == FAULT_DAMAGED || (!fault && !found))
        call->damaged = true;
    else if (fault)
        shortage_note();
    if (fault || !found)
        return SLICE_NONE;
    return arena_print(call->arena, "%lld %.*s", (long long)row_seq(key),
                       SLICE_PRINT(row.sort_key));
}

/* Cuts the place of the row in its document from a cursor; 0 from one that was forged. */
static uint32_t cut_seq(struct slice *cursor)
{
    uint64_t seq;
    slice_number(slice_cut(cursor, ' '), UINT32_MAX, &seq);
    return (uint32_t)seq;
}

static void resume_in_document(struct slice cursor, int64_t *after)
{
    int64_t key = row_key(row_document(*after), cut_seq(&cursor));
    if (key > *after)
        *after = key;
}

static enum fault resume_among_documents(struct call *call, struct slice cursor,
                                         int64_t *after)
{
    struct slice sort_key = cursor;
    uint32_t seq = cut_seq(&sort_key);
    int64_t key = 0; /* it was before all that is there now */
    struct document_row row;
    bool found;
    enum fault fault = corpus_document_at_sort_key(call->corpus, call->arena, sort_key,
                                                   &row, &found, &call->detail);
    if (fault)
        return fault;
    /* A document that is gone: go on after where it was. */
    if (found)
        key = row_key(row.key, slice_equal(row.sort_key, sort_key) ? seq : UINT32_MAX);
    if (key > *after)
        *after = key;
    return FAULT_NONE;
}

enum fault scope_resume(struct call *call, struct slice cursor, int64_t last,
                        int64_t *after)
{
    if (row_document(*after) != row_document(last))
        return resume_among_documents(call, cursor, after);
    resume_in_document(cursor, after);
    return FAULT_NONE;
}
