/* A record of an authority list: from its JSON to a struct. Private to server/text. */
#ifndef CHANCERY_AUTHORITY_RECORD_H
#define CHANCERY_AUTHORITY_RECORD_H

#include "authority/authority.h"

/* Where a record stands, for what is said of it. */
struct record_location {
    const struct reporter *reporter; /* or NULL */
    const char *shown;
    struct slice json;
    unsigned long line;
};

/* Reads it; `*good` is false when it must be left out (reported). All slices live in the
 * arena. FAULT_MEMORY. */
CHECKED enum fault authority_record_read(const struct record_location *place,
                                         struct arena *arena,
                                         struct authority_record *out, bool *good,
                                         struct fault_detail *detail);

/* Letters and digits of ASCII, ".", "_" and "-"; at most 100 bytes, not only dots. */
bool authority_is_id(struct slice id);

#endif
