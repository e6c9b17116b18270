/* The state of settling the kinds of one part of a document, which kind.c and kind_head.c
 * share. */
#ifndef CHANCERY_READING_KIND_RULES_H
#define CHANCERY_READING_KIND_RULES_H

#include "kind.h"

enum {
    SHORT = 150, /* code points; what is longer is running text */
    LONGEST_TITLE = 400,
};

/* The part whose kinds are being settled. */
struct settling {
    const struct shape *shapes;
    uint8_t *kinds;
    size_t count;
    bool indents; /* its running text is indented */
    bool is_part; /* an enclosure: its first block is the heading */
    size_t head;  /* the block after the title */
    size_t body;  /* where running text begins */
};

static inline bool is_running(const struct shape *shape)
{
    return shape->form == FORM_PROSE && (shape->length > SHORT || shape->number > 0);
}

/* In a document that indents its running text, is this line set off from it? */
static inline bool is_set_off(const struct settling *settling, size_t at)
{
    return !settling->indents || !settling->shapes[at].indented;
}

/* Rule 2. */
void kind_settle_head(struct settling *settling);

#endif
