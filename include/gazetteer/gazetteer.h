/* The gazetteer: every name of the authority lists, ready to be found in running text.
 *
 * It is filled once, entity by entity and name by name, then sealed into one compact hash
 * table, and only read after that. It holds names, not records: what a page shows of an
 * entity is in the data set. An entity is known by its number, counted from 0 in the
 * order of putting; records of several lists that mean one thing are put as one entity,
 * or are joined before the seal.
 *
 * Days are yyyymmdd as in edtf.h; a range without beginning or end has INT32_MIN or
 * INT32_MAX. A scope is the number of the collection in whose documents the entity is
 * known; 0: in all. Slices are only read during the call. One thread until it is sealed,
 * then any number. Faults: FAULT_MEMORY. */
#ifndef CHANCERY_GAZETTEER_GAZETTEER_H
#define CHANCERY_GAZETTEER_GAZETTEER_H

#include "base/fault.h"
#include "base/model.h"
#include "text/edtf.h"

/* The rank of a list: where two have a name, the higher one is right. */
enum authority_rank {
    AUTHORITY_BUILT_IN,     /* the program's list */
    AUTHORITY_COMMAND_LINE, /* of `load --authority FILE` */
    AUTHORITY_COLLECTION,   /* a collection's authority.json */
    AUTHORITY_EDITOR        /* an override: always wins */
};

/* Man or woman: what a title such as "Mrs." must agree with. */
enum entity_gender { GENDER_UNKNOWN, GENDER_FEMALE, GENDER_MALE };

/* "female", "male", in their order from GENDER_FEMALE on, then NULL. */
extern const char *const entity_gender_names[];

/* In place of the number of an entity: there is none. */
enum { ENTITY_NONE = -1 };

struct gazetteer_entity {
    enum entity_type type;
    enum authority_rank rank;
    uint32_t scope;
    struct edtf_range days;    /* a life, or from founding to end */
    enum entity_gender gender; /* of a person, where the list says it */
};

enum gazetteer_name_flags {
    NAME_LABEL = 1,    /* the heading of its record: "Adenauer, Konrad", "Soviet Union" */
    NAME_LICENSED = 2, /* a name only where the document has the full one, or a title */
    NAME_ADJECTIVE = 4 /* of a place: "Soviet". No name by itself, but with the noun after
                        * it that of its government, party, army … */
};

struct gazetteer;

CHECKED enum fault gazetteer_open(struct gazetteer **out, struct fault_detail *detail);
void gazetteer_close(struct gazetteer *gazetteer); /* NULL is fine */

CHECKED enum fault gazetteer_put_entity(struct gazetteer *gazetteer,
                                        const struct gazetteer_entity *entity,
                                        uint32_t *number, struct fault_detail *detail);

/* A name, valid on `days`. A person's label or alias with a comma ("Adenauer, Konrad",
 * "Tolmachev, Ivan P., 1880-1950") also gives the name in reading order and, licensed,
 * the surname. What a label says of gender ("Chiang Kai-shek, Madame", "Luce, Clare
 * Boothe") and of generation ("Haig, Alexander M., Jr.") is kept with the entity. */
CHECKED enum fault gazetteer_put_name(struct gazetteer *gazetteer, uint32_t entity,
                                      struct slice name, unsigned flags,
                                      struct edtf_range days,
                                      struct fault_detail *detail);

/* Can a text have the name: has it two letters or digits? */
bool gazetteer_name_is_findable(struct slice name);

/* A person held an office, as a text would name it ("Secretary of State", "Foreign
 * Minister"), of the entity `of` (UINT32_MAX: not known). */
CHECKED enum fault gazetteer_put_office(struct gazetteer *gazetteer, uint32_t entity,
                                        struct slice office, uint32_t of,
                                        struct edtf_range days,
                                        struct fault_detail *detail);

/* `government` governs `place`: "Soviet" + "Government" is this one. */
CHECKED enum fault gazetteer_put_governs(struct gazetteer *gazetteer, uint32_t government,
                                         uint32_t place, struct fault_detail *detail);

/* Overrides of the editors for the documents of `scope`, put after the last entity:
 * `name` is always a name of `entity` there, whatever it looks like; or it is never a
 * name. `number` is that by which recogniser_saw_override knows it; UINT32_MAX: there is
 * no letter and no digit in the name, and no text can have it. */
CHECKED enum fault gazetteer_force(struct gazetteer *gazetteer, uint32_t scope,
                                   struct slice name, uint32_t entity, uint32_t *number,
                                   struct fault_detail *detail);
CHECKED enum fault gazetteer_forbid(struct gazetteer *gazetteer, uint32_t scope,
                                    struct slice name, uint32_t *number,
                                    struct fault_detail *detail);

/* From now on a name of `from` means `into`. */
void gazetteer_join(struct gazetteer *gazetteer, uint32_t from, uint32_t into);

/* Nothing may be put after it. */
CHECKED enum fault gazetteer_seal(struct gazetteer *gazetteer,
                                  struct fault_detail *detail);

/* How many bytes it takes, for the benchmark. */
size_t gazetteer_bytes(const struct gazetteer *gazetteer);

#endif
