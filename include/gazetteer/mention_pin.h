/* What editors say of one place in a document: that words are a name, whose, or none. */
#ifndef CHANCERY_GAZETTEER_MENTION_PIN_H
#define CHANCERY_GAZETTEER_MENTION_PIN_H

#include "gazetteer/gazetteer.h"

enum { ENTITY_NONE = -1 };

/* An editors' word on one place in a document: the first (or `occurrence`-th, from 1)
 * `quote` is a mention of `entity`, whatever else would be found there; with ENTITY_NONE
 * and a type it is marked, and not linked; with ENTITY_NONE and ENTITY_TYPES it is no
 * name. */
struct mention_pin {
    struct slice quote;
    unsigned occurrence; /* 0: every one */
    enum entity_type type;
    int64_t entity;
    unsigned *seen; /* counts how often the quote came in the document */
};

#endif
