/* Blocks, notes and omissions of a document, stored in one pass over it. */
#include "document.h"
#include "render/nouns.h"

static struct slice id_at(const struct document_load *doc, size_t seq)
{
    return seq >= 1 && seq <= doc->outline->count ? doc->block_ids[seq - 1] : SLICE_NONE;
}

static struct block_context context_of(const struct document_load *doc)
{
    const struct outline *outline = doc->outline;
    const struct outline_entry *entry = &outline->entries[doc->seq - 1];
    struct block_context context = {.document = doc->document->id,
                                    .document_url = doc->url,
                                    .id = id_at(doc, doc->seq),
                                    .prev = id_at(doc, doc->seq - 1),
                                    .next = id_at(doc, doc->seq + 1),
                                    .seq = doc->seq,
                                    .inferred = entry->inferred,
                                    .note_ids = doc->note_ids + doc->ordinal};
    if (entry->kind != BLOCK_OMISSION && doc->seq > 1 &&
        entry[-1].kind == BLOCK_OMISSION) {
        context.omission = context.prev;
        entry--;
    }
    context.missing_from = entry->missing_from;
    context.missing_to = entry->missing_to;
    return context;
}

/* What is wrong with a note is stored, served, and reported. */
static void report_note(struct document_load *doc, const struct note *note,
                        const struct block *block)
{
    const char *kind = note->kind == NOTE_ENDNOTE ? "endnote" : "footnote";
    const char *what = "the extractor did not find it in the document";
    if (note->problems & NOTE_NO_MARKER)
        what = "no marker leads to its body";
    else if (note->problems & NOTE_NO_BODY)
        what = "its marker has no body";
    doc->load->tally.notes_at_fault++;
    progress_print(&doc->load->progress, "%s:%lu: %s %.*s: %s", doc->document->shown.at,
                   block->line, kind, SLICE_PRINT(note->label), what);
}

static enum fault put_note(struct document_load *doc, const struct note *note,
                           const struct block *block, struct text_place *place)
{
    struct scratch *scratch = &doc->load->scratch;
    size_t i = doc->ordinal++;
    struct note_context context = {.document = doc->document->id,
                                   .document_url = doc->url,
                                   .id = doc->note_ids[i],
                                   .block = id_at(doc, doc->seq),
                                   .block_text = block->text,
                                   .place = place,
                                   .ordinal = doc->ordinal};
    buffer_clear(&scratch->before);
    buffer_clear(&scratch->after);
    noun_note(&scratch->before, &scratch->after, note, &context);
    if (buffer_failed(&scratch->before) || buffer_failed(&scratch->after))
        return fault_memory(doc->detail);
    if (note->problems)
        report_note(doc, note, block);
    /* A body without a marker belongs to the block that it followed. */
    struct note_row row = {
        .key = row_key(doc->key, doc->ordinal),
        .id = context.id,
        .kind = note->kind,
        .label = note->label,
        .digest = doc->outline->notes[i].digest,
        .block = row_key(doc->key, doc->seq),
        .at = note->problems & NOTE_NO_MARKER ? block->length : note->at,
        .before_text = buffer_slice(&scratch->before),
        .after_text = buffer_slice(&scratch->after),
        .text = note->text,
    };
    enum fault fault = ingest_note(doc->load->ingest, &row, doc->detail);
    if (fault)
        return fault;
    return document_put_mentions(doc, row.block, doc->ordinal, note->text, block->kind);
}

static enum fault put_omission(struct document_load *doc, const struct block *block,
                               const struct block_context *context)
{
    struct buffer *json = &doc->load->scratch.whole;
    buffer_clear(json);
    noun_omission(json, block, context);
    if (buffer_failed(json))
        return fault_memory(doc->detail);
    return ingest_omission(doc->load->ingest, row_key(doc->key, doc->seq),
                           buffer_slice(json), doc->detail);
}

static enum fault put_row(struct document_load *doc, const struct block *block,
                          const struct block_context *context)
{
    struct scratch *scratch = &doc->load->scratch;
    const struct outline_entry *entry = &doc->outline->entries[doc->seq - 1];
    buffer_clear(&scratch->before);
    buffer_clear(&scratch->after);
    noun_block(&scratch->before, &scratch->after, block, context);
    if (buffer_failed(&scratch->before) || buffer_failed(&scratch->after))
        return fault_memory(doc->detail);
    struct block_row row = {
        .key = row_key(doc->key, doc->seq),
        .id = context->id,
        .kind = block->kind,
        .number = entry->number,
        .label = block->label,
        .digest = entry->digest,
        .source_at = block->source_at,
        .source_bytes = block->source_bytes,
        .before_text = buffer_slice(&scratch->before),
        .after_text = buffer_slice(&scratch->after),
        .text = block->text,
    };
    enum fault fault = ingest_block(doc->load->ingest, &row, doc->detail);
    return fault ? fault
                 : document_put_mentions(doc, row.key, 0, block->text, block->kind);
}

static enum fault put_block(struct document_load *doc, const struct block *parsed)
{
    struct block block = *parsed;
    doc->seq++;
    block.kind = doc->outline->entries[doc->seq - 1].kind;
    if (!doc->outline->entries[doc->seq - 1].number)
        block.number = SLICE_NONE; /* the number before a title is the document's */
    struct block_context context = context_of(doc);
    struct text_place place = {0, 0};
    enum fault fault = put_row(doc, &block, &context);
    if (!fault && block.kind == BLOCK_OMISSION)
        fault = put_omission(doc, &block, &context);
    for (size_t i = 0; !fault && i < block.note_count; i++)
        fault = put_note(doc, &block.notes[i], &block, &place);
    return fault;
}

enum fault document_put_rows(struct document_load *doc)
{
    const struct outline *outline = doc->outline;
    const struct block *block;
    enum fault fault;
    while (!(fault = parse_next(doc->reading->parse, &block, doc->detail)) && block) {
        if (doc->seq == outline->count ||
            doc->ordinal + block->note_count > outline->note_count)
            return document_reading_changed(doc->reading, doc->detail);
        fault = put_block(doc, block);
        if (fault)
            return fault;
    }
    if (fault == FAULT_INPUT)
        return document_reading_changed(doc->reading, doc->detail);
    struct digest again = parse_digest(doc->reading->parse);
    if (!fault && (doc->seq != outline->count || again.high != outline->digest.high ||
                   again.low != outline->digest.low))
        return document_reading_changed(doc->reading, doc->detail);
    return fault;
}
