/* The JSON of each noun, straight into a buffer. */
#include "nouns.h"
#include "json_write.h"
#include "utf8.h"

#include <ctype.h>

void noun_segment(struct buffer *out, struct slice segment)
{
    for (size_t i = 0; i < segment.len; i++) {
        unsigned char c = (unsigned char)segment.at[i];
        if (c < 0x80 && (isalnum(c) || strchr("-._~", c)))
            buffer_put_char(out, (char)c);
        else
            buffer_print(out, "%%%02X", c);
    }
}

void noun_url(struct buffer *out, const char *name, const char *head,
              struct slice document, const char *rest, struct slice id)
{
    write_name(out, name);
    buffer_put_char(out, '"');
    buffer_put_text(out, head);
    noun_segment(out, document);
    buffer_put_text(out, rest);
    noun_segment(out, id);
    buffer_put_char(out, '"');
}

/* The URL of a thing in a document; its id is plain ASCII and needs no escape. */
static void put_url(struct buffer *out, const char *name, struct slice document_url,
                    const char *list, struct slice id)
{
    write_name(out, name);
    buffer_put_char(out, '"');
    buffer_put(out, document_url);
    buffer_put_text(out, list);
    buffer_put(out, id);
    buffer_put_char(out, '"');
}

static void put_block_url(struct buffer *out, const char *name,
                          const struct block_place *place, struct slice id)
{
    if (id.len)
        put_url(out, name, place->document_url, "/paragraphs/", id);
    else
        write_null(out, name);
}

static void put_offsets(struct buffer *out, const char *name, const uint32_t *offsets,
                        size_t count)
{
    if (count == 0)
        return;
    write_name(out, name);
    write_open(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_put_char(out, ',');
        buffer_put_int(out, offsets[i]);
    }
    write_close(out, ']');
}

static void put_cells(struct buffer *out, const struct block *block)
{
    if (block->kind != BLOCK_TABLE_ROW || block->cell_count == 0)
        return;
    write_name(out, "cells");
    write_open(out, '[');
    for (size_t i = 0; i < block->cell_count; i++) {
        write_open(out, '{');
        write_int(out, "start", block->cells[i].start);
        write_int(out, "end", block->cells[i].end);
        write_close(out, '}');
    }
    write_close(out, ']');
}

static void put_note_refs(struct buffer *out, const struct block *block,
                          const struct block_place *place)
{
    write_name(out, "footnoteRefs");
    write_open(out, '[');
    for (size_t i = 0; i < block->note_count; i++) {
        if (block->notes[i].problems & NOTE_NO_MARKER)
            continue;
        write_open(out, '{');
        write_text(out, "footnote", place->note_ids[i]);
        write_text(out, "label", block->notes[i].label);
        write_int(out, "at", block->notes[i].at);
        write_close(out, '}');
    }
    write_close(out, ']');
}

static void put_missing(struct buffer *out, const struct block_place *place)
{
    if (!place->missing_from) {
        write_null(out, "inferredMissing");
        return;
    }
    write_name(out, "inferredMissing");
    write_open(out, '{');
    write_int(out, "from", place->missing_from);
    write_int(out, "to", place->missing_to);
    write_close(out, '}');
}

static void put_omission_before(struct buffer *out, const struct block_place *place)
{
    write_name(out, "before");
    write_open(out, '{');
    write_name(out, "omission");
    write_open(out, '{');
    write_text(out, "id", place->omission);
    put_missing(out, place);
    write_close(out, '}');
    write_close(out, '}');
}

static void put_links(struct buffer *out, const struct block_place *place)
{
    put_block_url(out, "url", place, place->id);
    put_block_url(out, "prev", place, place->prev);
    put_block_url(out, "next", place, place->next);
}

void noun_block(struct buffer *before, struct buffer *after, const struct block *block,
                const struct block_place *place)
{
    write_open(before, '{');
    write_text(before, "id", place->id);
    write_text(before, "document", place->document);
    write_int(before, "seq", place->seq);
    write_text(before, "kind", slice_of(block_kind_name(block->kind)));
    write_text_or_null(before, "number", block->number);
    write_text_or_null(before, "label", block->label);
    if (place->inferred)
        write_int(before, "inferredNumber", place->inferred);
    else
        write_null(before, "inferredNumber");
    write_name(before, "text");

    buffer_put_char(after, ',');
    write_name(after, "length");
    buffer_put_int(after, block->length);
    write_text(after, "offsetUnit", SLICE("cp"));
    put_offsets(after, "breaks", block->breaks, block->break_count);
    put_cells(after, block);
    put_note_refs(after, block, place);
    if (block->kind == BLOCK_OMISSION)
        put_missing(after, place);
    else if (place->omission.len)
        put_omission_before(after, place);
    put_links(after, place);
    write_close(after, '}');
}

void noun_omission(struct buffer *out, const struct block *block,
                   const struct block_place *place)
{
    write_open(out, '{');
    write_text(out, "id", place->id);
    write_text(out, "document", place->document);
    write_int(out, "seq", place->seq);
    write_text(out, "marker", block->text);
    put_missing(out, place);
    write_text_or_null(out, "after", place->prev);
    write_text_or_null(out, "before", place->next);
    put_block_url(out, "url", place, place->id);
    write_close(out, '}');
}

/* How much of the text around a marker a TextQuoteSelector shows, in code points. */
enum { QUOTE_REACH = 32 };

static void put_quote(struct buffer *out, const struct note *note, struct slice text)
{
    uint32_t from = note->at > QUOTE_REACH ? note->at - QUOTE_REACH : 0;
    size_t start = utf8_byte_at(text, from);
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
                       const struct note_place *place)
{
    write_name(out, "anchor");
    write_open(out, '{');
    write_text(out, "paragraph", place->block);
    write_int(out, "at", note->at);
    write_name(out, "selector");
    write_open(out, '[');
    write_open(out, '{');
    write_text(out, "type", SLICE("TextPositionSelector"));
    write_int(out, "start", note->at);
    write_int(out, "end", note->at);
    write_close(out, '}');
    put_quote(out, note, place->block_text);
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
               const struct note_place *place)
{
    write_open(before, '{');
    write_text(before, "id", place->id);
    write_text(before, "document", place->document);
    write_int(before, "ordinal", place->ordinal);
    write_text(before, "label", note->label);
    write_text(before, "kind",
               note->kind == NOTE_ENDNOTE ? SLICE("endnote") : SLICE("footnote"));
    write_name(before, "text");

    buffer_put_char(after, ',');
    write_name(after, "length");
    buffer_put_int(after, note->length);
    write_text(after, "offsetUnit", SLICE("cp"));
    put_offsets(after, "breaks", note->breaks, note->break_count);
    if (note->problems & NOTE_NO_MARKER)
        write_null(after, "anchor");
    else
        put_anchor(after, note, place);
    put_problems(after, note->problems);
    put_url(after, "url", place->document_url, "/footnotes/", place->id);
    write_close(after, '}');
}

static void put_former_ids(struct buffer *out, const struct document_noun *document)
{
    if (document->former_count == 0)
        return;
    write_name(out, "formerIds");
    write_open(out, '[');
    for (size_t i = 0; i < document->former_count; i++) {
        if (i)
            buffer_put_char(out, ',');
        write_string(out, document->former_ids[i]);
    }
    write_close(out, ']');
}

static void put_document_links(struct buffer *out, const struct document_noun *document)
{
    static const struct {
        const char *name, *rest;
    } links[] = {{"reading", "/text"},
                 {"paragraphs", "/paragraphs"},
                 {"footnotes", "/footnotes"},
                 {"omissions", "/omissions"}};
    noun_url(out, "url", "/v1/documents/", document->id, "", SLICE_NONE);
    write_name(out, "links");
    write_open(out, '{');
    noun_url(out, "cite", "/id/", document->id, "", SLICE_NONE);
    for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
        noun_url(out, links[i].name, "/v1/documents/", document->id, links[i].rest,
                 SLICE_NONE);
    noun_url(out, "collection", "/v1/collections/", document->collection, "", SLICE_NONE);
    write_close(out, '}');
}

void noun_document(struct buffer *out, const struct document_noun *document)
{
    write_open(out, '{');
    write_text(out, "id", document->id);
    write_text(out, "collection", document->collection);
    write_text_or_null(out, "number", document->number);
    write_text_or_null(out, "title", document->title);
    write_text_or_null(out, "date", document->date);
    write_text_or_null(out, "author", document->author);
    write_text_or_null(out, "recipient", document->recipient);
    write_text_or_null(out, "place", document->place);
    write_text_or_null(out, "classification", document->classification);
    write_text_or_null(out, "archiveReference", document->archive_reference);
    write_text_or_null(out, "language", document->language);
    write_text_or_null(out, "licence", document->licence);
    write_text_if(out, "dateline", document->dateline);
    write_text_if(out, "salutation", document->salutation);
    put_former_ids(out, document);
    write_name(out, "counts");
    write_open(out, '{');
    write_int(out, "paragraphs", (int64_t)document->blocks);
    write_int(out, "footnotes", (int64_t)document->notes);
    write_int(out, "omissions", (int64_t)document->omissions);
    write_int(out, "bytes", (int64_t)document->bytes);
    write_close(out, '}');
    write_text(out, "digest", document->digest);
    put_document_links(out, document);
    write_close(out, '}');
}

void noun_collection(struct buffer *out, const struct collection_noun *collection)
{
    write_open(out, '{');
    write_text(out, "id", collection->id);
    write_text_or_null(out, "title", collection->title);
    write_text_or_null(out, "description", collection->description);
    write_text_or_null(out, "publisher", collection->publisher);
    write_text_or_null(out, "licence", collection->licence);
    write_text_or_null(out, "language", collection->language);
    write_name(out, "counts");
    write_open(out, '{');
    write_int(out, "documents", (int64_t)collection->documents);
    write_int(out, "paragraphs", (int64_t)collection->blocks);
    write_int(out, "footnotes", (int64_t)collection->notes);
    write_int(out, "omissions", (int64_t)collection->omissions);
    write_close(out, '}');
    noun_url(out, "url", "/v1/collections/", collection->id, "", SLICE_NONE);
    noun_url(out, "documents", "/v1/documents?collection=", collection->id, "",
             SLICE_NONE);
    write_close(out, '}');
}
