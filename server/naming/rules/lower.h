/* Names that have words in lower case as their heads, and events with years. */
#ifndef CHANCERY_NAMING_RULES_LOWER_H
#define CHANCERY_NAMING_RULES_LOWER_H

#include "naming/rules/context.h"
#include "naming/rules/found.h"

/* "Atlantic alliance", "Communist bloc", "British government": do the capitals [i, to)
 * have a head in lower case after them? */
bool lower_head(const struct rule_context *context, size_t i, size_t to,
                struct found *out);

/* "Revolution of 1848": where the name ends whose head is at `at`. */
size_t event_year_end(const struct rule_context *context, size_t at);

/* Is there a place of the lists at `i` that no government rules: a town, a river? */
bool is_town(const struct rule_context *context, size_t i, size_t *to);

#endif
