/* Notes and omissions: one, those of a document, and those of all documents. */
#include "answer/list.h"
#include "answer/lookup.h"
#include "answer/scope.h"
#include "answer/send.h"
#include "routes.h"

static enum fault open_notes(struct corpus *corpus, const void *filter, int64_t limit,
                             struct rows *rows)
{
    return corpus_notes(corpus, filter, limit, rows);
}

/* `total` is that of all notes in the range of keys; negative: not known. */
static enum fault send_notes(struct call *call, struct note_filter *filter, int64_t total)
{
    struct row_source source = {open_notes, filter, &filter->after, filter->last,
                                next_note};
    enum fault fault = FAULT_NONE;
    if (filter->kind >= 0 || filter->block || total < 0)
        fault = corpus_count_notes(call->corpus, filter, &total, &call->detail);
    return fault ? fault : list_answer_rows(call, &source, total);
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
    return fault_set(call_blame(call, PARAM_PARAGRAPH), FAULT_BAD_PARAMETER,
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
    scope_rows(&scope, &filter.after, &filter.last);
    return send_notes(call, &filter,
                      scope_is_narrowed(call) ? -1 : corpus_facts(call->corpus)->notes);
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

/* --- omissions --- */

struct omission_filter {
    int64_t after, last;
};

static enum fault open_omissions(struct corpus *corpus, const void *self, int64_t limit,
                                 struct rows *rows)
{
    const struct omission_filter *filter = self;
    return corpus_omissions(corpus, filter->after, filter->last, limit, rows);
}

enum fault answer_omissions(struct call *call)
{
    struct document_row document;
    enum fault fault = require_document(call, &document);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    struct omission_filter filter = {row_key(document.key, 0),
                                     row_key(document.key, UINT32_MAX)};
    struct row_source source = {open_omissions, &filter, &filter.after, filter.last,
                                next_omission};
    return list_answer_rows(call, &source, document.omissions);
}
