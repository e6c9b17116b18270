/* Writing a data set: rows are added in document order, and the file is published at
 * once.
 *
 * The new file is built beside the old one (FILE.new) and renamed over it when all of it
 * is on disk; until then the old one is intact, whatever happens. A lock (FILE.lock)
 * keeps two loads apart. All calls from one thread; threads of its own index and write
 * the rows, so a fault may belong to an earlier call. Slices are used only during the
 * call.
 *
 * Faults: FAULT_STORE (the disk, with words), FAULT_MEMORY. After any fault only
 * ingest_close may follow, which removes the unfinished file. */
#ifndef CHANCERY_DB_WRITE_INGEST_H
#define CHANCERY_DB_WRITE_INGEST_H

#include "base/fault.h"
#include "db/store/rows.h"

struct ingest;

/* Takes the lock of `path` and starts a new data set beside it. If another load has the
 * lock, calls `waiting` (may be NULL) once and waits. A file that is not a data set of
 * this program is replaced only with `force`. With `search` the index is made, too. */
CHECKED enum fault ingest_open(struct ingest **out, const char *path, bool force,
                               bool search, void (*waiting)(void *self), void *self,
                               struct fault_detail *detail);

CHECKED enum fault ingest_collection(struct ingest *ingest,
                                     const struct collection_row *row,
                                     struct fault_detail *detail);
CHECKED enum fault ingest_document(struct ingest *ingest, const struct document_row *row,
                                   struct slice answer, struct fault_detail *detail);
CHECKED enum fault ingest_block(struct ingest *ingest, const struct block_row *row,
                                struct fault_detail *detail);
CHECKED enum fault ingest_note(struct ingest *ingest, const struct note_row *row,
                               struct fault_detail *detail);
CHECKED enum fault ingest_omission(struct ingest *ingest, int64_t block,
                                   struct slice answer, struct fault_detail *detail);
CHECKED enum fault ingest_former(struct ingest *ingest, const struct former_row *row,
                                 struct fault_detail *detail);

CHECKED enum fault ingest_revision(struct ingest *ingest, const struct revision_row *row,
                                   struct fault_detail *detail);
/* The first of a document and a revision is kept. */
CHECKED enum fault ingest_change(struct ingest *ingest, const struct change_row *row,
                                 struct fault_detail *detail);

/* A part of the file of a document, numbered from 0, as it is on disk. */
CHECKED enum fault ingest_source(struct ingest *ingest, int64_t document, uint32_t part,
                                 struct slice bytes, struct fault_detail *detail);

CHECKED enum fault ingest_meta(struct ingest *ingest, const char *name,
                               struct slice value, struct fault_detail *detail);

/* --- named entities --- */
CHECKED enum fault ingest_entity(struct ingest *ingest, const struct entity_row *row,
                                 struct fault_detail *detail);
/* The record of an entity in an authority list; a lower rank has precedence. */
CHECKED enum fault ingest_entity_source(struct ingest *ingest, int64_t entity,
                                        int64_t rank, struct slice words,
                                        struct slice answer, struct fault_detail *detail);
CHECKED enum fault ingest_entity_former(struct ingest *ingest, struct slice id,
                                        int64_t entity, struct fault_detail *detail);
/* A name of an entity, as queries are looked up; the same row may come again. */
CHECKED enum fault ingest_entity_name(struct ingest *ingest,
                                      const struct entity_name_row *row,
                                      struct fault_detail *detail);
/* The mentions of one text: of the block with this key, or of its note `ordinal`. */
CHECKED enum fault ingest_mentions(struct ingest *ingest, int64_t block, uint32_t ordinal,
                                   const struct mention_row *rows, size_t count,
                                   struct fault_detail *detail);
/* After the mentions of a document: the entities that they name, in order of key. */
CHECKED enum fault ingest_document_entities(struct ingest *ingest, int64_t document,
                                            const struct entity_count *named,
                                            size_t count, struct fault_detail *detail);
/* After the last document: how often an entity is named in all of them. */
CHECKED enum fault ingest_entity_count(struct ingest *ingest,
                                       const struct entity_count *count,
                                       struct fault_detail *detail);

/* Writes the rest of the index, syncs the file to disk and renames it. */
CHECKED enum fault ingest_publish(struct ingest *ingest, struct fault_detail *detail);

/* Frees it, published or not, and releases the lock. NULL is fine. */
void ingest_close(struct ingest *ingest);

#endif
