/* Sidecars: the editors' metadata of a document (NAME.json) or a collection
 * (collection.json).
 *
 * JSON objects (RFC 8259), UTF-8, at most 1 MiB. A field of a wrong type, an unknown
 * field or a date that is not EDTF is reported with the file and its line where known,
 * and only that field is left out; a file that is not JSON is reported and left out
 * whole. All slices live in the given arena. Fields that are absent are empty. A reader
 * and its arena belong to one thread. */
#ifndef CHANCERY_SOURCE_SIDECAR_H
#define CHANCERY_SOURCE_SIDECAR_H

#include "base/digest.h"
#include "source/edition.h"

struct slice_list {
    struct slice *items;
    size_t count;
};

struct document_sidecar {
    struct slice id; /* a slug already, or empty */
    struct slice title, date, author, recipient, place, archive_reference;
    struct slice language, licence, classification;
    struct slice_list authors,
        recipients;               /* `author` is all of them, with "; " between */
    struct slice_list former_ids; /* "OLD" (this document's former id) or "OLD/BLOCK" */
    struct digest digest;         /* of the file; none when it was not read to its end */
    bool left_out;                /* the file is no JSON object, or cannot be read */
};

struct collection_sidecar {
    struct slice id, title, description, publisher, licence, language;
    struct slice prefix; /* goes before the ids that are made from names of files */
    struct slice_list withdrawn; /* ids of documents, or DOCUMENT/BLOCK */
};

/* Where a reader reports what is wrong. */
struct reporter {
    source_report *report;
    void *self;
    source_report *remark; /* for what is no mistake, but worth knowing; may be NULL */
};

/* Is it the name of a field of a document's sidecar? */
bool sidecar_has_field(struct slice name);

/* Takes a field of a document that was found elsewhere, at `line` of the file that
 * messages call `shown`; a list has semicolons between. */
void sidecar_take_cell(struct document_sidecar *out, struct arena *arena,
                       struct slice field, struct slice text, const char *shown,
                       unsigned long line, const struct reporter *reporter);

/* Fills in what `other` has and `out` has not, and makes `author` and `authors` agree. */
CHECKED enum fault sidecar_merge(struct document_sidecar *out,
                                 const struct document_sidecar *other,
                                 struct arena *arena);

/* Reads the file at `path`, which messages call `shown`. FAULT_MEMORY; all else is
 * reported. */
CHECKED enum fault sidecar_read_document(struct document_sidecar *out,
                                         struct arena *arena, const char *path,
                                         const char *shown,
                                         const struct reporter *reporter);
CHECKED enum fault sidecar_read_collection(struct collection_sidecar *out,
                                           struct arena *arena, const char *path,
                                           const char *shown,
                                           const struct reporter *reporter);

/* Only the "id" of the sidecar or collection.json at `path`, as a slug, or the "prefix"
 * of collection.json; empty when there is none or the file cannot be read. Reports
 * nothing: reading the whole file will. Cheap where the file has no such field.
 * FAULT_MEMORY. */
enum sidecar_field { SIDECAR_ID, SIDECAR_PREFIX };
CHECKED enum fault sidecar_find(struct slice *out, struct arena *arena, const char *path,
                                enum sidecar_field field);

#endif
