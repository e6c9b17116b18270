/* The recogniser: the names in a document, and who or what each one is.
 *
 * A document is read twice: the first reading learns which full names, titles and
 * abbreviations it holds, the second finds all mentions. Of a text its words, and what
 * was found, are kept from the first reading to the second, up to some 30,000 words of a
 * document, and never its letters; so the memory of a document is bounded by that and by
 * what it names. The same document, lists and program give the same mentions, always.
 *
 *   recogniser_begin -> recogniser_learn for every block (and its notes) in order
 *   -> recogniser_learned -> recogniser_find for every block and every note, in order
 *
 * Offsets are code points of the text given. Mentions do not overlap and come in order.
 * Slices of a mention live until the next call. One thread for each recogniser; the
 * gazetteer is shared. Text is valid UTF-8. Faults: FAULT_MEMORY.
 * What is a name, and where it begins and ends: the README's chapter on names. */
#ifndef CHANCERY_NAMING_RECOGNISER_H
#define CHANCERY_NAMING_RECOGNISER_H

#include "naming/rules/mention.h"

struct recogniser;

CHECKED enum fault recogniser_open(struct recogniser **out,
                                   const struct gazetteer *gazetteer,
                                   struct fault_detail *detail);
void recogniser_close(struct recogniser *recogniser); /* NULL is fine */

/* Gives back what a long text has taken. What the document taught is kept, and mentions
 * that were handed out are not. */
void recogniser_trim(struct recogniser *recogniser);

/* A new document, of the collection `scope`, written in these days (both 0: not known).
 * Pins are only read until the next begin. */
void recogniser_begin(struct recogniser *recogniser, uint32_t scope,
                      struct edtf_range days, const struct mention_pin *pins,
                      size_t pin_count);

CHECKED enum fault recogniser_learn(struct recogniser *recogniser, struct slice text,
                                    enum block_kind kind, bool note,
                                    struct fault_detail *detail);

/* Every text has been learned from; those that are found in come from the first again. */
void recogniser_learned(struct recogniser *recogniser);

/* The mentions of one text; of the same kind as it was in the first reading. */
CHECKED enum fault recogniser_find(struct recogniser *recogniser, struct slice text,
                                   enum block_kind kind, bool note,
                                   const struct mention **out, size_t *count,
                                   struct fault_detail *detail);

/* Of a number that gazetteer_force or gazetteer_forbid gave: has the name been found, or
 * the words met, in any document? */
bool recogniser_saw_override(const struct recogniser *recogniser, uint32_t word);

#endif
