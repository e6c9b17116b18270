/* Offices beside a name: did an entity hold the one that the text gives? */
#ifndef CHANCERY_NAMING_RULES_OFFICE_H
#define CHANCERY_NAMING_RULES_OFFICE_H

#include "naming/rules/context.h"

/* Is there an office before token `at` that the entity, or its namesake, held when the
 * document was written: "Secretary of State Dulles"? */
bool held_office_before(const struct rule_context *context, size_t at, uint32_t entity);

/* Or after the name, which ends at `at`: "Dulles, Secretary of State"? */
bool held_office_after(const struct rule_context *context, size_t at, uint32_t entity);

#endif
