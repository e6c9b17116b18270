/* A record of an authority list: from its JSON to a struct. */
#ifndef CHANCERY_AUTHORITY_RECORD_H
#define CHANCERY_AUTHORITY_RECORD_H

#include "authority/authority.h"

/* A record as text, and where it is, for reports. */
struct record_location {
    const struct reporter *reporter; /* or NULL */
    const char *shown;
    struct slice json;
    unsigned long line;
};

/* Reads it; `*good` is false when it must be left out, which is reported. All slices live
 * in the arena. Faults: FAULT_MEMORY. */
CHECKED enum fault authority_record_read(const struct record_location *location,
                                         struct arena *arena,
                                         struct authority_record *out, bool *good,
                                         struct fault_detail *detail);

/* Letters and digits of ASCII, ".", "_" and "-"; at most 100 bytes, not only dots. */
bool authority_is_id(struct slice id);

#endif
