/* Digests: what a corpus is, by its bytes, whatever the dates of its files.
 *
 * The digest of a corpus goes over the program, the options that change answers, and each
 * document and collection in order. A load computes it from what it reads; before that
 * the digest of an edition tells whether anything has changed. One thread. */
#ifndef CHANCERY_LOADING_DIGEST_H
#define CHANCERY_LOADING_DIGEST_H

#include "base/digest.h"
#include "loading/load.h"
#include "source/edition.h"

#include <xxhash.h>

/* Of the bytes of the file at `path`, which ends in NUL; none when `path` is empty or the
 * file cannot be read. */
struct digest digest_file(struct slice path);

/* Starts a digest of a corpus with program and options; false when it cannot. */
bool digest_begin(XXH3_state_t *state, const struct load_options *options);

/* Adds a document, by the digests of its text and its sidecar. */
void digest_add(XXH3_state_t *state, const struct edition_document *document,
                struct digest text, struct digest sidecar);

/* The same, reading both files. */
void digest_add_files(XXH3_state_t *state, const struct edition_document *document);

/* Adds collection.json, authority.json and overrides.json, reading them; after the
 * collection's documents. */
void digest_add_collection(XXH3_state_t *state,
                           const struct edition_collection *collection);

/* Writes 32 hexadecimal digits and a NUL. */
void digest_print(XXH3_state_t *state, char out[33]);

/* The digest of a whole edition, reading every file; false when memory ran out. */
bool digest_edition(const struct edition *edition, const struct load_options *options,
                    char out[33]);

#endif
