/* Blocks: one, those of a document, and those of all documents. */
#include "answer/list.h"
#include "answer/lookup.h"
#include "answer/scope.h"
#include "answer/send.h"
#include "base/json_write.h"
#include "routes.h"

static enum fault open_blocks(struct corpus *corpus, const void *filter, int64_t limit,
                              struct rows *rows)
{
    return corpus_blocks(corpus, filter, limit, rows);
}

/* `total` is that of all blocks in the range of keys; negative: not known. */
static enum fault send_blocks(struct call *call, struct block_filter *filter,
                              int64_t total)
{
    struct row_source source = {open_blocks, filter, &filter->after, filter->last,
                                next_block};
    enum fault fault = FAULT_NONE;
    if (filter->kinds || filter->number_to || total < 0)
        fault = corpus_count_blocks(call->corpus, filter, &total, &call->detail);
    return fault ? fault : list_answer_rows(call, &source, total);
}

static void read_filters(struct call *call, struct block_filter *filter)
{
    const struct value *number = call_value(call, PARAM_NUMBER);
    filter->kinds = (unsigned)call_value(call, PARAM_KIND)->flags;
    if (number->given) {
        filter->number_from = (uint32_t)number->from;
        filter->number_to = (uint32_t)number->to;
    }
}

/* The key of one end of range=. */
static enum fault range_end(struct call *call, int64_t document, struct slice id,
                            int64_t *key)
{
    struct block_row row;
    bool found;
    enum fault fault = corpus_find_block_in(call->corpus, call->arena, document, id, &row,
                                            &found, &call->detail);
    if (fault)
        return fault;
    *key = row.key;
    if (found)
        return FAULT_NONE;
    return fault_set(call_blame(call, PARAM_RANGE), FAULT_BAD_PARAMETER,
                     "range names \"%.*s\", and this document has no such block",
                     (int)(id.len < 60 ? id.len : 60), id.at);
}

static enum fault read_range(struct call *call, int64_t document,
                             struct block_filter *filter)
{
    const struct value *range = call_value(call, PARAM_RANGE);
    int64_t first = 0;
    enum fault fault = range_end(call, document, range->low, &first);
    if (!fault)
        fault = range_end(call, document, range->high, &filter->last);
    if (fault)
        return fault;
    if (first > filter->last) {
        return fault_set(call_blame(call, PARAM_RANGE), FAULT_BAD_PARAMETER,
                         "range goes backwards: \"%.*s\" comes after \"%.*s\"",
                         SLICE_PRINT(range->low), SLICE_PRINT(range->high));
    }
    filter->after = first - 1;
    return FAULT_NONE;
}

enum fault answer_blocks(struct call *call)
{
    struct document_row document;
    enum fault fault = require_document(call, &document);
    if (fault)
        return fault;
    struct block_filter filter = {.after = row_key(document.key, 0),
                                  .last = row_key(document.key, UINT32_MAX)};
    int64_t total = document.blocks;
    read_filters(call, &filter);
    if (call_value(call, PARAM_RANGE)->given) {
        total = -1; /* to be counted */
        fault = read_range(call, document.key, &filter);
    }
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    return send_blocks(call, &filter, total);
}

enum fault answer_all_blocks(struct call *call)
{
    struct scope scope;
    struct block_filter filter = {0};
    enum fault fault = scope_read(call, &scope);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    scope_rows(&scope, &filter.after, &filter.last);
    read_filters(call, &filter);
    return send_blocks(call, &filter,
                       scope_is_narrowed(call) ? -1 : corpus_facts(call->corpus)->blocks);
}

/* The blocks after `after`, up to `last` (keys), as an array. */
static enum fault write_neighbours(struct call *call, struct buffer *out, int64_t after,
                                   int64_t last)
{
    struct block_filter filter = {.after = after, .last = last};
    struct rows rows;
    int64_t key;
    bool more;
    enum fault fault = corpus_blocks(call->corpus, &filter, 10, &rows);
    if (fault)
        return fault;
    write_open(out, '[');
    fault = put_rows(call, &rows, next_block, out, &key, &more);
    write_close(out, ']');
    return fault;
}

static enum fault add_context(struct call *call, struct buffer *out, int64_t key)
{
    int64_t reach = call_value(call, PARAM_CONTEXT)->number;
    int64_t seq = row_seq(key);
    int64_t start = key - (seq > reach ? reach : seq - 1);
    reopen_object(out);
    write_name(out, "context");
    write_open(out, '{');
    write_name(out, "before");
    enum fault fault = write_neighbours(call, out, start - 1, key - 1);
    if (!fault) {
        write_name(out, "after");
        fault = write_neighbours(call, out, key, key + reach);
    }
    write_close(out, '}');
    write_close(out, '}');
    return fault;
}

enum fault answer_block(struct call *call)
{
    struct block_row row;
    enum fault fault = require_block(call, &row);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    struct buffer out;
    buffer_init(&out);
    if (call->routed.format == FORMAT_TEXT) {
        put_block_text(&out, &row);
        call_send(call, &out);
        return FAULT_NONE;
    }
    buffer_reserve(&out, row.before_text.len + row.after_text.len + row.text.len + 256);
    fault = write_block(call, &out, &row);
    if (!fault && call_value(call, PARAM_CONTEXT)->number > 0)
        fault = add_context(call, &out, row.key);
    if (!fault)
        return call_send_object(call, &out);
    buffer_release(&out);
    return fault;
}
