/* Slugs: the names of documents and collections, in URLs and for ever.
 *
 * Letters, marks and digits of any script, in NFC and lower case, with "." "_" and "-";
 * a run of anything else, with a "-" beside it, becomes one "-". A slug never ends in a
 * representation's suffix (".json" becomes "-json"; the list is in slug.c), never starts
 * or ends with "." or "-", is at most 200 bytes (cut at a character) and never empty
 * ("document" stands in). The slug of a slug is itself.
 * Source of the rules: Unicode general categories and simple lower-casing, by utf8proc.
 */
#ifndef CHANCERY_TEXT_SLUG_H
#define CHANCERY_TEXT_SLUG_H

#include "base/arena.h"

/* The slug of `name`, in the arena; SLICE_NONE when memory ran out. `name` is any bytes:
 * what is not UTF-8 becomes "-". */
struct slice slug_of(struct arena *arena, struct slice name);

/* The text by which natural order compares: lower-cased, each run of ASCII digits without
 * leading zeros and preceded by its length ("d10" sorts behind "d2"); compare with
 * memcmp. Names that differ in case or leading zeros only are equal by it. In the arena.
 */
struct slice slug_order(struct arena *arena, struct slice name);

/* Words folded for finding titles and people: compatibility-decomposed, marks dropped,
 * case folded, signs that stand for a soft or hard sign (U+A78C, U+02B9 and the like)
 * dropped, everything else but letters and digits one blank, a blank at each end (no word
 * at all: one blank). */
struct slice slug_words(struct arena *arena, struct slice text);

#endif
