/* Numbers: which paragraph numbers an omission hides, by the printed ones around it.
 *
 * They are inferred only when the printed numbers rise up to the one after the omission,
 * the two around it are printed once in the document, and there is one omission and no
 * unnumbered text between them. A document that opens with one paragraph without a
 * number, and goes on with 2, or with an omission and a number above 1, opens with 1. */
#ifndef CHANCERY_READING_NUMBER_H
#define CHANCERY_READING_NUMBER_H

#include "reading/outline.h"

/* Fills in `inferred`, `missing_from` and `missing_to`; kinds and numbers are settled. */
void number_settle(struct outline_entry *entries, size_t count);

#endif
