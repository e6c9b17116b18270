/* One document to rows: its outline first, then its names, then its text. */
#include "load_document.h"
#include "classification.h"
#include "edtf.h"
#include "genre.h"
#include "load_entities.h"
#include "nouns.h"
#include "slug.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static struct slice either(struct slice first, struct slice second)
{
    return first.len ? first : second;
}

static struct document_noun describe(const struct document_load *doc)
{
    const struct load *load = doc->load;
    const struct document_sidecar *said = &doc->sidecar;
    const struct outline_facts *facts = &load->outline.facts;
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
        .blocks = load->outline.count,
        .notes = load->outline.note_count,
        .omissions = load->outline.omission_count,
        .bytes = load->outline.bytes,
    };
}

static struct slice words_of(struct arena *arena, struct slice text)
{
    return text.len ? slug_words(arena, text) : SLICE("");
}

/* When it was written; both 0: not known. */
static struct edtf_range days_of(const struct document_load *doc)
{
    struct slice date = either(doc->sidecar.date, doc->load->outline.facts.date);
    struct edtf_range days = {0, 0};
    if (date.len && !edtf_read(date, &days))
        days = (struct edtf_range){0, 0};
    return days;
}

static enum fault put_document(struct document_load *doc)
{
    struct load *load = doc->load;
    struct arena *arena = &load->arena;
    struct document_noun noun = describe(doc);
    struct edtf_range days = days_of(doc);
    buffer_clear(&load->scratch);
    noun_document(&load->scratch, &noun);
    struct document_row row = {
        .key = doc->key,
        .id = noun.id,
        .collection = doc->collection,
        .place =
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
        .title_apart = !slice_equal(words_of(arena, noun.title),
                                    words_of(arena, load->outline.facts.title)),
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
    char *bytes = arena_take(&doc->load->arena, SOURCE_PART_BYTES);
    if (!bytes)
        return document_no_memory(doc);
    enum fault fault = FAULT_NONE;
    uint64_t at = 0;
    for (uint32_t part = 0; !fault && at < doc->load->outline.bytes; part++) {
        ssize_t got = pread(doc->fd, bytes, SOURCE_PART_BYTES, (off_t)at);
        if (got <= 0)
            return document_changed(doc);
        fault = ingest_source(doc->load->ingest, doc->key, part,
                              (struct slice){bytes, (size_t)got}, doc->detail);
        at += (uint64_t)got;
    }
    return fault;
}

/* --- the line --- */

static enum fault open_file(struct document_load *doc)
{
    struct stat seen;
    doc->fd = open(doc->document->path.at, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (doc->fd < 0)
        return fault_set(doc->detail, FAULT_INPUT, "cannot be read: %s", strerror(errno));
    if (fstat(doc->fd, &seen) != 0 || !S_ISREG(seen.st_mode))
        return fault_set(doc->detail, FAULT_INPUT, "is not a regular file");
    return parse_open(&doc->parse, doc->fd, &doc->load->options->limits, doc->detail);
}

static enum fault read_sidecar(struct document_load *doc)
{
    struct load *load = doc->load;
    struct digest text = load->outline.digest, words = {0, 0};
    const struct edition_document *document = doc->document;
    enum fault fault = FAULT_NONE;
    if (document->sidecar.len) {
        struct slice shown = document->shown;
        shown.len -= strlen(".txt");
        shown = arena_print(&load->arena, "%.*s.json", SLICE_PRINT(shown));
        words = load_digest_file(document->sidecar.at);
        fault = sidecar_read_document(
            &doc->sidecar, &load->arena, document->sidecar.at, shown.at ? shown.at : "",
            &(struct reporter){.report = load_report, .self = load});
    }
    load_digest_add(load->corpus_state, document->id, document->shown, text, words);
    doc->digest =
        arena_print(&load->arena, "%016llx%016llx", (unsigned long long)text.high,
                    (unsigned long long)text.low);
    if (words.high || words.low)
        doc->digest = arena_print(&load->arena, "%.*s-%016llx", SLICE_PRINT(doc->digest),
                                  (unsigned long long)words.low);
    return fault;
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
        for (size_t k = 0; k < load->outline.count; k++)
            if (slice_equal(doc->block_ids[k], name))
                load_report(load, doc->document->shown.at, 0,
                            "collection.json withdraws a block of it that its text "
                            "still has: it is served until the text is changed");
    }
}

static enum fault store(struct document_load *doc)
{
    struct load *load = doc->load;
    const struct slice_list *former_ids = &doc->sidecar.former_ids;
    enum fault fault = load_former_ids(load, doc->document->id, former_ids, doc->detail);
    if (!fault)
        fault = load_past_id(load, doc->document->id, former_ids, doc->digest,
                             &doc->past_id, doc->detail);
    if (!fault)
        fault = make_url(doc);
    if (!fault)
        fault = document_settle_names(doc, false, load->outline.count, &doc->block_ids);
    if (!fault)
        fault =
            document_settle_names(doc, true, load->outline.note_count, &doc->note_ids);
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
    struct loaded *loaded = &load->loaded[load->loaded_count++];
    loaded->id = doc->document->id;
    snprintf(loaded->text_digest, sizeof(loaded->text_digest), "%.*s",
             SLICE_PRINT(doc->digest));
    load->blocks += load->outline.count;
    load->notes += load->outline.note_count;
    load->omissions += load->outline.omission_count;
    load->bytes += load->outline.bytes;
}

enum fault load_document(struct load *load, const struct edition_collection *in,
                         const struct edition_document *document, int64_t collection_key,
                         int64_t key, struct fault_detail *detail)
{
    struct document_load doc = {.load = load,
                                .in = in,
                                .document = document,
                                .key = key,
                                .collection = collection_key,
                                .fd = -1,
                                .detail = detail};
    arena_clear(&load->arena);
    enum fault fault = open_file(&doc);
    if (!fault)
        fault = load_mentions_begin(&doc);
    if (!fault)
        fault = outline_read(&load->outline, doc.parse, detail);
    if (!fault)
        fault = read_sidecar(&doc);
    if (!fault)
        load_mentions_date(&doc, days_of(&doc));
    if (!fault)
        fault = store(&doc);
    if (!fault)
        remember(&doc);
    parse_close(doc.parse);
    if (doc.fd >= 0)
        close(doc.fd);
    return fault;
}
