/* One document, stored: its ids, then its text, then its own row and its file. */
#include "document.h"
#include "base/model.h"
#include "digest.h"
#include "reading/genre.h"
#include "render/nouns.h"
#include "source/metadata.h"
#include "text/slug.h"

#include <stdio.h>

static struct slice either(struct slice first, struct slice second)
{
    return first.len ? first : second;
}

/* How a party was found that the sidecar does not say; else NULL. */
static const char *method_of(struct slice by_sidecar, struct slice by_title)
{
    return !by_sidecar.len && by_title.len ? "title" : NULL;
}

/* Those of the sidecar, else the one that the title has. */
static struct slice_list list_of(const struct slice_list *list, const struct slice *one)
{
    struct slice *item = (struct slice *)(uintptr_t)one;
    return list->count ? *list : (struct slice_list){item, one->len > 0};
}

/* What the sidecar says goes before what the text and the collection say. */
static struct document_noun noun_of(const struct document_load *doc)
{
    const struct collection_load *in = &doc->load->collection;
    const struct document_sidecar *sidecar = &doc->reading->sidecar;
    const struct outline_facts *facts = &doc->outline->facts;
    struct slice_list authors = list_of(&sidecar->authors, &facts->author);
    struct slice_list recipients = list_of(&sidecar->recipients, &facts->recipient);
    return (struct document_noun){
        .id = doc->document->id,
        .collection = in->in->id,
        .number = facts->number,
        .title = either(sidecar->title, facts->title),
        .date = either(sidecar->date, facts->date),
        .dateline = facts->dateline,
        .salutation = facts->salutation,
        .author = either(sidecar->author, facts->author),
        .author_method = method_of(sidecar->author, facts->author),
        .recipient = either(sidecar->recipient, facts->recipient),
        .recipient_method = method_of(sidecar->recipient, facts->recipient),
        .classification_method = facts->classified_by_note && !sidecar->classification.len
                                     ? "source note"
                                     : NULL,
        .despatch_number = facts->despatch_number,
        .received = facts->received,
        .precedence = facts->precedence,
        .handling = facts->handling,
        .authors = authors.items,
        .author_count = authors.count,
        .recipients = recipients.items,
        .recipient_count = recipients.count,
        .place = either(sidecar->place, facts->place),
        .archive_reference = either(sidecar->archive_reference, facts->archive_reference),
        .language = either(sidecar->language, in->sidecar.language),
        .licence = either(sidecar->licence, in->sidecar.licence),
        .classification = either(sidecar->classification, facts->classification),
        .digest = doc->digest,
        .former_ids = sidecar->former_ids.items,
        .former_count = sidecar->former_ids.count,
        .modified = doc->modified,
        .stale = doc->is_stale,
        .blocks = doc->outline->count,
        .notes = doc->outline->note_count,
        .omissions = doc->outline->omission_count,
        .bytes = doc->outline->bytes,
    };
}

static struct slice words_of(struct arena *arena, struct slice text)
{
    return text.len ? slug_words(arena, text) : SLICE("");
}

/* Do the two differ in words, once they are folded? */
static bool has_other_words(struct arena *arena, struct slice a, struct slice b)
{
    return !slice_equal(a, b) && !slice_equal(words_of(arena, a), words_of(arena, b));
}

static enum fault put_document(struct document_load *doc)
{
    struct load *load = doc->load;
    struct arena *arena = &load->scratch.arena;
    struct buffer *json = &load->scratch.whole;
    struct document_noun noun = noun_of(doc);
    struct edtf_range days = doc->reading->days;
    buffer_clear(json);
    noun_document(json, &noun);
    struct document_row row = {
        .key = doc->key,
        .id = noun.id,
        .collection = load->collection.key,
        /* Names that are told apart by capitals alone are so by the path at its end. */
        .sort_key = arena_print(arena, "%.*s/%.*s/%.*s",
                                SLICE_PRINT(slug_order(arena, noun.collection)),
                                SLICE_PRINT(slug_order(arena, doc->document->shown)),
                                SLICE_PRINT(doc->document->shown)),
        .title = noun.title,
        .author = noun.author,
        .recipient = noun.recipient,
        .title_words = words_of(arena, noun.title),
        .author_words = words_of(arena, noun.author),
        .recipient_words = words_of(arena, noun.recipient),
        .classification = classification_key(arena, noun.classification),
        .genre = genre_of(noun.title),
        .title_without_block =
            has_other_words(arena, noun.title, doc->outline->facts.title),
        .date_first = days.first,
        .date_last = days.last,
        .digest = noun.digest,
        .blocks = (int64_t)noun.blocks,
        .notes = (int64_t)noun.notes,
        .omissions = (int64_t)noun.omissions,
        .path = doc->document->shown,
        .modified = doc->modified,
        .stale = doc->is_stale,
    };
    if (arena_failed(arena) || buffer_failed(json))
        return fault_memory(doc->detail);
    return ingest_document(load->ingest, &row, buffer_slice(json), doc->detail);
}

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
        fault = put_document(doc);
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
