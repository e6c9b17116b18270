/* Genres: what kind of document a title announces ("Telegram From the Embassy ...").
 *
 * Editions begin the title of a document with its genre. Only the words before the first
 * "from", "to", "by" and the like are looked at, so that a letter about a telegram is a
 * letter. Pure: any thread. */
#ifndef CHANCERY_READING_GENRE_H
#define CHANCERY_READING_GENRE_H

#include "base/slice.h"

/* "telegram", "memorandum of conversation", "letter" and the like; empty when the title
 * names none. Lives for ever. */
struct slice genre_of(struct slice title);

#endif
