/* One document to rows: its outline first, then its names, then its text. */
#include "classification.h"
#include "edtf.h"
#include "load.h"
#include "names.h"
#include "nouns.h"
#include "slug.h"
#include "utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A document between its file and its rows. */
struct document_load {
    struct load *load;
    const struct edition_collection *in;
    const struct edition_document *document;
    struct document_sidecar sidecar;
    struct slice digest;
    struct slice past_id; /* its id in the data set before */
    int64_t key, collection;
    struct parse *parse;
    int fd;
    struct slice url; /* path of the document, percent-encoded */
    struct slice *block_ids, *note_ids;
    uint32_t seq, ordinal; /* of the last block and note stored */
    struct fault_detail *detail;
};

static enum fault no_memory(struct document_load *doc)
{
    return fault_set(doc->detail, FAULT_MEMORY, "out of memory");
}

/* --- names --- */

static struct name_want want_block(const struct outline *outline, size_t i)
{
    const struct outline_entry *entry = &outline->entries[i];
    bool numbered = entry->number && entry->kind != BLOCK_TITLE;
    return (struct name_want){numbered ? "p" : "b", numbered ? entry->number : i + 1,
                              entry->digest};
}

static struct name_want want_note(const struct outline *outline, size_t i)
{
    const struct outline_note *note = &outline->notes[i];
    return (struct name_want){note->kind == NOTE_ENDNOTE ? "en" : "fn", note->label,
                              note->digest};
}

/* Did the past give any of them another name than they would have without it? */
static enum fault compare_names(struct document_load *doc, const struct name_want *wants,
                                size_t count, const struct slice *ids)
{
    struct load *load = doc->load;
    struct slice *fresh = arena_take_array(&load->arena, count, sizeof(*fresh));
    if (!fresh)
        return no_memory(doc);
    enum fault fault = names_settle(&load->arena, wants, count, NULL, 0, fresh);
    for (size_t i = 0; !fault && i < count; i++) {
        if (slice_equal(fresh[i], ids[i]))
            continue;
        load->past_counts = true;
        XXH3_128bits_update(load->past_state, doc->document->id.at,
                            doc->document->id.len);
        XXH3_128bits_update(load->past_state, &i, sizeof(i));
        XXH3_128bits_update(load->past_state, ids[i].at, ids[i].len);
    }
    return fault;
}

static enum fault settle(struct document_load *doc, bool notes, size_t count,
                         struct slice **ids)
{
    struct load *load = doc->load;
    struct name_want *wants = arena_take_array(&load->arena, count, sizeof(*wants));
    struct name_past *past = NULL;
    size_t past_count = 0;
    *ids = arena_take_array(&load->arena, count, sizeof(**ids));
    if (!wants || !*ids)
        return no_memory(doc);
    for (size_t i = 0; i < count; i++)
        wants[i] = notes ? want_note(&load->outline, i) : want_block(&load->outline, i);
    enum fault fault = FAULT_NONE;
    if (load->past)
        fault = corpus_past_names(load->past, &load->arena, doc->past_id, notes,
                                  &past, &past_count, doc->detail);
    if (!fault)
        fault = names_settle(&load->arena, wants, count, past, past_count, *ids);
    if (!fault && past_count)
        fault = compare_names(doc, wants, count, *ids);
    if (!fault)
        fault = load_retired(load, doc->document->id, past, past_count, doc->detail);
    return fault == FAULT_MEMORY ? no_memory(doc) : fault;
}

/* --- blocks and notes --- */

static struct slice id_at(const struct document_load *doc, size_t seq)
{
    return seq >= 1 && seq <= doc->load->outline.count ? doc->block_ids[seq - 1]
                                                       : SLICE_NONE;
}

static struct block_place place_of(const struct document_load *doc)
{
    const struct outline *outline = &doc->load->outline;
    const struct outline_entry *entry = &outline->entries[doc->seq - 1];
    struct block_place place = {.document = doc->document->id,
                                .document_url = doc->url,
                                .id = id_at(doc, doc->seq),
                                .prev = id_at(doc, doc->seq - 1),
                                .next = id_at(doc, doc->seq + 1),
                                .seq = doc->seq,
                                .inferred = entry->inferred,
                                .note_ids = doc->note_ids + doc->ordinal};
    if (entry->kind != BLOCK_OMISSION && doc->seq > 1 &&
        entry[-1].kind == BLOCK_OMISSION) {
        place.omission = place.prev;
        entry--;
    }
    place.missing_from = entry->missing_from;
    place.missing_to = entry->missing_to;
    return place;
}

static enum fault put_note(struct document_load *doc, const struct note *note,
                           const struct block *block)
{
    struct load *load = doc->load;
    size_t i = doc->ordinal++;
    struct note_place place = {.document = doc->document->id,
                               .document_url = doc->url,
                               .id = doc->note_ids[i],
                               .block = id_at(doc, doc->seq),
                               .block_text = block->text,
                               .ordinal = doc->ordinal};
    buffer_clear(&load->before);
    buffer_clear(&load->after);
    noun_note(&load->before, &load->after, note, &place);
    if (buffer_failed(&load->before) || buffer_failed(&load->after))
        return no_memory(doc);
    /* A body without a marker stays with the block that it stood behind. */
    struct note_row row = {
        .key = row_key(doc->key, doc->ordinal),
        .id = place.id,
        .kind = note->kind,
        .digest = load->outline.notes[i].digest,
        .block = row_key(doc->key, doc->seq),
        .at = note->problems & NOTE_NO_MARKER ? block->length : note->at,
        .before_text = buffer_slice(&load->before),
        .after_text = buffer_slice(&load->after),
        .text = note->text,
    };
    return ingest_note(load->ingest, &row, doc->detail);
}

static enum fault put_omission(struct document_load *doc, const struct block *block,
                               const struct block_place *place)
{
    struct load *load = doc->load;
    buffer_clear(&load->scratch);
    noun_omission(&load->scratch, block, place);
    if (buffer_failed(&load->scratch))
        return no_memory(doc);
    return ingest_omission(load->ingest, row_key(doc->key, doc->seq),
                           buffer_slice(&load->scratch), doc->detail);
}

static enum fault put_row(struct document_load *doc, const struct block *block,
                          const struct block_place *place)
{
    struct load *load = doc->load;
    const struct outline_entry *entry = &load->outline.entries[doc->seq - 1];
    buffer_clear(&load->before);
    buffer_clear(&load->after);
    noun_block(&load->before, &load->after, block, place);
    if (buffer_failed(&load->before) || buffer_failed(&load->after))
        return no_memory(doc);
    struct block_row row = {
        .key = row_key(doc->key, doc->seq),
        .id = place->id,
        .kind = block->kind,
        .number = entry->number,
        .label = block->label,
        .digest = entry->digest,
        .source_at = block->source_at,
        .source_bytes = block->source_bytes,
        .before_text = buffer_slice(&load->before),
        .after_text = buffer_slice(&load->after),
        .text = block->text,
    };
    return ingest_block(load->ingest, &row, doc->detail);
}

static enum fault put_block(struct document_load *doc, const struct block *parsed)
{
    struct block block = *parsed;
    doc->seq++;
    block.kind = doc->load->outline.entries[doc->seq - 1].kind;
    if (!doc->load->outline.entries[doc->seq - 1].number)
        block.number = SLICE_NONE; /* a title's is the document's */
    struct block_place place = place_of(doc);
    enum fault fault = put_row(doc, &block, &place);
    if (!fault && block.kind == BLOCK_OMISSION)
        fault = put_omission(doc, &block, &place);
    for (size_t i = 0; !fault && i < block.note_count; i++)
        fault = put_note(doc, &block.notes[i], &block);
    return fault;
}

/* The second reading must be of the same file as the first. */
static enum fault changed(struct document_load *doc)
{
    return fault_set(doc->detail, FAULT_STORE,
                     "%s changed while it was loaded; load again",
                     doc->document->shown.at);
}

static enum fault put_blocks(struct document_load *doc)
{
    const struct outline *outline = &doc->load->outline;
    const struct block *block;
    enum fault fault;
    while (!(fault = parse_next(doc->parse, &block, doc->detail)) && block) {
        if (doc->seq == outline->count ||
            doc->ordinal + block->note_count > outline->note_count)
            return changed(doc);
        fault = put_block(doc, block);
        if (fault)
            return fault;
    }
    if (fault == FAULT_INPUT)
        return changed(doc);
    struct digest again = parse_digest(doc->parse);
    if (!fault && (doc->seq != outline->count || again.high != outline->digest.high ||
                   again.low != outline->digest.low))
        return changed(doc);
    return fault;
}

/* --- the document itself --- */

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

static enum fault put_document(struct document_load *doc)
{
    struct load *load = doc->load;
    struct arena *arena = &load->arena;
    struct document_noun noun = describe(doc);
    struct edtf_range days = {0, 0};
    if (noun.date.len && !edtf_read(noun.date, &days))
        days = (struct edtf_range){0, 0};
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
        .date_first = days.first,
        .date_last = days.last,
        .digest = noun.digest,
        .blocks = (int64_t)noun.blocks,
        .notes = (int64_t)noun.notes,
        .omissions = (int64_t)noun.omissions,
    };
    if (arena_failed(arena) || buffer_failed(&load->scratch))
        return no_memory(doc);
    return ingest_document(load->ingest, &row, buffer_slice(&load->scratch), doc->detail);
}

/* The file as it is, for include=source. */
static enum fault put_source(struct document_load *doc)
{
    char *bytes = arena_take(&doc->load->arena, SOURCE_PART_BYTES);
    if (!bytes)
        return no_memory(doc);
    enum fault fault = FAULT_NONE;
    uint64_t at = 0;
    for (uint32_t part = 0; !fault && at < doc->load->outline.bytes; part++) {
        ssize_t got = pread(doc->fd, bytes, SOURCE_PART_BYTES, (off_t)at);
        if (got <= 0)
            return changed(doc);
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
        fault = sidecar_read_document(&doc->sidecar, &load->arena, document->sidecar.at,
                                      shown.at ? shown.at : "",
                                      &(struct reporter){load_report, load});
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
    noun_segment(scratch, doc->document->id);
    doc->url = arena_copy(&doc->load->arena, buffer_slice(scratch));
    return buffer_failed(scratch) || !doc->url.at ? no_memory(doc) : FAULT_NONE;
}

static enum fault store(struct document_load *doc)
{
    struct load *load = doc->load;
    const struct slice_list *former_ids = &doc->sidecar.former_ids;
    enum fault fault =
        load_former_ids(load, doc->document->id, former_ids, doc->detail);
    if (!fault)
        fault = load_past_id(load, doc->document->id, former_ids, doc->digest,
                             &doc->past_id, doc->detail);
    if (!fault)
        fault = make_url(doc);
    if (!fault)
        fault = settle(doc, false, load->outline.count, &doc->block_ids);
    if (!fault)
        fault = settle(doc, true, load->outline.note_count, &doc->note_ids);
    if (!fault)
        fault = put_blocks(doc);
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
        fault = outline_read(&load->outline, doc.parse, detail);
    if (!fault)
        fault = read_sidecar(&doc);
    if (!fault)
        fault = store(&doc);
    if (!fault)
        remember(&doc);
    parse_close(doc.parse);
    if (doc.fd >= 0)
        close(doc.fd);
    return fault;
}
