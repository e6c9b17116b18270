/* Slugs: the permanent ids of documents and collections, in URLs.
 *
 * Letters, marks and digits of any script, in NFC and lower case, with "." "_" and "-";
 * a run of anything else, with a "-" next to it, becomes one "-". A slug never ends in
 * the suffix of a format (".json" becomes "-json"; the list is in slug.c), never starts
 * or ends with "." or "-", is at most 200 bytes (cut at a character) and never empty
 * ("document" instead). The slug of a slug is itself. One arena, one thread.
 * Source of the rules: Unicode general categories and simple lower-casing, by utf8proc.
 */
#ifndef CHANCERY_TEXT_SLUG_H
#define CHANCERY_TEXT_SLUG_H

#include "base/arena.h"

/* The slug of `name`, in the arena; SLICE_NONE when memory ran out. `name` is any bytes:
 * what is not UTF-8 becomes "-". */
struct slice slug_of(struct arena *arena, struct slice name);

/* The key by which names sort in natural order ("d2" before "d10"): lower-cased, each run
 * of ASCII digits without leading zeros and after its length; compare with memcmp. Names
 * that differ in case or leading zeros only are equal by it. In the arena; SLICE_NONE
 * when memory ran out. */
struct slice slug_order(struct arena *arena, struct slice name);

/* Folded words by which titles and people are found: compatibility-decomposed, case
 * folded, without marks and without signs written for a soft or hard sign (U+A78C, U+02B9
 * and the like); all else but letters and digits becomes one blank, with a blank at each
 * end (no word at all: one blank). In the arena; SLICE_NONE when memory ran out. */
struct slice slug_words(struct arena *arena, struct slice text);

#endif
