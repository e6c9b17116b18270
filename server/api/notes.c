/* Notes and omissions: one, those of a document, and those of all documents. */
#include "answer/call.h"
#include "answer/scope.h"

static enum fault send_notes(struct call *call, struct note_filter *filter,
                             int64_t known_total)
{
    bool filtered = filter->kind >= 0 || filter->block || known_total < 0;
    int64_t total = known_total;
    enum fault fault = FAULT_NONE;
    if (filtered)
        fault = corpus_count_notes(call->corpus, filter, &total, &call->detail);
    if (fault)
        return fault;
    struct list list;
    struct rows rows;
    fault = list_begin(&list, call, note_columns);
    if (!fault && list.cursor.len)
        fault = scope_resume(call, list.cursor, filter->last, &filter->after);
    if (!fault)
        fault = corpus_notes(call->corpus, filter, list.limit + 1, &rows);
    if (!fault)
        fault = list_send_rows(&list, &rows, next_note, total);
    list_release(&list);
    return fault;
}

/* Both kinds asked for is no filter. */
static int read_kind(const struct call *call)
{
    uint64_t flags = call_value(call, PARAM_KIND)->flags;
    return flags == 1 ? NOTE_FOOTNOTE : flags == 2 ? NOTE_ENDNOTE : -1;
}

static enum fault read_paragraph(struct call *call, int64_t document,
                                 struct note_filter *filter)
{
    struct slice id = call_value(call, PARAM_PARAGRAPH)->text;
    struct block_row row;
    bool found;
    if (id.at[0] >= '0' && id.at[0] <= '9') /* 11 is p11, as in paths */
        id = arena_print(call->arena, "p%.*s", SLICE_PRINT(id));
    enum fault fault = corpus_find_block_in(call->corpus, call->arena, document, id, &row,
                                            &found, &call->detail);
    if (fault)
        return fault;
    filter->block = row.key;
    if (found)
        return FAULT_NONE;
    call->routed.bad_parameter = SLICE("paragraph");
    return fault_set(&call->detail, FAULT_BAD_PARAMETER,
                     "this document has no paragraph \"%.*s\"",
                     (int)(id.len < 60 ? id.len : 60), id.at);
}

enum fault answer_notes(struct call *call)
{
    struct document_row document;
    enum fault fault = require_document(call, &document);
    if (fault)
        return fault;
    struct note_filter filter = {.after = row_key(document.key, 0),
                                 .last = row_key(document.key, UINT32_MAX),
                                 .kind = read_kind(call)};
    if (call_value(call, PARAM_PARAGRAPH)->given)
        fault = read_paragraph(call, document.key, &filter);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    return send_notes(call, &filter, document.notes);
}

enum fault answer_all_notes(struct call *call)
{
    struct scope scope;
    struct note_filter filter = {.kind = read_kind(call)};
    enum fault fault = scope_read(call, &scope);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    bool narrowed = call_value(call, PARAM_COLLECTION)->given ||
                    call_value(call, PARAM_DOCUMENT)->given;
    scope_rows(&scope, &filter.after, &filter.last);
    return send_notes(call, &filter, narrowed ? -1 : corpus_facts(call->corpus)->notes);
}

enum fault answer_note(struct call *call)
{
    struct note_row row;
    enum fault fault = require_note(call, &row);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    struct buffer out;
    buffer_init(&out);
    if (call->routed.format == FORMAT_TEXT) {
        buffer_put(&out, row.text);
        buffer_put_char(&out, '\n');
        call_send(call, &out);
        return FAULT_NONE;
    }
    put_note(&out, &row);
    return call_send_object(call, &out);
}

enum fault answer_omissions(struct call *call)
{
    struct document_row document;
    enum fault fault = require_document(call, &document);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    int64_t after = row_key(document.key, 0), last = row_key(document.key, UINT32_MAX);
    struct list list;
    struct rows rows;
    fault = list_begin(&list, call, omission_columns);
    if (!fault && list.cursor.len)
        fault = scope_resume(call, list.cursor, last, &after);
    if (!fault)
        fault = corpus_omissions(call->corpus, after, last, list.limit + 1, &rows);
    if (!fault)
        fault = list_send_rows(&list, &rows, next_omission, document.omissions);
    list_release(&list);
    return fault;
}
