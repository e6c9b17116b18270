/* The reading text of a document: its blocks one after the other, notes where they are
 * asked for. Made piece by piece, since a document may be long. */
#include "answer/lookup.h"
#include "answer/send.h"
#include "answer/stream.h"
#include "base/json_write.h"
#include "base/utf8.h"
#include "render/nouns.h"
#include "routes.h"

#include <stdlib.h>

enum notes_mode { NOTES_NONE, NOTES_INLINE, NOTES_END };

struct text_stream {
    enum notes_mode notes;
    bool drop_omissions, json;
    int64_t document, after; /* key of the last block that was read */
    enum { PART_HEAD, PART_BLOCKS, PART_NOTES, PART_TAIL } part;
    uint64_t length; /* code points so far */
    char id[256];    /* of the document; a slug is shorter */
};

static const char *const notes_words[] = {"none", "inline", "end"};

/* Adds to the text, escaped where that is inside a JSON string. */
static void put_text(struct text_stream *stream, struct buffer *out, struct slice text)
{
    stream->length += utf8_length(text);
    if (!stream->json) {
        buffer_put(out, text);
        return;
    }
    struct buffer quoted;
    buffer_init(&quoted);
    write_string(&quoted, text);
    if (!buffer_failed(&quoted))
        buffer_put(out, (struct slice){quoted.at + 1, quoted.len - 2});
    else
        out->failed = true;
    buffer_release(&quoted);
}

/* "2", or "e2" for an endnote, so that the two can be told apart. */
static void put_label(struct buffer *text, const struct note_row *note)
{
    if (note->kind == NOTE_ENDNOTE)
        buffer_put_char(text, 'e');
    buffer_put(text, note->label);
}

static void put_marker(struct buffer *text, const struct note_row *note, bool body)
{
    buffer_put_char(text, '[');
    put_label(text, note);
    if (body && note->text.len)
        buffer_put_text(text, ": ");
    if (body)
        buffer_put(text, note->text);
    buffer_put_char(text, ']');
}

/* The block's text with its notes, or only their labels, put where their markers were. */
static enum fault put_with_notes(struct call *call, const struct block_row *block,
                                 bool bodies, struct buffer *text)
{
    struct rows rows;
    struct note_row note;
    bool more;
    size_t done = 0;
    enum fault fault = corpus_notes_of_block(call->corpus, block->key, &rows);
    if (fault)
        return fault;
    while (!(fault = rows_next_note(&rows, &note, &more, &call->detail)) && more) {
        size_t at = utf8_byte_at(block->text, note.at);
        if (at > done)
            buffer_put(text, (struct slice){block->text.at + done, at - done});
        done = at > done ? at : done;
        put_marker(text, &note, bodies);
    }
    rows_close(&rows);
    buffer_put(text, slice_from(block->text, done));
    return fault;
}

static enum fault put_one(struct text_stream *stream, struct call *call,
                          const struct block_row *block, struct buffer *out)
{
    struct buffer text;
    enum fault fault = FAULT_NONE;
    if (block->kind == BLOCK_OMISSION && stream->drop_omissions)
        return FAULT_NONE;
    buffer_init(&text);
    if (stream->length)
        buffer_put_text(&text, "\n\n");
    if (block->label.len)
        buffer_print(&text, "%.*s ", SLICE_PRINT(block->label));
    if (stream->notes != NOTES_NONE)
        fault = put_with_notes(call, block, stream->notes == NOTES_INLINE, &text);
    else
        buffer_put(&text, block->text);
    put_text(stream, out, buffer_slice(&text));
    out->failed |= text.failed;
    buffer_release(&text);
    return fault;
}

enum { ROWS_PER_PIECE = 50, PIECE_BYTES = 64 * 1024 };

static enum fault fill_blocks(struct text_stream *stream, struct call *call,
                              struct buffer *out)
{
    struct block_filter filter = {.after = stream->after,
                                  .last = row_key(stream->document, UINT32_MAX)};
    struct rows rows;
    struct block_row block;
    bool more;
    int count = 0;
    enum fault fault = corpus_blocks(call->corpus, &filter, ROWS_PER_PIECE, &rows);
    if (fault)
        return fault;
    while (!(fault = rows_next_block(&rows, &block, &more, &call->detail)) && more) {
        count++;
        stream->after = block.key;
        fault = put_one(stream, call, &block, out);
        if (fault || out->len > PIECE_BYTES)
            break;
    }
    rows_close(&rows);
    if (!more && count < ROWS_PER_PIECE) {
        stream->part = stream->notes == NOTES_END ? PART_NOTES : PART_TAIL;
        stream->after = row_key(stream->document, 0);
    }
    return fault;
}

static void put_note_line(struct text_stream *stream, const struct note_row *note,
                          bool first, struct buffer *out)
{
    struct buffer line;
    buffer_init(&line);
    buffer_put_text(&line, first ? "\n\n" : "\n");
    put_label(&line, note);
    buffer_put_text(&line, note->text.len ? ". " : ".");
    buffer_put(&line, note->text);
    put_text(stream, out, buffer_slice(&line));
    out->failed |= line.failed;
    buffer_release(&line);
}

static enum fault fill_notes(struct text_stream *stream, struct call *call,
                             struct buffer *out)
{
    struct note_filter filter = {.after = stream->after,
                                 .last = row_key(stream->document, UINT32_MAX),
                                 .kind = -1};
    struct rows rows;
    struct note_row note;
    bool more;
    int count = 0;
    enum fault fault = corpus_notes(call->corpus, &filter, ROWS_PER_PIECE, &rows);
    if (fault)
        return fault;
    while (!(fault = rows_next_note(&rows, &note, &more, &call->detail)) && more) {
        count++;
        bool first = stream->after == row_key(stream->document, 0);
        stream->after = note.key;
        put_note_line(stream, &note, first, out);
        if (out->len > PIECE_BYTES)
            break;
    }
    rows_close(&rows);
    if (!more && count < ROWS_PER_PIECE)
        stream->part = PART_TAIL;
    return fault;
}

static void put_head(const struct text_stream *stream, struct buffer *out)
{
    write_open(out, '{');
    write_text(out, "document", slice_of(stream->id));
    write_text(out, "notes", slice_of(notes_words[stream->notes]));
    write_text(out, "omissions", stream->drop_omissions ? SLICE("drop") : SLICE("keep"));
    write_name(out, "text");
    buffer_put_char(out, '"');
}

static void put_tail(const struct text_stream *stream, struct buffer *out)
{
    if (!stream->json) {
        buffer_put_char(out, '\n');
        return;
    }
    buffer_put_char(out, '"');
    write_int(out, "length", (int64_t)stream->length);
    write_text(out, "offsetUnit", SLICE("cp"));
    noun_url(out, "url", "/v1/documents/", slice_of(stream->id), "/text", SLICE_NONE);
    write_close(out, '}');
}

static enum fault fill(void *self, struct call *call, struct buffer *out, bool *done)
{
    struct text_stream *stream = self;
    switch (stream->part) {
    case PART_HEAD:
        if (stream->json)
            put_head(stream, out);
        stream->part = PART_BLOCKS;
        return FAULT_NONE;
    case PART_BLOCKS:
        return fill_blocks(stream, call, out);
    case PART_NOTES:
        return fill_notes(stream, call, out);
    case PART_TAIL:
        put_tail(stream, out);
        *done = true;
        break;
    }
    return FAULT_NONE;
}

static void text_stream_init(struct text_stream *stream, const struct call *call,
                             const struct document_row *document)
{
    *stream = (struct text_stream){
        .notes = (enum notes_mode)call_value(call, PARAM_NOTES)->number,
        .drop_omissions = call_value(call, PARAM_OMISSIONS)->number == 1,
        .json = call->routed.format == FORMAT_JSON,
        .document = document->key,
        .after = row_key(document->key, 0),
    };
    size_t len = document->id.len < sizeof(stream->id) - 1 ? document->id.len
                                                           : sizeof(stream->id) - 1;
    memcpy(stream->id, document->id.at, len);
}

/* A text of so many blocks is sent while it is made. */
enum { LONG_TEXT = 500 };

static enum fault send_whole(struct call *call, struct text_stream *stream)
{
    struct buffer out;
    bool done = false;
    enum fault fault = FAULT_NONE;
    buffer_init(&out);
    while (!fault && !done && !buffer_failed(&out))
        fault = fill(stream, call, &out, &done);
    if (!fault)
        call_send(call, &out);
    buffer_release(&out);
    return fault;
}

enum fault answer_text(struct call *call)
{
    struct document_row document;
    enum fault fault = require_document(call, &document);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    struct text_stream *stream = malloc(sizeof(*stream));
    if (!stream)
        return fault_memory(&call->detail);
    text_stream_init(stream, call, &document);
    if (document.blocks > LONG_TEXT)
        return call_stream(call, fill, free, stream);
    fault = send_whole(call, stream);
    free(stream);
    return fault;
}
