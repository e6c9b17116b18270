/* Spellings: how a word is written on the other side of the Atlantic ("defence",
 * "defense"; "labour", "labor"; "organise", "organize").
 *
 * Only endings are looked at, so what comes out need not be a word; the vocabulary of
 * the data set decides. Pure: any thread. */
#ifndef CHANCERY_TEXT_SPELLING_H
#define CHANCERY_TEXT_SPELLING_H

#include "base/slice.h"

enum { SPELLING_BYTES = 80 };

/* The other spelling of a folded word, in `room`; empty when there is none. */
struct slice spelling_of(struct slice word, char room[SPELLING_BYTES]);

#endif
