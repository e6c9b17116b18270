/* The JSON of each noun: documents, blocks, notes, omissions, collections.
 *
 * Rendered once, at load, and stored; the API copies it. A block's or note's JSON comes
 * in two halves, what stands before its text and what stands behind, so that the text is
 * stored once. Paths are absolute ("/v1/…"); a base URL is put before them when an answer
 * leaves. Shapes: the README's tour, and openapi.json. Faults are the buffer's. */
#ifndef CHANCERY_RENDER_NOUNS_H
#define CHANCERY_RENDER_NOUNS_H

#include "base/buffer.h"
#include "base/model.h"

/* A block's surroundings, by name; empty where there is nothing. */
struct block_context {
    struct slice document, id, prev, next;
    struct slice document_url; /* its path, percent-encoded */
    uint32_t seq;
    uint32_t inferred;                 /* number, or 0 */
    struct slice omission;             /* id of the omission right before it */
    uint32_t missing_from, missing_to; /* that the omission (this block or that) hides */
    const struct slice *note_ids;      /* one for each of the block's notes */
};

void noun_block(struct buffer *before, struct buffer *after, const struct block *block,
                const struct block_context *context);

/* A note's surroundings. `block_text` is that of the block that carries its marker. */
struct note_context {
    struct slice document, id, block;
    struct slice document_url;
    struct slice block_text;
    uint32_t ordinal;
};

void noun_note(struct buffer *before, struct buffer *after, const struct note *note,
               const struct note_context *context);

/* Of the same block as noun_block; `context->prev` and `next` are what it stands between.
 */
void noun_omission(struct buffer *out, const struct block *block,
                   const struct block_context *context);

struct document_noun {
    struct slice id, collection, number, title, date, dateline, salutation, author,
        recipient, place, archive_reference, language, licence, classification, digest;
    const struct slice *former_ids;
    size_t former_count;
    uint64_t blocks, notes, omissions, bytes;
};

void noun_document(struct buffer *out, const struct document_noun *document);

struct collection_noun {
    struct slice id, title, description, publisher, licence, language;
    uint64_t documents, blocks, notes, omissions;
};

void noun_collection(struct buffer *out, const struct collection_noun *collection);

/* A path with its segments percent-encoded (RFC 3986), as a JSON member:
 * noun_url(out, "url", "/v1/documents/", document, "/paragraphs/", id). `rest` and `id`
 * may be empty. */
void noun_url(struct buffer *out, const char *name, const char *head,
              struct slice document, const char *rest, struct slice id);

#endif
