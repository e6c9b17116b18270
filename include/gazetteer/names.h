/* The gazetteer as the recogniser reads it: its names and entities, and the lookup of a
 * phrase. Only read after gazetteer_seal, by any number of threads. */
#ifndef CHANCERY_GAZETTEER_NAMES_H
#define CHANCERY_GAZETTEER_NAMES_H

#include "gazetteer/gazetteer.h"
#include "gazetteer/lexicon.h"
#include "gazetteer/word_tokens.h"

/* Beside enum gazetteer_name_flags. */
enum {
    NAME_ACRONYM = 8,  /* capitals only, and so in the text */
    NAME_VARIANT = 16, /* made of a label, with initials or without a middle name */
    NAME_FORBIDDEN =
        32,            /* an override, which counts as an entity: these words are none */
    NAME_SURNAME = 64, /* the part of a person's label before the comma */
    NAME_LAST = 128,   /* the last of those with its key */
    NAME_WIFE = 256,   /* of "Chiang Kai-shek, Madame" */
    NAME_FORCED = 512, /* an override, which counts as an entity: these words are one */
    /* Filled in by gazetteer_seal, so that the entity, which is another cache line, is
     * seldom looked at: */
    NAME_PERSON = 1024,  /* its entity is a person */
    NAME_LIMITED = 2048, /* its entity is of one collection, or a publication */
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

struct gazetteer_government { /* `government` governs `place` */
    uint32_t place, government;
};

/* The words of an override: a bit for each of its first 32 tokens that begins with a
 * capital, and for each that has nothing but capitals. */
struct gazetteer_override {
    uint32_t capital, upper;
};

struct gazetteer_record {
    struct edtf_range days;
    uint32_t scope;
    uint32_t into;     /* the entity that it was joined with; itself: none */
    uint32_t namesake; /* a person's record of the program's list with the same full name,
                        * NAMESAKE_NONE, or NAMESAKE_SEVERAL */
    uint8_t type, rank;
    uint8_t gender;     /* enum entity_gender */
    uint8_t generation; /* enum name_generation */
    bool has_office;    /* its list says one */
    bool of_forces;     /* and one of them is a rank of the forces */
    uint8_t initial;    /* of the first given name, "a" to "z"; 0: not known */
};

/* What tells father and son of one name apart. */
enum name_generation {
    GENERATION_UNSAID,
    GENERATION_ELDER,  /* "Sr.", "the elder" */
    GENERATION_JUNIOR, /* "Jr.", "the younger" */
    GENERATION_SECOND, /* "II" */
    GENERATION_THIRD,
    GENERATION_FOURTH
};

/* The generation that a word after a name says: "Jr", "Sr", "II", "III", "IV". */
enum name_generation name_generation_of(struct slice word);

/* The first letter of a given name in lower case, "a" to "z"; 0 for others. */
uint8_t name_initial(struct slice word);

enum { NAMESAKE_NONE = INT32_MAX, NAMESAKE_SEVERAL = INT32_MAX - 1 };

struct gazetteer {
    struct gazetteer_record *entities;
    size_t entity_count, entity_room;
    struct gazetteer_name *names; /* sorted by key, once sealed */
    uint64_t *name_keys;          /* until it is sealed */
    size_t name_count, name_room;
    uint64_t *prefixes; /* keys of phrases that begin longer names; until it is sealed */
    size_t prefix_count, prefix_room;
    struct gazetteer_office *offices; /* sorted by office, once sealed */
    size_t office_count, office_room;
    struct gazetteer_government *governments; /* sorted by place, once sealed */
    size_t government_count, government_room;
    struct gazetteer_override *overrides; /* of the entities from `first_override` on */
    size_t override_count, override_room;
    uint32_t first_override;
    bool has_forced, has_forbidden;
    struct gazetteer_slot *table; /* open addressing, by phrase key */
    size_t table_size;            /* a power of two */
    uint64_t *bloom;              /* a Bloom filter in front of the table, 8 bits a slot:
                                   * most phrases of a text are in no list */
    struct name_tokens tokens;    /* of the name that is being put */
    struct lexicon *lexicon;      /* the recognisers read it too */
    bool sealed;
};

/* The names of a phrase (the last has NAME_LAST) or NULL, and whether a longer name may
 * begin with it. */
const struct gazetteer_name *gazetteer_lookup(const struct gazetteer *gazetteer,
                                              uint64_t phrase, bool *goes_on);

/* The same, but NULL where all its names are those of a collection other than `scope`. */
const struct gazetteer_name *gazetteer_lookup_in(const struct gazetteer *gazetteer,
                                                 uint32_t scope, uint64_t phrase,
                                                 bool *goes_on);

/* The entity that `entity` was joined into in the end; itself where it was not. */
uint32_t gazetteer_merged_into(const struct gazetteer *gazetteer, uint32_t entity);

/* "General", "Adm": a rank of the forces. */
bool name_is_of_forces(struct slice word);

/* "Mrs", "Madame": a title that tells a wife from her husband. */
bool name_is_wife(struct slice title);

#endif
