/* The row of a document: its fields, by what sidecar, text and collection say. */
#include "base/model.h"
#include "digest.h"
#include "document.h"
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

enum fault document_put_row(struct document_load *doc)
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
