/* One document, stored: its ids, then its text, then its own row and its file. */
#include "document.h"
#include "base/model.h"
#include "digest.h"
#include "reading/genre.h"
#include "render/nouns.h"
#include "source/metadata.h"
#include "text/slug.h"

#include <stdio.h>

/* The file as it is, for include=source. */
static enum fault put_source(struct document_load *doc)
{
    struct buffer *scratch = &doc->load->scratch.whole;
    enum fault fault = FAULT_NONE;
    uint64_t at = 0;
    for (uint32_t part = 0; !fault && at < doc->outline->bytes; part++) {
        struct slice bytes =
            parse_source(doc->reading->parse, at, SOURCE_PART_BYTES, scratch);
        if (buffer_failed(scratch))
            return fault_memory(doc->detail);
        if (bytes.len == 0)
            return document_reading_changed(doc->reading, doc->detail);
        fault = ingest_source(doc->load->ingest, doc->key, part, bytes, doc->detail);
        at += bytes.len;
    }
    return fault;
}

/* --- the steps --- */

/* Adds the document to the corpus's digest and makes its own: of its text, and of its
 * sidecar where there is one. */
static void make_digest(struct document_load *doc)
{
    struct arena *arena = &doc->load->scratch.arena;
    struct digest text = doc->outline->digest, sidecar = doc->reading->sidecar_digest;
    if (doc->is_stale) { /* the corpus has another text now, which cannot be read */
        digest_add_files(doc->load->corpus_digest, doc->document);
        predecessors_changed(&doc->load->predecessors, &text, sizeof(text));
    } else {
        digest_add(doc->load->corpus_digest, doc->document, text, sidecar);
    }
    doc->digest = arena_print(arena, "%016llx%016llx", (unsigned long long)text.high,
                              (unsigned long long)text.low);
    if (doc->document->row) { /* its sidecar is of two parts */
        sidecar.high ^= doc->document->row->digest.high;
        sidecar.low ^= doc->document->row->digest.low;
    }
    if (sidecar.high || sidecar.low)
        doc->digest = arena_print(arena, "%.*s-%016llx", SLICE_PRINT(doc->digest),
                                  (unsigned long long)sidecar.low);
}

static enum fault make_url(struct document_load *doc)
{
    struct buffer *scratch = &doc->load->scratch.whole;
    buffer_clear(scratch);
    buffer_put_text(scratch, "/v1/documents/");
    buffer_put_escaped(scratch, doc->document->id, "");
    doc->url = arena_copy(&doc->load->scratch.arena, buffer_slice(scratch));
    return buffer_failed(scratch) || !doc->url.at ? fault_memory(doc->detail)
                                                  : FAULT_NONE;
}

/* Reports a block that the editors withdrew, and that the text still has: only they can
 * take it out. */
static void report_withdrawn(const struct document_load *doc)
{
    const struct slice_list *withdrawn = &doc->load->collection.sidecar.withdrawn;
    for (size_t i = 0; i < withdrawn->count; i++) {
        struct slice name = withdrawn->items[i];
        if (!slice_equal(slice_cut(&name, '/'), doc->document->id) || !name.len)
            continue;
        for (size_t k = 0; k < doc->outline->count; k++)
            if (slice_equal(doc->block_ids[k], name))
                progress_problem(&doc->load->progress, doc->document->shown.at, 0,
                                 "collection.json withdraws a block of it that its text "
                                 "still has: it is served until the text is changed");
    }
}

static enum fault store(struct document_load *doc)
{
    struct load *load = doc->load;
    const struct slice_list *former_ids = &doc->reading->sidecar.former_ids;
    enum fault fault =
        former_ids_declare(&load->former_ids, doc->document->id, former_ids, doc->detail);
    if (!fault)
        fault = document_find_predecessor(doc);
    if (!fault)
        fault = make_url(doc);
    if (!fault)
        fault = document_assign_ids(doc, false, doc->outline->count, &doc->block_ids);
    if (!fault)
        fault = document_assign_ids(doc, true, doc->outline->note_count, &doc->note_ids);
    if (!fault)
        fault = document_note_change(doc);
    if (!fault)
        report_withdrawn(doc);
    if (!fault)
        fault = document_put_rows(doc);
    if (!fault)
        fault = document_put_entity_counts(doc);
    if (!fault)
        fault = document_put_row(doc);
    return fault ? fault : put_source(doc);
}

static void count_document(struct document_load *doc)
{
    struct tally *tally = &doc->load->tally;
    struct loaded_document *loaded = &doc->load->loaded[tally->documents++];
    loaded->id = doc->document->id;
    snprintf(loaded->text_digest, sizeof(loaded->text_digest), "%.*s",
             SLICE_PRINT(doc->digest));
    tally->stale += doc->is_stale;
    tally->sidecars_left_out += doc->reading->sidecar.left_out;
    tally->blocks += doc->outline->count;
    tally->notes += doc->outline->note_count;
    tally->omissions += doc->outline->omission_count;
    tally->bytes += doc->outline->bytes;
}

enum fault load_document(struct load *load, struct document_reading *reading,
                         struct fault_detail *detail)
{
    struct document_load doc = {.load = load,
                                .reading = reading,
                                .document = reading->document,
                                .outline = &reading->outline,
                                .key = (int64_t)load->tally.documents + 1,
                                .is_stale = reading->is_stale,
                                .detail = detail};
    arena_clear(&load->scratch.arena);
    *detail = reading->detail;
    if (reading->fault)
        return reading->fault;
    document_reading_report(reading, &load->progress);
    part_changes_init(&doc.parts);
    make_digest(&doc);
    enum fault fault = store(&doc);
    if (!fault)
        count_document(&doc);
    part_changes_release(&doc.parts);
    return fault;
}
