/* The entities that a name may mean, while it is being linked. */
#ifndef CHANCERY_NAMING_CHOICE_H
#define CHANCERY_NAMING_CHOICE_H

#include "internal.h"

enum { CHOICES = 64 };

struct choice {
    uint32_t entity;
    uint32_t flags; /* of the names by which it may be meant */
    uint8_t rank;   /* of the highest list that has it */
};

struct choices {
    const struct rule_context *context;
    struct choice at[CHOICES];
    size_t count;
};

/* Drops the persons who cannot be meant, whoever is left: a title of the other sex, a
 * generation that is not theirs, a title of the living for one long dead, an office of
 * another nation. */
void choices_drop_contradicted(struct choices *choices, const struct found *found);

#endif
