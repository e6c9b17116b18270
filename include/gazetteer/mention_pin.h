/* Pins: overrides of the editors for one place in a document. */
#ifndef CHANCERY_GAZETTEER_MENTION_PIN_H
#define CHANCERY_GAZETTEER_MENTION_PIN_H

#include "gazetteer/gazetteer.h"

/* The `occurrence`-th `quote` of a document (from 1; 0: every one) is a mention of
 * `entity`, whatever else would be found there; with ENTITY_NONE and a type it is a
 * mention that is not linked; with ENTITY_NONE and ENTITY_TYPES it is no name. The quote
 * must outlive the pin. */
struct mention_pin {
    struct slice quote;
    unsigned occurrence;
    enum entity_type type;
    int64_t entity;
    unsigned *seen; /* how often the quote has been found in the document; the caller's */
};

#endif
