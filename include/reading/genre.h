/* Genres: what kind of document a title announces ("Telegram From the Embassy ...").
 *
 * Editions begin the title of a document with its kind. Only what stands before the
 * first "from", "to", "by" and the like is looked at, so that a letter about a telegram
 * is a letter. Pure: any thread. */
#ifndef CHANCERY_READING_GENRE_H
#define CHANCERY_READING_GENRE_H

#include "base/slice.h"

/* "telegram", "memorandum of conversation", "letter"...; empty when the title does not
 * say. Lives for ever. */
struct slice genre_of(struct slice title);

#endif
