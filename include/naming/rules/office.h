/* Offices beside a name: did an entity hold the one that the text gives? */
#ifndef CHANCERY_NAMING_RULES_OFFICE_H
#define CHANCERY_NAMING_RULES_OFFICE_H

#include "naming/rules/context.h"
#include "naming/rules/found.h"

/* Is there an office before token `at` that the entity, or its namesake, held when the
 * document was written: "Secretary of State Dulles", "the Ambassador in France (Dillon)"?
 * The head of a state or a government keeps it for some years: "President Kennedy" in
 * 1965. Of a surname that many have, a rank that many hold says nothing: "Ambassador
 * Johnson". */
bool held_office_before(const struct rule_context *context, size_t at, uint32_t entity);

/* Is there a rank of the forces before token `at`, and did the entity never hold one,
 * though its list has offices of it? */
bool is_of_other_rank(const struct rule_context *context, size_t at, uint32_t entity);

/* Or one that it held at any time? */
bool held_office_ever(const struct rule_context *context, size_t at, uint32_t entity);

/* Or after the name, which ends at `at`: "Dulles, Secretary of State"? */
bool held_office_after(const struct rule_context *context, size_t at, uint32_t entity);

/* Is the person said to be of a nation for which the entity held none of its offices:
 * "General Vargas of the Philippines"? */
bool of_other_nation(const struct rule_context *context, const struct found *found,
                     uint32_t entity);

#endif
