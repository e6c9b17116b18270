/* What rules of persons share. */
#ifndef CHANCERY_NAMING_RULES_PERSON_H
#define CHANCERY_NAMING_RULES_PERSON_H

#include "naming/rules/context.h"
#include "naming/rules/found.h"

/* Where the person's name ends that begins at `i`. */
size_t person_name_end(const struct rule_context *context, size_t i);

/* "Earl of Derby", with the title at `i`. */
bool peer_name(const struct rule_context *context, size_t i, struct found *out);

/* Where the office ends that comes after a comma at `at`, or `at`; `from` is where it
 * begins. */
size_t office_after(const struct rule_context *context, size_t at, size_t *from);

#endif
