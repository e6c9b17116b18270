/* Numbers: what the printed numbers around an omission say of the ones that it hides.
 *
 * Nothing is said unless it is settled: the printed numbers rise up to the one behind the
 * omission, the two around it are printed once in the document, one omission stands
 * between them and no unnumbered text. A document that opens with one paragraph without a
 * number, and goes on with 2, or with an omission and a number above 1, opens with 1. */
#ifndef CHANCERY_READING_NUMBER_H
#define CHANCERY_READING_NUMBER_H

#include "reading/outline.h"

/* Fills in `inferred`, `missing_from` and `missing_to`; kinds and numbers are settled. */
void number_settle(struct outline_entry *entries, size_t count);

#endif
