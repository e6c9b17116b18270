/* Scope: from names of collections and documents to ranges of keys. */
#include "answer/scope.h"
#include "base/shortage.h"

#include <stdlib.h>

static enum fault no_such(struct call *call, enum parameter parameter)
{
    struct slice text = call_value(call, parameter)->text;
    call->routed.bad_parameter = slice_of(parameter_name(parameter));
    return fault_set(&call->detail, FAULT_BAD_PARAMETER, "there is no %s \"%.*s\"",
                     parameter_name(parameter), (int)(text.len < 100 ? text.len : 100),
                     text.at);
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
    if (fault)
        shortage_note();
    if (fault || !found)
        return SLICE_NONE;
    return arena_print(call->arena, "%lld %.*s", (long long)row_seq(key),
                       SLICE_PRINT(row.sort_key));
}

/* The place in its document at which a cursor stands. */
static uint32_t cursor_seq(struct call *call, struct slice *cursor)
{
    struct slice seq = arena_copy(call->arena, slice_cut(cursor, ' '));
    return seq.at ? (uint32_t)strtoul(seq.at, NULL, 10) : 0;
}

static void resume_in_document(struct call *call, struct slice cursor, int64_t *after)
{
    int64_t key = row_key(row_document(*after), cursor_seq(call, &cursor));
    if (key > *after)
        *after = key;
}

static enum fault resume_among_documents(struct call *call, struct slice cursor,
                                         int64_t *after)
{
    struct slice sort_key = cursor;
    uint32_t seq = cursor_seq(call, &sort_key);
    int64_t key = 0; /* it stood before all that is there now */
    struct document_row row;
    bool found;
    enum fault fault = corpus_document_at_sort_key(call->corpus, call->arena, sort_key,
                                                   &row, &found, &call->detail);
    if (fault)
        return fault;
    /* A document that is gone: go on behind where it was. */
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
    resume_in_document(call, cursor, after);
    return FAULT_NONE;
}
