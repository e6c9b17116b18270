/* The names of a data set: all that a load over it needs of it, so that what was cited
 * keeps its address.
 *
 * They are read from a data set of any schema that was ever released, by views whose form
 * is frozen (schema.sql, db/README.md), or from a text that names_write has written. One
 * thread; slices of a row live until the next call on the same rows.
 *
 * Faults of all functions: those of corpus.h. */
#ifndef CHANCERY_DB_READ_NAMES_H
#define CHANCERY_DB_READ_NAMES_H

#include "db/read/changes.h"

#include <stdio.h>

struct names;

struct names_facts {
    char rev[40], corpus[40]; /* as in corpus_facts */
    int64_t made;             /* second; 0: unknown */
    int64_t documents;
    int64_t revisions; /* the number of the last one */
    bool is_current;   /* a data set of the schema of this program */
};

/* Opens those of the data set at `path`. FAULT_DATASET, with words, when there is none,
 * it is damaged, or its names cannot be read. */
CHECKED enum fault names_open(struct names **out, const char *path,
                              struct fault_detail *detail);

/* Reads those in the text at `path`. FAULT_INPUT, with words and line. */
CHECKED enum fault names_read(struct names **out, const char *path,
                              struct fault_detail *detail);
void names_close(struct names *names); /* NULL is fine */

const struct names_facts *names_facts(const struct names *names);

/* Writes all of them as a text: a line each, columns with tabs between, documents in the
 * order of their ids. FAULT_STORE when it cannot be written. */
CHECKED enum fault names_write(struct names *names, FILE *out,
                               struct fault_detail *detail);

/* A document. `path` is empty where it is not known. */
struct name_document {
    struct slice id, digest, path;
    int64_t modified;
    bool stale;
};

/* --- lists --- */
void names_documents(struct names *names, struct rows *rows); /* in order of id */
CHECKED enum fault rows_next_name_document(struct rows *rows, struct name_document *out,
                                           bool *more, struct fault_detail *detail);

/* Digests of all blocks of all documents, in any order. */
void names_all_digests(struct names *names, struct rows *rows);
CHECKED enum fault rows_next_block_digest(struct rows *rows, struct slice *document,
                                          uint64_t *digest, bool *more,
                                          struct fault_detail *detail);

void names_formers(struct names *names, struct rows *rows);
CHECKED enum fault rows_next_former(struct rows *rows, struct former_row *out, bool *more,
                                    struct fault_detail *detail);

void names_revisions(struct names *names, struct rows *rows); /* the first one first */

void names_changes(struct names *names, struct rows *rows); /* in order of revision */

/* --- of one document --- */
CHECKED enum fault names_find_document(struct names *names, struct arena *arena,
                                       struct slice id, struct name_document *out,
                                       bool *found, struct fault_detail *detail);

/* All ids of its blocks, or notes, those in use in their order and then the retired ones,
 * in the arena. */
CHECKED enum fault names_parts(struct names *names, struct arena *arena,
                               struct slice document, bool notes,
                               struct predecessor_id **out, size_t *count,
                               struct fault_detail *detail);

/* Appends its file, as it was when it was read, to the open descriptor `fd`. *found is
 * false when the names are without files. FAULT_STORE when it cannot be written. */
CHECKED enum fault names_source(struct names *names, struct slice document, int fd,
                                bool *found, struct fault_detail *detail);

/* Does the history of `names` have a revision `rev`? */
CHECKED enum fault names_have_revision(struct names *names, const char *rev, bool *have,
                                       struct fault_detail *detail);

#endif
