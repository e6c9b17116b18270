/* The JSON of collections and documents, and what all nouns share. */
#include "render/members.h"

void noun_url(struct buffer *out, const char *name, const char *head,
              struct slice document, const char *rest, struct slice id)
{
    write_name(out, name);
    buffer_put_char(out, '"');
    buffer_put_text(out, head);
    buffer_put_escaped(out, document, "");
    buffer_put_text(out, rest);
    buffer_put_escaped(out, id, "");
    buffer_put_char(out, '"');
}

void noun_put_url(struct buffer *out, const char *name, struct slice document_url,
                  const char *list, struct slice id)
{
    write_name(out, name);
    buffer_put_char(out, '"');
    buffer_put(out, document_url);
    buffer_put_text(out, list);
    buffer_put(out, id);
    buffer_put_char(out, '"');
}

void noun_put_offsets(struct buffer *out, const char *name, const uint32_t *offsets,
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

static void put_list(struct buffer *out, const char *name, const struct slice *texts,
                     size_t count)
{
    if (count == 0)
        return;
    write_name(out, name);
    write_open(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_put_char(out, ',');
        write_string(out, texts[i]);
    }
    write_close(out, ']');
}

/* How author, recipient and classification were found. */
static void put_methods(struct buffer *out, const struct document_noun *document)
{
    const char *author = document->author_method, *recipient = document->recipient_method;
    const char *classification = document->classification_method;
    if (!author && !recipient && !classification)
        return;
    write_name(out, "method");
    write_open(out, '{');
    if (author)
        write_text(out, "author", slice_of(author));
    if (recipient)
        write_text(out, "recipient", slice_of(recipient));
    if (classification)
        write_text(out, "classification", slice_of(classification));
    write_close(out, '}');
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
    put_list(out, "authors", document->authors, document->author_count);
    put_list(out, "recipients", document->recipients, document->recipient_count);
    write_text_if(out, "despatchNumber", document->despatch_number);
    write_text_if(out, "received", document->received);
    write_text_if(out, "precedence", document->precedence);
    write_text_if(out, "handling", document->handling);
    put_methods(out, document);
    put_list(out, "formerIds", document->former_ids, document->former_count);
    write_name(out, "counts");
    write_open(out, '{');
    write_int(out, "paragraphs", (int64_t)document->blocks);
    write_int(out, "footnotes", (int64_t)document->notes);
    write_int(out, "omissions", (int64_t)document->omissions);
    write_int(out, "bytes", (int64_t)document->bytes);
    write_close(out, '}');
    write_text(out, "digest", document->digest);
    write_time(out, "modified", document->modified);
    if (document->stale) {
        write_name(out, "stale");
        buffer_put_text(out, "true");
    }
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
