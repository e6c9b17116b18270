/* The JSON of each noun: documents, blocks, notes, omissions, collections.
 *
 * Rendered once, at load, and stored; the API copies it. A block's or note's JSON comes
 * in two halves, what is before its text and what is after, so that the text is stored
 * once. Paths are absolute ("/v1/…"); the API puts its base URL before them when it sends
 * them. The members are in openapi.json. Pure: any thread; faults are the buffer's. */
#ifndef CHANCERY_RENDER_NOUNS_H
#define CHANCERY_RENDER_NOUNS_H

#include "base/buffer.h"
#include "base/model.h"

/* What is around a block, as ids; empty where there is nothing. */
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

/* What is around a note. `block_text` is that of the block that has its marker. */
/* How far a text was read: notes of a block come in the order of their markers, and each
 * is found from where the one before was. */
struct text_place {
    uint32_t cp;
    size_t byte;
};

struct note_context {
    struct slice document, id, block;
    struct slice document_url;
    struct slice block_text;
    struct text_place
        *place; /* in it; all zero at first, and the same for all its notes */
    uint32_t ordinal;
};

void noun_note(struct buffer *before, struct buffer *after, const struct note *note,
               const struct note_context *context);

/* Of the same block as noun_block; it is between `context->prev` and `next`. */
void noun_omission(struct buffer *out, const struct block *block,
                   const struct block_context *context);

struct document_noun {
    struct slice id, collection, number, title, date, dateline, salutation, author,
        recipient, place, archive_reference, language, licence, classification, digest;
    const struct slice *authors, *recipients, *former_ids; /* lists */
    size_t author_count, recipient_count, former_count;
    struct slice despatch_number, received, precedence, handling; /* where it says so */
    const char *author_method, *recipient_method; /* how they were found, or NULL */
    const char *classification_method;            /* the same */
    uint64_t blocks, notes, omissions, bytes;
    int64_t modified; /* seconds since 1970 */
    bool stale;       /* the text is of an earlier load */
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
