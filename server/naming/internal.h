/* The recogniser: a document between its two readings, and the text it is at. */
#ifndef CHANCERY_NAMING_INTERNAL_H
#define CHANCERY_NAMING_INTERNAL_H

#include "naming/recogniser.h"
#include "naming/rules/rules.h"

/* A text of the first reading, kept for the second. */
struct learned_text {
    uint64_t digest;
    size_t bytes;
    size_t first, count;             /* its tokens */
    size_t first_found, found_count; /* the names found in it */
    uint32_t gaps;
    enum block_kind kind;
    bool capitals, title_case;
};

struct learned_texts {
    struct learned_text *at;
    size_t count, room;
    size_t next; /* the one that the second reading comes to */

    /* the names found in all of them, by token, but for those that need what the document
     * teaches */
    struct found *found;
    size_t found_count, found_room;
};

struct recogniser {
    struct rule_context context; /* what rules see */
    bool learning;               /* in the first reading */
    struct learned_texts texts;
    const struct mention_pin *pins; /* of the document; the caller's */
    size_t pin_count;

    uint32_t rules[TOKEN_SHAPES],
        taught_rules;                        /* bits of rules to be asked in the text */
    uint32_t rules_for;                      /* the bounds that they were chosen for */
    const struct found *before, *before_end; /* found in the text by the first reading */
    struct found *found;                     /* in the text */
    size_t found_count, found_room;

    struct mention *mentions; /* handed out, until the next call */
    size_t mention_room;
    uint32_t *candidates; /* MENTION_CANDIDATES for each mention */
    size_t candidate_room;
};

/* Fills in `found` of the current text: asks all rules that may find something in it. */
CHECKED enum fault recogniser_scan(struct recogniser *recogniser,
                                   struct fault_detail *detail);

/* Fills in what `found` of the current text teaches of words. */
CHECKED enum fault recogniser_learn_words(struct recogniser *recogniser,
                                          struct fault_detail *detail);

/* The mentions of the current text: `found`, linked, with the pins laid over it. */
CHECKED enum fault recogniser_mentions(struct recogniser *recogniser,
                                       const struct mention **out, size_t *count,
                                       struct fault_detail *detail);

/* Links a name: fills in entity, candidates and, where it is NULL, method of `mention`.
 * `candidates` has room for MENTION_CANDIDATES. */
void link_found(const struct rule_context *context, const struct found *found,
                struct mention *mention, uint32_t *candidates);

#endif
