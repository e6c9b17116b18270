/* Rows as JSON: blocks and notes, and the next row of a running statement. */
#include "answer/rows.h"
#include "answer/mentions.h"
#include "base/json_write.h"

/* JSON is stored in two halves, without the text that goes between them. */
static void put_halves(struct buffer *out, struct slice before, struct slice text,
                       struct slice after)
{
    buffer_put(out, before);
    write_string(out, text);
    buffer_put(out, after);
}

void put_block(struct buffer *out, const struct block_row *row)
{
    put_halves(out, row->before_text, row->text, row->after_text);
}

void put_note(struct buffer *out, const struct note_row *row)
{
    put_halves(out, row->before_text, row->text, row->after_text);
}

void put_block_text(struct buffer *out, const struct block_row *row)
{
    if (row->label.len)
        buffer_print(out, "%.*s ", SLICE_PRINT(row->label));
    buffer_put(out, row->text);
    buffer_put_char(out, '\n');
}

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

static enum fault next_block_row(struct call *call, struct rows *rows,
                                 struct block_row *row, int64_t *key, bool *more)
{
    enum fault fault = rows_next_block(rows, row, more, &call->detail);
    if (!fault && *more)
        *key = row->key;
    return fault;
}

enum fault next_block(struct call *call, struct rows *rows, struct buffer *out,
                      int64_t *key, bool *more)
{
    struct block_row row;
    enum fault fault = next_block_row(call, rows, &row, key, more);
    if (fault || !*more)
        return fault;
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
    enum fault fault = next_block_row(call, rows, &row, key, more);
    if (fault || !*more)
        return fault;
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
