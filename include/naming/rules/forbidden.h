/* Words of a text that the editors forbid to be names. */
#ifndef CHANCERY_NAMING_RULES_FORBIDDEN_H
#define CHANCERY_NAMING_RULES_FORBIDDEN_H

#include "naming/rules/context.h"

/* Fills in `forbidden` for the current text, and notes which overrides it has seen.
 * Faults: FAULT_MEMORY. */
CHECKED enum fault forbidden_find(struct rule_context *context,
                                  struct fault_detail *detail);

/* Is [from, to) within forbidden words? */
bool forbidden_covers(const struct rule_context *context, size_t from, size_t to);

#endif
