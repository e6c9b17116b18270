/* The load in the making, which its steps share.
 *
 * load.c takes the steps in this order: load_entities_open, load_collection for each
 * collection (and in it load_document for each document), load_entities_end. Each returns
 * FAULT_MEMORY, the faults of db/write/ingest.h and db/read/corpus.h, and what it says
 * itself. One thread. */
#ifndef CHANCERY_LOADING_INTERNAL_H
#define CHANCERY_LOADING_INTERNAL_H

#include "base/buffer.h"
#include "changes.h"
#include "former_ids.h"
#include "loading/load.h"

struct document_reading;
struct entities;
struct reader_pool;

/* What was stored so far, and what was not. */
struct tally {
    size_t documents, failed; /* failed: files left out */
    uint64_t blocks, notes, omissions, bytes;
    size_t stale;     /* of the documents: kept as they were */
    size_t withdrawn; /* texts left out by collection.json */
    size_t sidecars_left_out;
    size_t notes_at_fault; /* stored, served with their problems, and reported */
};

/* Memory that is reused from document to document. */
struct scratch {
    struct arena arena;
    struct buffer before, after; /* JSON, before and after a text */
    struct buffer whole;         /* other JSON, and all else */
};

/* The collection that is being loaded. */
struct collection_load {
    const struct edition_collection *in;
    int64_t key;
    struct collection_sidecar sidecar;
    struct arena arena; /* of the sidecar */
};

struct load {
    const struct load_options *options;
    struct edition edition;
    struct ingest *ingest;
    struct progress progress;
    XXH3_state_t *corpus_digest; /* of all that was read so far */
    struct predecessors predecessors;
    struct former_ids former_ids;
    struct changes changes;
    int64_t made;                    /* second of this load */
    struct entities *entities;       /* NULL: without them */
    struct reader_pool *reader_pool; /* reads documents ahead */
    struct tally tally;
    struct loaded_document *loaded; /* tally.documents of them */
    struct collection_load collection;
    struct scratch scratch;
};

/* Reads all lists of names and stores their entities; nothing in a load without them. */
CHECKED enum fault load_entities_open(struct load *load, struct fault_detail *detail);

/* Stores the names by which a query may mean an entity (query_names.c): what a list says
 * of it. */
struct authority_entry;
CHECKED enum fault load_query_names(struct load *load,
                                    const struct authority_entry *entry, int64_t entity,
                                    struct fault_detail *detail);

/* Stores how often each entity is named, after the last document. */
CHECKED enum fault load_entities_end(struct load *load, struct fault_detail *detail);
void load_entities_close(struct load *load);

/* Says what changes, on standard output and in the report (guard.c). FAULT_STORE. */
CHECKED enum fault load_tell_changes(struct load *load, struct fault_detail *detail);

/* FAULT_PROBLEMS where it must not be published: more than a tenth of the documents would
 * be gone, or the load is strict and found problems (guard.c). */
CHECKED enum fault load_guard(const struct load *load, struct fault_detail *detail);

/* Says on standard output what was loaded (summary.c). */
void load_print_summary(struct load *load);

/* Stores a collection with all its documents. */
CHECKED enum fault load_collection(struct load *load, const struct edition_collection *in,
                                   int64_t key, struct fault_detail *detail);

/* Stores a document of the current collection, which was read. FAULT_INPUT: its file
 * cannot be used (for the caller to report, by `detail`), and nothing of it was stored.
 */
CHECKED enum fault load_document(struct load *load, struct document_reading *reading,
                                 struct fault_detail *detail);

#endif
