/* Kinds: what each block of a document is, settled by its form and its surroundings.
 *
 * The rules, in their order (kind.c has one function for each):
 *   1. some forms say it alone: omission, comment, table row, bullet, classification;
 *   2. the head: file number or classification before the title, the title, then
 *      dateline, classification, salutation, file number and a subject in capitals, up to
 *      the first running text;
 *   3. captions ("SUBJECT", "PARTICIPANTS") are headings, and the short lines behind them
 *      list items; so is what follows an enumerator that stands alone;
 *   4. in a document whose running text is indented, a line that is not is a heading or
 *      belongs to a signature; a last line "Source: …" says where the paper is kept;
 *   5. the tail: closers by their words, names behind the last running text. */
#ifndef CHANCERY_READING_KIND_H
#define CHANCERY_READING_KIND_H

#include "form.h"

enum { KIND_HEAD = 40 }; /* blocks that a head may have */

/* What `block` shows by itself, from its signs alone. */
enum block_kind kind_alone(const struct block *block);

/* Settles `count` kinds into `kinds`. */
void kind_settle(const struct shape *shapes, size_t count, uint8_t *kinds);

#endif
