/* Spellings: the American form of a British word, or the British of an American one
 * ("defence", "defense"; "labour", "labor"; "organise", "organize").
 *
 * Only endings are looked at, so the result need not be a word: the caller looks it up in
 * the vocabulary of the data set. Pure: any thread. */
#ifndef CHANCERY_TEXT_SPELLING_H
#define CHANCERY_TEXT_SPELLING_H

#include "base/slice.h"

enum { SPELLING_BYTES = 80 };

/* The other spelling of a folded word, written to `room`; empty when there is none. */
struct slice spelling_of(struct slice word, char room[SPELLING_BYTES]);

#endif
