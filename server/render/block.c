/* The JSON of blocks and omissions. */
#include "render/members.h"

static void put_block_url(struct buffer *out, const char *name,
                          const struct block_context *context, struct slice id)
{
    if (id.len)
        noun_put_url(out, name, context->document_url, "/paragraphs/", id);
    else
        write_null(out, name);
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
                          const struct block_context *context)
{
    write_name(out, "footnoteRefs");
    write_open(out, '[');
    for (size_t i = 0; i < block->note_count; i++) {
        if (block->notes[i].problems & NOTE_NO_MARKER)
            continue;
        write_open(out, '{');
        write_text(out, "footnote", context->note_ids[i]);
        write_text(out, "label", block->notes[i].label);
        write_int(out, "at", block->notes[i].at);
        write_close(out, '}');
    }
    write_close(out, ']');
}

static void put_missing(struct buffer *out, const struct block_context *context)
{
    if (!context->missing_from) {
        write_null(out, "inferredMissing");
        return;
    }
    write_name(out, "inferredMissing");
    write_open(out, '{');
    write_int(out, "from", context->missing_from);
    write_int(out, "to", context->missing_to);
    write_close(out, '}');
}

static void put_omission_before(struct buffer *out, const struct block_context *context)
{
    write_name(out, "before");
    write_open(out, '{');
    write_name(out, "omission");
    write_open(out, '{');
    write_text(out, "id", context->omission);
    put_missing(out, context);
    write_close(out, '}');
    write_close(out, '}');
}

static void put_links(struct buffer *out, const struct block_context *context)
{
    put_block_url(out, "url", context, context->id);
    put_block_url(out, "prev", context, context->prev);
    put_block_url(out, "next", context, context->next);
}

void noun_block(struct buffer *before, struct buffer *after, const struct block *block,
                const struct block_context *context)
{
    write_open(before, '{');
    write_text(before, "id", context->id);
    write_text(before, "document", context->document);
    write_int(before, "seq", context->seq);
    write_text(before, "kind", slice_of(block_kind_name(block->kind)));
    write_text_or_null(before, "number", block->number);
    write_text_or_null(before, "label", block->label);
    if (context->inferred)
        write_int(before, "inferredNumber", context->inferred);
    else
        write_null(before, "inferredNumber");
    write_name(before, "text");

    buffer_put_char(after, ',');
    write_name(after, "length");
    buffer_put_int(after, block->length);
    write_text(after, "offsetUnit", SLICE("cp"));
    noun_put_offsets(after, "breaks", block->breaks, block->break_count);
    put_cells(after, block);
    put_note_refs(after, block, context);
    if (block->kind == BLOCK_OMISSION)
        put_missing(after, context);
    else if (context->omission.len)
        put_omission_before(after, context);
    put_links(after, context);
    write_close(after, '}');
}

void noun_omission(struct buffer *out, const struct block *block,
                   const struct block_context *context)
{
    write_open(out, '{');
    write_text(out, "id", context->id);
    write_text(out, "document", context->document);
    write_int(out, "seq", context->seq);
    write_text(out, "marker", block->text);
    put_missing(out, context);
    write_text_or_null(out, "after", context->prev);
    write_text_or_null(out, "before", context->next);
    put_block_url(out, "url", context, context->id);
    write_close(out, '}');
}
