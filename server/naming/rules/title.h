/* Titles and offices before a person's name. */
#ifndef CHANCERY_NAMING_RULES_TITLE_H
#define CHANCERY_NAMING_RULES_TITLE_H

#include "naming/rules/context.h"
#include "naming/rules/found.h"

enum title_kind {
    TITLE_NONE,
    TITLE_OFFICE, /* "Secretary", which may also be no title */
    TITLE_PERSON  /* "Mr.", which only persons have */
};

/* The title before token `i`, and whether it is of several: "Messrs. A and B". */
enum title_kind title_before(const struct rule_context *context, size_t i, bool *several);

/* Is the "M." at `i` Monsieur, as in "M. Jean Monnet", and no initial? */
bool title_is_monsieur(const struct rule_context *context, size_t i);

/* Is it the "Earl" of a peer, "Earl Granville", and no given name? So it is in old
 * papers. */
bool title_is_earl(const struct rule_context *context, size_t i);

/* Does an office end at `i` that has "of" or "for" in it: "Secretary of State", "Minister
 * for Foreign Affairs"? */
bool title_ends_office(const struct rule_context *context, size_t i);

/* Takes titles at the start of the name out of it, but none before a word of the classes
 * `stops`. */
void title_skip(const struct rule_context *context, struct found *out, uint32_t stops);

#endif
