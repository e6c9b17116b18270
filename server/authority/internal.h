/* All authority lists, as they are in memory while a corpus is loaded. */
#ifndef CHANCERY_AUTHORITY_INTERNAL_H
#define CHANCERY_AUTHORITY_INTERNAL_H

#include "authority/authorities.h"
#include "base/array.h"
#include "base/map.h"

/* What stays in memory of a record. */
struct record_stub {
    const char *text; /* in `texts`: the id, a NUL, and the label */
    struct edtf_range days;
    uint32_t part_of; /* of a first record: the entity, or MAP_NONE */
    uint32_t line;
    uint16_t id_bytes, label_bytes;
    uint16_t list;
    uint8_t type, gender;
    bool filled; /* the second reading has come to it: another of its id is left out */
};

struct loaded_list {
    struct authority_input input;
    struct authority_standing standing;
    struct slice name;
    bool built_in;    /* the program's: its ids are not qualified */
    bool is_settled;  /* `scope` and `passed_over` are known */
    bool passed_over; /* it is for a collection that the corpus has not */
};

enum override_kind {
    OVERRIDE_FORCE,  /* a: name, b: entity */
    OVERRIDE_FORBID, /* a: name */
    OVERRIDE_MERGE,  /* a: entity, b: into */
    OVERRIDE_SPLIT,  /* a: entity, b: from */
    OVERRIDE_PIN,    /* a: quote, b: entity or empty */
    OVERRIDE_KINDS
};

struct override {
    enum override_kind kind;
    uint32_t scope;
    struct slice a, b;
    struct slice document; /* of a pin */
    unsigned occurrence;
    enum entity_type type; /* of a pin; ENTITY_TYPES: no name */
    const char *shown;
    unsigned long line;
    size_t item;            /* its number in its member, from 1 */
    uint32_t first, second; /* the records that `a` and `b` name; `first` of merge and
                             * split only */
    uint32_t word;          /* of force and forbid: its number in the gazetteer */
    unsigned seen;          /* of a pin: how often its quote is in the document */
    bool good;              /* what it names is there */
    bool met;      /* of a pin: its document is there; of a split: it kept two apart */
    bool left_out; /* of a pin: its document is left out on purpose */
};

/* An address in the sameAs of a record. */
struct same_as {
    struct slice address;
    uint32_t entry;
};

struct authorities {
    const struct reporter *reporter;
    struct arena arena, texts, scratch; /* texts: of records, until authorities_forget */
    struct loaded_list *lists;
    size_t list_count, list_room;
    struct record_stub *entries; /* NULL after authorities_forget */
    size_t count, room;
    /* of each record an earlier one of the same entity; of the first one itself */
    uint32_t *heads;
    size_t head_room;
    struct override *overrides;
    size_t override_count, override_room;
    struct same_as *same;
    size_t same_count, same_room;
    struct map ids;
    struct map places;   /* from each name of a place of the program's to its record */
    struct map governed; /* ids of the places that have a government in that list */
    struct gazetteer *gazetteer; /* not ours */
};

static inline struct slice stub_id(const struct record_stub *entry)
{
    return (struct slice){entry->text, entry->id_bytes};
}

static inline struct slice stub_label(const struct record_stub *entry)
{
    return (struct slice){entry->text + entry->id_bytes + 1, entry->label_bytes};
}

/* The id of a record as other lists write it: LIST.ID, and of the program's list ID. */
struct slice authorities_qualified_id(struct arena *arena, const struct loaded_list *list,
                                      struct slice id);

/* The record that an id names: one of `list` (MAP_NONE: of none), or one by its qualified
 * id, or one of a list for `scope`; MAP_NONE when there is none. */
uint32_t authorities_find(struct authorities *authorities, struct slice id, uint32_t list,
                          uint32_t scope);

/* The first record of the entity. */
uint32_t authorities_head(const struct authorities *authorities, uint32_t number);

/* Reads the JSON object of overrides; `line` is its line in the file `shown`. */
CHECKED enum fault overrides_read(struct authorities *authorities, struct slice json,
                                  unsigned long line, const char *shown, uint32_t scope,
                                  struct fault_detail *detail);

/* The member of the JSON object for each kind. */
extern const char *const override_members[OVERRIDE_KINDS];

/* Reports a problem of one, or something to note about it. */
__attribute__((format(printf, 3, 4))) void
override_report(const struct authorities *authorities, const struct override *override,
                const char *format, ...);
__attribute__((format(printf, 3, 4))) void
override_remark(const struct authorities *authorities, const struct override *override,
                const char *format, ...);

/* Hands forced and forbidden names to the gazetteer. */
CHECKED enum fault overrides_fill(struct authorities *authorities,
                                  struct fault_detail *detail);

#endif
