/* Stems: what the forms of an English word have in common ("policies", "policy").
 *
 * A stemmer belongs to one thread. Source of the rules: the Snowball project's English
 * stemmer (Porter 2), by libstemmer. */
#ifndef CHANCERY_TEXT_STEM_H
#define CHANCERY_TEXT_STEM_H

#include "base/slice.h"

struct stemmer;

/* NULL when memory ran out. */
struct stemmer *stemmer_new(void);
void stemmer_free(struct stemmer *stemmer);

/* The stem of a folded word; a word with anything but the letters a-z is its own stem.
 * Valid until the next call. SLICE_NONE when memory ran out. */
struct slice stem_of(struct stemmer *stemmer, struct slice word);

#endif
