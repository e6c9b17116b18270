/* The recogniser: the names in a document, and who or what each one is.
 *
 * A document is read twice: the first reading learns which full names, titles and
 * abbreviations it holds, the second finds all mentions. Of a text its words, and what
 * was found, are kept from the first reading to the second, up to some 30,000 words of a
 * document, and never its letters; so the memory of a document is bounded by that and by
 * what it names. The same document, lists and program give the same mentions, always.
 *
 *   recogniser_begin -> recogniser_learn for every block (and its notes) in order
 *   -> recogniser_learned -> recogniser_find for every block and every note, in order
 *
 * Offsets are code points of the text given. Mentions do not overlap and come in order.
 * Slices of a mention live until the next call. One thread for each recogniser; the
 * gazetteer is shared. Text is valid UTF-8. Faults: FAULT_MEMORY.
 * What is a name, and where it begins and ends: the README's chapter on names. */
#ifndef CHANCERY_NAMING_RECOGNISER_H
#define CHANCERY_NAMING_RECOGNISER_H

#include "base/model.h"
#include "gazetteer/gazetteer.h"

enum { ENTITY_NONE = -1, MENTION_CANDIDATES = 8 };

struct mention {
    enum entity_type type;
    struct span span;
    struct slice surface;       /* the words themselves, in the text given */
    int64_t entity;             /* number in the gazetteer, or ENTITY_NONE */
    const uint32_t *candidates; /* where several remain: at most MENTION_CANDIDATES */
    size_t candidate_count;
    const char *method;     /* "editor", "authority", "gazetteer", "rule:NAME",
                             * "consistency"; lives for ever */
    unsigned confidence;    /* hundredths: 0 to 100 */
    char edtf[EDTF_ROOM];   /* of a date; else "" */
    struct edtf_range days; /* of a date with EDTF */
};

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

struct recogniser;

CHECKED enum fault recogniser_open(struct recogniser **out,
                                   const struct gazetteer *gazetteer,
                                   struct fault_detail *detail);
void recogniser_close(struct recogniser *recogniser); /* NULL is fine */

/* Gives back what a long text has taken. What the document taught is kept, and mentions
 * that were handed out are not. */
void recogniser_trim(struct recogniser *recogniser);

/* A new document, of the collection `scope`, written in these days (both 0: not known).
 * Pins are only read until the next begin. */
void recogniser_begin(struct recogniser *recogniser, uint32_t scope,
                      struct edtf_range days, const struct mention_pin *pins,
                      size_t pin_count);

CHECKED enum fault recogniser_learn(struct recogniser *recogniser, struct slice text,
                                    enum block_kind kind, bool note,
                                    struct fault_detail *detail);

/* Every text has been learned from; those that are found in come from the first again. */
void recogniser_learned(struct recogniser *recogniser);

/* The mentions of one text; of the same kind as it was in the first reading. */
CHECKED enum fault recogniser_find(struct recogniser *recogniser, struct slice text,
                                   enum block_kind kind, bool note,
                                   const struct mention **out, size_t *count,
                                   struct fault_detail *detail);

/* Of a number that gazetteer_force or gazetteer_forbid gave: has the name been found, or
 * the words met, in any document? */
bool recogniser_met(const struct recogniser *recogniser, uint32_t word);

#endif
