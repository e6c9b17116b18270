/* What a document has taught of its words: surnames that it gives with a title or in full
 * names, and abbreviations that it explains.
 *
 * The first reading of a document fills it, the second asks it. Keys are those of words
 * and phrases. One thread. */
#ifndef CHANCERY_NAMING_RULES_LEARNED_H
#define CHANCERY_NAMING_RULES_LEARNED_H

#include "base/map.h"

enum learned_flags {
    LEARNED_WITH_TITLE = 1,   /* a surname after a title */
    LEARNED_FULL_NAME = 2,    /* a surname in a full name */
    LEARNED_ABBREVIATION = 4, /* "International Military Tribunal (IMT)" */
};

enum { LEARNED_ENTITIES = 4 };

struct learned_word {
    uint8_t flags, type;
    uint8_t entity_count;
    bool others;             /* a full name with it is in no list */
    uint32_t other_initials; /* of those: bit 0 for "a"; 31 for one that is not known */
    uint32_t entities[LEARNED_ENTITIES];
};

/* All zero: empty. */
struct learned_words {
    struct map map; /* from keys to indexes of `at` */
    struct learned_word *at;
    size_t count, room;
};

void learned_words_release(struct learned_words *learned);

/* Empties it for the next document. */
void learned_words_clear(struct learned_words *learned);

/* What is known of a word, until the next learned_words_take; NULL: nothing. */
const struct learned_word *learned_words_find(const struct learned_words *learned,
                                              uint64_t key);

/* The same, for writing; all zero when it is new. NULL when memory ran out. */
struct learned_word *learned_words_take(struct learned_words *learned, uint64_t key);

#endif
