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

/* Was a person 15 years old when the document was written? The dead may be named. */
bool choice_is_grown_up(const struct rule_context *context,
                        const struct gazetteer_record *entity);

/* Drops the persons who cannot be meant, whoever is left: a title of the other sex, a
 * generation that is not theirs, a title of the living for one long dead, an office of
 * another nation. */
void choices_drop_contradicted(struct choices *choices, const struct found *found);

#endif
