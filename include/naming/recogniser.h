/* The recogniser: the names in a document, and whom or what each one means.
 *
 * A document is read twice: the first reading learns which full names, titles and
 * abbreviations it has, the second finds all mentions. The tokens of a text and the names
 * found in it are kept from the first reading to the second, up to some 30,000 words of a
 * document, but not the text itself; so memory is bounded by that and by the number of
 * different names. The same document, lists and program always give the same mentions.
 *
 *   recogniser_begin -> recogniser_learn for every block (and its notes) in order
 *   -> recogniser_learned -> recogniser_find for every block and every note, in order
 *
 * Offsets are code points of the text given. Mentions do not overlap and are in order.
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

/* Frees the memory that a long text has taken. What the document has taught stays;
 * mentions that were handed out do not. */
void recogniser_trim(struct recogniser *recogniser);

/* A new document, of the collection `scope`, written in `days` (both 0: not known). The
 * pins must live until the next recogniser_begin. */
void recogniser_begin(struct recogniser *recogniser, uint32_t scope,
                      struct edtf_range days, const struct mention_pin *pins,
                      size_t pin_count);

CHECKED enum fault recogniser_learn(struct recogniser *recogniser, struct slice text,
                                    enum block_kind kind, bool note,
                                    struct fault_detail *detail);

/* The end of the first reading; recogniser_find begins with the first text again. */
void recogniser_learned(struct recogniser *recogniser);

/* The mentions of one text; its kind must be the same as in the first reading. */
CHECKED enum fault recogniser_find(struct recogniser *recogniser, struct slice text,
                                   enum block_kind kind, bool note,
                                   const struct mention **out, size_t *count,
                                   struct fault_detail *detail);

/* Has the forced name been found, or the forbidden one met, in any document? `number` is
 * that of gazetteer_force or gazetteer_forbid. */
bool recogniser_saw_override(const struct recogniser *recogniser, uint32_t number);

#endif
