/* One document to rows: its names, then its text, then what is said of it. */
#include "document.h"
#include "base/model.h"
#include "entities.h"
#include "reading/genre.h"
#include "render/nouns.h"
#include "text/slug.h"

#include <stdio.h>

static struct slice either(struct slice first, struct slice second)
{
    return first.len ? first : second;
}

static struct document_noun document_json_fields(const struct document_load *doc)
{
    const struct load *load = doc->load;
    const struct document_sidecar *said = &doc->reading->sidecar;
    const struct outline_facts *facts = &doc->outline->facts;
    const struct collection_sidecar *in = &load->collection;
    return (struct document_noun){
        .id = doc->document->id,
        .collection = doc->in->id,
        .number = facts->number,
        .title = either(said->title, facts->title),
        .date = either(said->date, facts->date),
        .dateline = facts->dateline,
        .salutation = facts->salutation,
        .author = said->author,
        .recipient = said->recipient,
        .place = either(said->place, facts->place),
        .archive_reference = said->archive_reference,
        .language = either(said->language, in->language),
        .licence = either(said->licence, in->licence),
        .classification = either(said->classification, facts->classification),
        .digest = doc->digest,
        .former_ids = said->former_ids.items,
        .former_count = said->former_ids.count,
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

/* Do the two have other words, once they are folded? */
static bool says_otherwise(struct arena *arena, struct slice a, struct slice b)
{
    return !slice_equal(a, b) && !slice_equal(words_of(arena, a), words_of(arena, b));
}

static enum fault put_document(struct document_load *doc)
{
    struct load *load = doc->load;
    struct arena *arena = &load->arena;
    struct document_noun noun = document_json_fields(doc);
    struct edtf_range days = doc->reading->days;
    buffer_clear(&load->scratch);
    noun_document(&load->scratch, &noun);
    struct document_row row = {
        .key = doc->key,
        .id = noun.id,
        .collection = doc->collection,
        .sort_key =
            arena_print(arena, "%.*s/%.*s", SLICE_PRINT(slug_order(arena, doc->in->id)),
                        SLICE_PRINT(slug_order(arena, doc->document->shown))),
        .title = noun.title,
        .author = noun.author,
        .recipient = noun.recipient,
        .title_words = words_of(arena, noun.title),
        .author_words = words_of(arena, noun.author),
        .recipient_words = words_of(arena, noun.recipient),
        .classification = classification_key(arena, noun.classification),
        .genre = genre_of(noun.title),
        .title_without_block =
            says_otherwise(arena, noun.title, doc->outline->facts.title),
        .date_first = days.first,
        .date_last = days.last,
        .digest = noun.digest,
        .blocks = (int64_t)noun.blocks,
        .notes = (int64_t)noun.notes,
        .omissions = (int64_t)noun.omissions,
    };
    if (arena_failed(arena) || buffer_failed(&load->scratch))
        return document_no_memory(doc);
    return ingest_document(load->ingest, &row, buffer_slice(&load->scratch), doc->detail);
}

/* The file as it is, for include=source. */
static enum fault put_source(struct document_load *doc)
{
    bool kept = parse_is_retained(doc->reading->parse);
    char *room = kept ? NULL : arena_take(&doc->load->arena, SOURCE_PART_BYTES);
    if (!kept && !room)
        return document_no_memory(doc);
    enum fault fault = FAULT_NONE;
    uint64_t at = 0;
    for (uint32_t part = 0; !fault && at < doc->outline->bytes; part++) {
        struct slice bytes =
            parse_source(doc->reading->parse, at, room, SOURCE_PART_BYTES);
        if (bytes.len == 0)
            return load_changed(doc->document, doc->detail);
        fault = ingest_source(doc->load->ingest, doc->key, part, bytes, doc->detail);
        at += bytes.len;
    }
    return fault;
}

/* --- the line --- */

/* What the corpus is, and what the document is: its text, and its sidecar where there is
 * one. */
static void add_digests(struct document_load *doc)
{
    struct load *load = doc->load;
    struct digest text = doc->outline->digest, words = doc->reading->sidecar_digest;
    load_digest_add(load->corpus_state, doc->document->id, doc->document->shown, text,
                    words);
    doc->digest =
        arena_print(&load->arena, "%016llx%016llx", (unsigned long long)text.high,
                    (unsigned long long)text.low);
    if (words.high || words.low)
        doc->digest = arena_print(&load->arena, "%.*s-%016llx", SLICE_PRINT(doc->digest),
                                  (unsigned long long)words.low);
}

static enum fault make_url(struct document_load *doc)
{
    struct buffer *scratch = &doc->load->scratch;
    buffer_clear(scratch);
    buffer_put_text(scratch, "/v1/documents/");
    buffer_put_escaped(scratch, doc->document->id, "");
    doc->url = arena_copy(&doc->load->arena, buffer_slice(scratch));
    return buffer_failed(scratch) || !doc->url.at ? document_no_memory(doc) : FAULT_NONE;
}

/* A block that its editors withdrew and that its text still has: only they can mend it.
 */
static void report_withdrawn(const struct document_load *doc)
{
    struct load *load = doc->load;
    for (size_t i = 0; i < load->collection.withdrawn.count; i++) {
        struct slice name = load->collection.withdrawn.items[i];
        if (!slice_equal(slice_cut(&name, '/'), doc->document->id) || !name.len)
            continue;
        for (size_t k = 0; k < doc->outline->count; k++)
            if (slice_equal(doc->block_ids[k], name))
                load_report(load, doc->document->shown.at, 0,
                            "collection.json withdraws a block of it that its text "
                            "still has: it is served until the text is changed");
    }
}

static enum fault store(struct document_load *doc)
{
    struct load *load = doc->load;
    const struct slice_list *former_ids = &doc->reading->sidecar.former_ids;
    enum fault fault =
        load_declared_former_ids(load, doc->document->id, former_ids, doc->detail);
    if (!fault)
        fault = load_predecessor_id(load, doc->document->id, former_ids, doc->digest,
                                    &doc->predecessor_id, doc->detail);
    if (!fault)
        fault = make_url(doc);
    if (!fault)
        fault = document_assign_ids(doc, false, doc->outline->count, &doc->block_ids);
    if (!fault)
        fault = document_assign_ids(doc, true, doc->outline->note_count, &doc->note_ids);
    if (!fault)
        report_withdrawn(doc);
    if (!fault)
        fault = document_put_rows(doc);
    if (!fault)
        fault = load_mentions_end(doc);
    if (!fault)
        fault = put_document(doc);
    return fault ? fault : put_source(doc);
}

static void remember(struct document_load *doc)
{
    struct load *load = doc->load;
    struct loaded_document *loaded = &load->loaded[load->loaded_count++];
    loaded->id = doc->document->id;
    snprintf(loaded->text_digest, sizeof(loaded->text_digest), "%.*s",
             SLICE_PRINT(doc->digest));
    load->blocks += doc->outline->count;
    load->notes += doc->outline->note_count;
    load->omissions += doc->outline->omission_count;
    load->bytes += doc->outline->bytes;
}

enum fault load_document(struct load *load, const struct edition_collection *in,
                         struct document_reading *reading, int64_t collection_key,
                         int64_t key, struct fault_detail *detail)
{
    struct document_load doc = {.load = load,
                                .in = in,
                                .document = reading->document,
                                .outline = &reading->outline,
                                .reading = reading,
                                .key = key,
                                .collection = collection_key,
                                .detail = detail};
    arena_clear(&load->arena);
    *detail = reading->detail;
    if (reading->fault)
        return reading->fault;
    document_reading_report(reading, load);
    add_digests(&doc);
    enum fault fault = store(&doc);
    if (!fault)
        remember(&doc);
    return fault;
}
