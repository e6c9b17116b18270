/* Facts: title, date, place and the like, as the head of a document gives them. */
#ifndef CHANCERY_READING_FACTS_H
#define CHANCERY_READING_FACTS_H

#include "form.h"
#include "reading/outline.h"

enum { FACTS_BLOCKS = 40 }; /* of the head */

/* The texts of the first blocks, copied while they are read. */
struct facts_head {
    struct {
        struct slice number, text;
    } blocks[FACTS_BLOCKS];
    size_t count;
    struct slice source_note; /* "Source: …" of a first block, or empty */
};

/* Copies what is needed of `block` if it is in the head; false when memory ran out. */
bool facts_keep(struct facts_head *head, const struct block *block, struct arena *arena);

/* Fills in the facts of `outline`, whose kinds are settled. False: out of memory. */
bool facts_take(const struct facts_head *head, const struct form_words *words,
                struct outline *outline);

#endif
