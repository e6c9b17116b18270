/* The lookup of phrases in the gazetteer. */
#ifndef CHANCERY_NAMING_RULES_LOOKUP_H
#define CHANCERY_NAMING_RULES_LOOKUP_H

#include "naming/rules/context.h"

/* Does the name apply in this document, and was what it names there at that time? */
bool lookup_applies(const struct rule_context *context,
                    const struct gazetteer_name *name);

/* What the lists have under exactly these words, or NULL. */
const struct gazetteer_name *lookup_phrase(const struct rule_context *context,
                                           size_t from, size_t to);

/* Fills in `here` for token `i`, which the rules come to next. */
void lookup_prepare(struct rule_context *context, size_t i);

#endif
