/* The lookup of the names that begin at a token. */
#ifndef CHANCERY_NAMING_RULES_LOOKUP_AT_H
#define CHANCERY_NAMING_RULES_LOOKUP_AT_H

#include "naming/rules/lookup.h"

/* The names of the longest phrase at `i` that is a name there, or NULL; `to` is its end.
 * Flags: NAME_ADJECTIVE: adjectives only; NAME_LICENSED: also names that need a full name
 * or a title in the document. */
const struct gazetteer_name *lookup_at(const struct rule_context *context, size_t i,
                                       uint32_t flags, size_t *to);

/* Is the name of the lists under [from, to) a name in this text? */
bool lookup_is_name(const struct rule_context *context, size_t from, size_t to,
                    const struct gazetteer_name *name, uint32_t flags);

#endif
