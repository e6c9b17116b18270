/* A mention: a name in a text, and the entity that it means. */
#ifndef CHANCERY_NAMING_RULES_MENTION_H
#define CHANCERY_NAMING_RULES_MENTION_H

#include "base/model.h"
#include "gazetteer/mention_pin.h"

enum { MENTION_CANDIDATES = 8 };

struct mention {
    enum entity_type type;
    struct span span;
    struct slice surface;       /* its words, a part of the text given */
    int64_t entity;             /* number in the gazetteer, or ENTITY_NONE */
    const uint32_t *candidates; /* where several may be meant: at most
                                 * MENTION_CANDIDATES */
    size_t candidate_count;
    const char *method;     /* "editor", "authority", "gazetteer", "rule:NAME",
                             * "consistency"; static */
    unsigned confidence;    /* hundredths: 0 to 100 */
    char edtf[EDTF_ROOM];   /* of a date; else "" */
    struct edtf_range days; /* of a date with EDTF */
};

#endif
