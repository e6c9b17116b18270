/* Rows as items: the next one of a running statement, and pages of them. */
#include "answer/entity_call.h"
#include "answer/scope.h"

static enum fault add_notes(struct call *call, struct buffer *out, int64_t block)
{
    struct rows rows;
    struct note_row note;
    bool more;
    enum fault fault = corpus_notes_of_block(call->corpus, block, &rows);
    if (fault)
        return fault;
    write_name(out, "footnotes");
    write_open(out, '[');
    while (!(fault = rows_next_note(&rows, &note, &more, &call->detail)) && more) {
        write_item(out, SLICE_NONE);
        put_note(out, &note);
        if (call_includes(call, INCLUDE_ENTITIES)) {
            reopen_object(out);
            fault = add_mentions(call, out, block, row_seq(note.key), note.text);
            write_close(out, '}');
        }
        if (fault)
            break;
    }
    rows_close(&rows);
    write_close(out, ']');
    return fault;
}

static enum fault add_source(struct call *call, struct buffer *out,
                             const struct block_row *row)
{
    struct slice source;
    enum fault fault =
        corpus_source(call->corpus, call->arena, row_document(row->key), row->source_at,
                      row->source_bytes, &source, &call->detail);
    if (fault)
        return fault;
    write_name(out, "source");
    write_open(out, '{');
    write_text(out, "text", source);
    write_int(out, "byteStart", (int64_t)row->source_at);
    write_int(out, "byteEnd", (int64_t)(row->source_at + row->source_bytes));
    write_close(out, '}');
    return FAULT_NONE;
}

enum fault write_block(struct call *call, struct buffer *out, const struct block_row *row)
{
    enum fault fault = FAULT_NONE;
    put_block(out, row);
    if (call_includes(call, INCLUDE_FOOTNOTES)) {
        reopen_object(out);
        fault = add_notes(call, out, row->key);
        write_close(out, '}');
    }
    if (!fault && call_includes(call, INCLUDE_ENTITIES)) {
        reopen_object(out);
        fault = add_mentions(call, out, row->key, 0, row->text);
        write_close(out, '}');
    }
    if (!fault && call_includes(call, INCLUDE_SOURCE)) {
        reopen_object(out);
        fault = add_source(call, out, row);
        write_close(out, '}');
    }
    return fault;
}

enum fault next_block(struct call *call, struct rows *rows, struct buffer *out,
                      int64_t *key, bool *more)
{
    struct block_row row;
    enum fault fault = rows_next_block(rows, &row, more, &call->detail);
    if (fault || !*more)
        return fault;
    *key = row.key;
    if (call->routed.format == FORMAT_TEXT) {
        put_block_text(out, &row);
        return FAULT_NONE;
    }
    write_item(out, SLICE_NONE);
    return write_block(call, out, &row);
}

enum fault next_plain_block(struct call *call, struct rows *rows, struct buffer *out,
                            int64_t *key, bool *more)
{
    struct block_row row;
    enum fault fault = rows_next_block(rows, &row, more, &call->detail);
    if (fault || !*more)
        return fault;
    *key = row.key;
    write_item(out, SLICE_NONE);
    put_block(out, &row);
    return FAULT_NONE;
}

enum fault next_note(struct call *call, struct rows *rows, struct buffer *out,
                     int64_t *key, bool *more)
{
    struct note_row row;
    enum fault fault = rows_next_note(rows, &row, more, &call->detail);
    if (fault || !*more)
        return fault;
    *key = row.key;
    write_item(out, SLICE_NONE);
    put_note(out, &row);
    return FAULT_NONE;
}

enum fault next_omission(struct call *call, struct rows *rows, struct buffer *out,
                         int64_t *key, bool *more)
{
    struct slice answer;
    enum fault fault = rows_next_omission(rows, key, &answer, more, &call->detail);
    if (!fault && *more)
        write_item(out, answer);
    return fault;
}

enum fault put_rows(struct call *call, struct rows *rows, row_next *next,
                    struct buffer *out, int64_t *last, bool *more)
{
    enum fault fault = FAULT_NONE;
    *more = true;
    while (!fault && *more && out->len < PAGE_BYTES)
        fault = next(call, rows, out, last, more);
    rows_close(rows);
    return fault;
}

/* Up to the list's limit; `*last` is the key of the last that found room. */
static enum fault fill_page(struct list *list, struct rows *rows, row_next *next,
                            struct buffer *scratch, int64_t *last)
{
    bool more;
    int64_t key;
    enum fault fault;
    while (!(fault = next(list->call, rows, scratch, &key, &more)) && more &&
           list_has_room(list)) {
        *last = key;
        fault = items_put(&list->items, buffer_slice(scratch));
        if (fault)
            break;
        buffer_clear(scratch);
    }
    list->body.failed |= scratch->failed;
    return fault;
}

enum fault list_send_rows(struct list *list, struct rows *rows, row_next *next,
                          int64_t total)
{
    struct buffer scratch;
    int64_t last = 0;
    buffer_init(&scratch);
    enum fault fault = fill_page(list, rows, next, &scratch, &last);
    rows_close(rows);
    buffer_release(&scratch);
    if (fault)
        return fault;
    struct slice cursor = list->more ? scope_cursor(list->call, last) : SLICE_NONE;
    return list_end(list, total, cursor, SLICE_NONE);
}
