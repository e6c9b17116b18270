/* The edition: the collections and documents that a corpus on disk has, and their files.
 *
 * Layout: a folder with texts (NAME.txt) is a collection; each CORPUS of the command line
 * is walked to any depth, and may itself be such a folder or a single text. A text may
 * have a sidecar NAME.json beside it, a collection a collection.json. Names that begin
 * with a dot are skipped; a link that leads into a circle is not followed.
 *
 * Order: collections by id, documents by path within their collection, both in natural
 * order ("d2" before "d10"). Of two documents with one slug, the one that had it
 * before has it, else the first in that order; the other gets a longer id, with that of
 * its collection before it, and is reported. Of two collections, the second gets a longer
 * id, of its path.
 *
 * Everything in an edition belongs to it and lives until edition_release. One thread. */
#ifndef CHANCERY_SOURCE_EDITION_H
#define CHANCERY_SOURCE_EDITION_H

#include "base/arena.h"
#include "base/fault.h"

#include <stdint.h>

struct metadata_row;

struct edition_document {
    struct slice id;      /* slug, see slug.h */
    struct slice path;    /* NUL-terminated, as one would open it */
    struct slice shown;   /* the path below its CORPUS, for messages; valid UTF-8 */
    struct slice sidecar; /* path of NAME.json, or empty */
    const struct metadata_row *row; /* of the collection's metadata.csv, or NULL */
    uint64_t bytes;                 /* of the text, when it was found */
};

struct edition_collection {
    struct slice id;
    struct slice name;                 /* of the folder, valid UTF-8 */
    struct slice sidecar;              /* path of collection.json, or empty */
    struct slice metadata;             /* of metadata.csv, or empty */
    struct slice authority, overrides; /* of authority.json, overrides.json; or empty */
    struct edition_document *documents;
    size_t document_count;
};

struct edition {
    struct edition_collection *collections;
    size_t collection_count, document_count;
    struct arena arena;
    /* Files that the walk found, and what became of those that are no part of the
     * edition; names that begin with a dot are not counted. */
    size_t found, left_out, passed_over;

    /* Had the text of that path (as `shown`) this id before? It keeps it, whatever else
     * would have it now. Set before the walk; NULL: none had. */
    bool (*owns)(void *self, struct slice id, struct slice shown);
    void *owner;
};

/* Called for each fault that does not end the walk; `where` is a path, `line` 0 when
 * unknown. The texts live until it returns. */
typedef void source_report(void *self, const char *where, unsigned long line,
                           const char *what);

void edition_init(struct edition *edition);
void edition_release(struct edition *edition);

/* Walks the `count` paths. FAULT_INPUT when one of them does not exist or cannot be read
 * at all; FAULT_MEMORY. What is wrong below them is reported and left out. */
CHECKED enum fault edition_walk(struct edition *edition, const char *const *paths,
                                size_t count, source_report *report, void *self,
                                struct fault_detail *detail);

#endif
