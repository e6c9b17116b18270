/* Kinds: what each block of a document is, by its form and its surroundings.
 *
 * The rules, in their order (kind.c has a function for each):
 *   1. some forms settle it alone: omission, comment, table row, bullet, classification;
 *   2. the head: file number or classification before the title, the title, then
 *      dateline, classification, salutation, file number and a subject in capitals, up to
 *      the first running text;
 *   3. captions ("SUBJECT", "PARTICIPANTS") are headings, and the short lines after them
 *      list items; so is the block after an enumerator that is alone in its own;
 *   4. in a document whose running text is indented, a line that is not is a heading or
 *      belongs to a signature; a last line "Source: …" says where the paper is held;
 *   5. the tail: closers by their words, names after the last running text.
 * Pure functions, safe in any thread. */
#ifndef CHANCERY_READING_KIND_H
#define CHANCERY_READING_KIND_H

#include "form.h"

enum { KIND_HEAD = 40 }; /* blocks that a head may have */

/* The kind that the signs in `block` settle alone; else BLOCK_PARAGRAPH. */
enum block_kind kind_alone(const struct block *block);

/* Settles the kinds of `count` blocks and writes them to `kinds`. */
void kind_settle(const struct shape *shapes, size_t count, uint8_t *kinds);

#endif
