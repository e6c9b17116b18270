/* What the files of the load command share: the load in the making.
 * Private to server/load*.c. */
#ifndef CHANCERY_LOADING_INTERNAL_H
#define CHANCERY_LOADING_INTERNAL_H

#include "base/buffer.h"
#include "db/read/corpus.h"
#include "db/write/ingest.h"
#include "loading/load.h"
#include "progress.h"
#include "reading/parse.h"
#include "source/sidecar.h"

#include <xxhash.h>

/* A document that was loaded, for what the documents before it have become. */
struct loaded_document {
    struct slice id;
    char text_digest[33];
};

struct load {
    const struct load_options *options;
    struct edition edition;
    struct ingest *ingest;
    struct corpus *predecessor; /* the data set before, or NULL */
    bool predecessor_is_damaged;
    struct predecessor_document
        *gone_documents; /* documents of the past that the edition has not */
    size_t gone_count, gone_room;
    struct progress progress;
    XXH3_state_t *corpus_state;      /* digest of the corpus, as far as it was read */
    XXH3_state_t *predecessor_state; /* of what the past changed */
    bool predecessor_counts;         /* it changed something */

    struct entities *entities; /* NULL: without them */

    void *declared_ids; /* names that the editors speak for: a tree of load_former.c */

    struct loaded_document *loaded;
    size_t loaded_count;
    size_t failed; /* files left out */
    uint64_t blocks, notes, omissions, bytes;
    size_t notes_at_fault; /* kept, served with their problems, and reported */

    struct reader_pool *reader_pool; /* of texts, ahead of the rows */
    /* reused from document to document */
    struct arena arena;
    struct buffer before, after, scratch;
    struct collection_sidecar collection; /* of the collection in hand */
    struct arena collection_arena;
};

/* Reports a problem of the input: `where:line: what`; counts it. */
source_report load_report, load_remark;

/* FAULT_STORE, with words: the text was another when it was read again. */
enum fault load_changed(const struct edition_document *document,
                        struct fault_detail *detail);

/* One collection with all its documents to rows (load_edition.c). */
CHECKED enum fault load_collection(struct load *load, const struct edition_collection *in,
                                   int64_t key, struct fault_detail *detail);

/* One document, which was read, to rows. FAULT_INPUT: its file cannot be used (reported
 * by the caller from `detail`), nothing of it was stored. */
struct document_reading;
CHECKED enum fault load_document(struct load *load, const struct edition_collection *in,
                                 struct document_reading *reading, int64_t collection_key,
                                 int64_t key, struct fault_detail *detail);

/* Rows for the names that were, once every document is in. */
CHECKED enum fault load_carry_former_ids(struct load *load, struct fault_detail *detail);
void load_declared_release(struct load *load);

/* What the editors say of former names. */
CHECKED enum fault load_declared_former_ids(struct load *load, struct slice document,
                                            const struct slice_list *former_ids,
                                            struct fault_detail *detail);
CHECKED enum fault load_declared_withdrawn(struct load *load,
                                           const struct slice_list *withdrawn,
                                           struct fault_detail *detail);

/* --- the data set before (load_past.c) --- */

/* Reads which of its documents the edition has not. */
CHECKED enum fault load_predecessors_open(struct load *load, struct fault_detail *detail);
void load_predecessors_release(struct load *load);

/* The id under which a document was known in the data set before: its own; or that of one
 * that is gone, by a former id or by the digest of its text; `id` when it is new. */
CHECKED enum fault load_predecessor_id(struct load *load, struct slice id,
                                       const struct slice_list *former_ids,
                                       struct slice digest, struct slice *out,
                                       struct fault_detail *detail);

/* Stores what the past names of a document have become, and counts it. */
struct predecessor_id;
CHECKED enum fault load_retired_ids(struct load *load, struct slice document,
                                    const struct predecessor_id *predecessor,
                                    size_t count, struct fault_detail *detail);

/* --- digests (load_digest.c) --- */

/* Of a file's bytes; zero when it cannot be read. */
struct digest load_digest_file(const char *path);

/* Adds a collection's authority.json and overrides.json. */
void load_digest_lists(XXH3_state_t *state, const struct edition_collection *collection);

/* Adds a document, or a collection with its sidecar, to the corpus's digest. */
void load_digest_add(XXH3_state_t *state, struct slice id, struct slice shown,
                     struct digest text, struct digest sidecar);

/* The digest of a whole edition, reading every file; 32 hexadecimal digits. */
bool load_digest_edition(const struct load *load, char out[33]);

/* Starts a state with what else settles the answers: options and build. */
bool load_digest_begin(XXH3_state_t *state, const struct load_options *options);
void load_digest_print(XXH3_state_t *state, char out[33]);

#endif
