/* The JSON of notes: where their markers are, and what is wrong with them. */
#include "base/utf8.h"
#include "render/members.h"

/* How much of the text around a marker a TextQuoteSelector shows, in code points. */
enum { QUOTE_REACH = 32 };

/* The byte of a code point, from the place on when that is before it. */
static size_t byte_from(struct slice text, struct text_place *place, uint32_t cp)
{
    struct text_place known = place->cp <= cp ? *place : (struct text_place){0, 0};
    size_t byte = known.byte + utf8_byte_at(slice_from(text, known.byte), cp - known.cp);
    *place = (struct text_place){cp, byte};
    return byte;
}

static void put_quote(struct buffer *out, const struct note *note,
                      const struct note_context *context)
{
    struct slice text = context->block_text;
    uint32_t from = note->at > QUOTE_REACH ? note->at - QUOTE_REACH : 0;
    size_t start = byte_from(text, context->place, from);
    size_t at = start + utf8_byte_at(slice_from(text, start), note->at - from);
    size_t end = at + utf8_byte_at(slice_from(text, at), QUOTE_REACH);
    write_open(out, '{');
    write_text(out, "type", SLICE("TextQuoteSelector"));
    write_text(out, "exact", SLICE(""));
    write_text(out, "prefix", (struct slice){text.at + start, at - start});
    write_text(out, "suffix", (struct slice){text.at + at, end - at});
    write_close(out, '}');
}

static void put_anchor(struct buffer *out, const struct note *note,
                       const struct note_context *context)
{
    write_name(out, "anchor");
    write_open(out, '{');
    write_text(out, "paragraph", context->block);
    write_int(out, "at", note->at);
    write_name(out, "selector");
    write_open(out, '[');
    write_open(out, '{');
    write_text(out, "type", SLICE("TextPositionSelector"));
    write_int(out, "start", note->at);
    write_int(out, "end", note->at);
    write_close(out, '}');
    put_quote(out, note, context);
    write_close(out, ']');
    write_close(out, '}');
}

static void put_problems(struct buffer *out, unsigned problems)
{
    static const struct {
        unsigned flag;
        const char *word;
    } words[] = {{NOTE_NO_MARKER, "no-marker"},
                 {NOTE_NO_BODY, "no-body"},
                 {NOTE_DANGLING, "dangling"}};
    if (!problems)
        return;
    write_name(out, "problems");
    write_open(out, '[');
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (problems & words[i].flag) {
            if (out->at[out->len - 1] != '[')
                buffer_put_char(out, ',');
            write_string(out, slice_of(words[i].word));
        }
    write_close(out, ']');
}

void noun_note(struct buffer *before, struct buffer *after, const struct note *note,
               const struct note_context *context)
{
    write_open(before, '{');
    write_text(before, "id", context->id);
    write_text(before, "document", context->document);
    write_int(before, "ordinal", context->ordinal);
    write_text(before, "label", note->label);
    write_text(before, "kind",
               note->kind == NOTE_ENDNOTE ? SLICE("endnote") : SLICE("footnote"));
    write_name(before, "text");

    buffer_put_char(after, ',');
    write_name(after, "length");
    buffer_put_int(after, note->length);
    write_text(after, "offsetUnit", SLICE("cp"));
    noun_put_offsets(after, "breaks", note->breaks, note->break_count);
    if (note->problems & NOTE_NO_MARKER)
        write_null(after, "anchor");
    else
        put_anchor(after, note, context);
    put_problems(after, note->problems);
    noun_put_url(after, "url", context->document_url, "/footnotes/", context->id);
    write_close(after, '}');
}
