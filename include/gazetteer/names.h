/* The gazetteer from inside: how names are kept, and how a text finds them. */
#ifndef CHANCERY_GAZETTEER_NAMES_H
#define CHANCERY_GAZETTEER_NAMES_H

#include "base/array.h"
#include "gazetteer/gazetteer.h"
#include "gazetteer/lexicon.h"
#include "gazetteer/word_tokens.h"

/* Beside enum gazetteer_name_flags. */
enum {
    NAME_ACRONYM = 8,    /* capitals only, and so in the text */
    NAME_VARIANT = 16,   /* made of a label, with initials or without a middle name */
    NAME_FORBIDDEN = 32, /* an editors' word, as which it counts as an entity */
    NAME_SURNAME = 64,   /* the part of a person's label before the comma */
    NAME_LAST = 128,     /* the last of those with its key */
    NAME_WIFE = 256,     /* of "Chiang Kai-shek, Madame" */
    NAME_FORCED = 512,   /* an editors' word too */
    NAME_PERSON = 1024,  /* filled in by sealing, so that a look at the entity, which is
                          * far  away, is seldom needed: its type; */
    NAME_LIMITED =
        2048, /* it is of one collection, or a publication that had a first day */
};

struct gazetteer_name {
    uint32_t entity;
    uint32_t flags;
    struct edtf_range days;
};

struct gazetteer_office {
    uint64_t office; /* phrase key */
    uint32_t entity, of;
    struct edtf_range days;
};

struct gazetteer_rule { /* who governs whom */
    uint32_t place, government;
};

/* An editors' word: which of its tokens have a capital, and which have nothing else. */
struct gazetteer_override {
    uint32_t capital, upper;
};

struct gazetteer_record {
    struct edtf_range days;
    uint32_t scope, into; /* into: whom it was joined with; itself: none */
    uint32_t namesake; /* a person's record of the program's list with the same full name,
                        * NAMESAKE_NONE, or NAMESAKE_SEVERAL */
    uint8_t type, rank;
};

enum { NAMESAKE_NONE = INT32_MAX, NAMESAKE_SEVERAL = INT32_MAX - 1 };

/* A place of an open table from phrase keys: to the first of its names, or to NONE where
 * the phrase only begins a name. */
enum { PHRASE_GOES_ON = 1 << 30, PHRASE_NAMES = PHRASE_GOES_ON - 1 };
struct gazetteer_slot {
    uint64_t key; /* 0: free */
    uint32_t value;
    uint32_t scope; /* of all its names, or 0 where they have several */
};

struct gazetteer {
    struct gazetteer_record *entities;
    size_t entity_count, entity_room;
    struct gazetteer_name *names; /* in order of their keys, once sealed */
    uint64_t *name_keys;          /* until it is sealed */
    size_t name_count, name_room;
    uint64_t *begins; /* phrases that begin names; until it is sealed */
    size_t begin_count, begin_room;
    struct gazetteer_office *offices;
    size_t office_count, office_room;
    struct gazetteer_rule *rules;
    size_t rule_count, rule_room;
    struct gazetteer_override *words; /* of the entities from `first_word` on */
    size_t word_count, word_room;
    uint32_t first_word;
    bool has_forced, has_forbidden;
    struct gazetteer_slot *table;
    size_t table_size;         /* a power of two */
    uint64_t *bloom;           /* 8 bits for each place of the table: most phrases of a
                                * text are in no list, and end here */
    struct name_tokens tokens; /* of the name being put */
    struct lexicon *lexicon;   /* the recognisers read it too */
    bool sealed;
};

/* The table of names and beginnings, when both are in order; false when memory ran out.
 */
CHECKED bool gazetteer_make_table(struct gazetteer *gazetteer);

/* Of a phrase: its names (a run that ends with NAME_LAST) or NULL, and whether a longer
 * name may begin with it. */
const struct gazetteer_name *gazetteer_lookup(const struct gazetteer *gazetteer,
                                              uint64_t phrase, bool *goes_on);

/* The same, but NULL where all its names are those of a collection other than `scope`. */
const struct gazetteer_name *gazetteer_lookup_in(const struct gazetteer *gazetteer,
                                                 uint32_t scope, uint64_t phrase,
                                                 bool *goes_on);

/* The entity that `entity` was joined into at last. */
uint32_t gazetteer_merged_into(const struct gazetteer *gazetteer, uint32_t entity);

/* Puts the name `tokens` [from, to) under its key, and what begins it. */
bool gazetteer_put_key(struct gazetteer *gazetteer, const struct name_token *tokens,
                       size_t count, const struct gazetteer_name *name);

/* "Mrs", "Madame": a title that tells a wife from her husband. */
bool name_is_wife(struct slice title);

/* The ways in which texts write a person whose label was read into `tokens`. */
CHECKED enum fault gazetteer_put_person(struct gazetteer *gazetteer,
                                        const struct gazetteer_name *name,
                                        struct fault_detail *detail);

#endif
