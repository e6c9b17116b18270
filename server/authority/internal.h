/* What is kept of all authority lists while a corpus is loaded. Private to
 * server/text/authorities*.c and overrides.c. */
#ifndef CHANCERY_AUTHORITY_INTERNAL_H
#define CHANCERY_AUTHORITY_INTERNAL_H

#include "authority/authorities.h"
#include "base/array.h"
#include "base/slice_map.h"

struct record_stub {
    const char *text; /* in `texts`: the id, and behind its NUL the label */
    struct edtf_range days;
    uint32_t part_of; /* of a first record: the entity, or SLICE_MAP_NONE */
    uint32_t line;
    uint16_t id_bytes, label_bytes;
    uint16_t list;
    uint8_t type;
    bool filled; /* its record was read again: another of its id is left out */
};

struct loaded_list {
    struct authority_input input;
    struct authority_standing standing;
    struct slice name;
    bool built_in;            /* the program's: its ids stand alone */
    bool looked, passed_over; /* whose collection the corpus has not */
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
    size_t item; /* of its member, from 1 */
    uint32_t first,
        second;     /* of merge and split, once they are found; of others second */
    uint32_t word;  /* of force and forbid, in the gazetteer */
    unsigned seen;  /* of a pin: how often its quote came */
    bool good, met; /* met: of a pin, its document; of a split, what it kept apart */
    bool left_out;  /* of a pin, its document */
};

/* An address that a record says it is known by. */
struct same_as {
    struct slice address;
    uint32_t entry;
};

struct authorities {
    const struct reporter *reporter;
    struct arena arena, texts, scratch; /* texts: of records, until they are forgotten */
    struct loaded_list *lists;
    size_t list_count, list_room;
    struct record_stub *entries; /* NULL: forgotten */
    size_t count, room;
    /* of each record one of the same entity, before it; itself: the first */
    uint32_t *heads;
    size_t head_room;
    struct override *overrides;
    size_t override_count, override_room;
    struct same_as *same;
    size_t same_count, same_room;
    struct slice_map ids;
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

/* The record that an id names: as it stands, or in a list for `scope`, or in `list`
 * (SLICE_MAP_NONE: in none). */
uint32_t authorities_find(struct authorities *authorities, struct slice id, uint32_t list,
                          uint32_t scope);

/* The first record of the entity. */
uint32_t authorities_head(const struct authorities *authorities, uint32_t number);

/* Reads what overrides say; `line` is that of the object in its file. FAULT_MEMORY. */
CHECKED enum fault overrides_read(struct authorities *authorities, struct slice json,
                                  unsigned long line, const char *shown, uint32_t scope,
                                  struct fault_detail *detail);

/* What each kind is called in a file. */
extern const char *const override_members[OVERRIDE_KINDS];

/* Says what is wrong with one, or worth telling of it. */
__attribute__((format(printf, 3, 4))) void
override_report(const struct authorities *authorities, const struct override *override,
                const char *format, ...);
__attribute__((format(printf, 3, 4))) void
override_remark(const struct authorities *authorities, const struct override *override,
                const char *format, ...);

/* Forced and forbidden names, to the gazetteer (overrides.c). */
CHECKED enum fault overrides_fill(struct authorities *authorities,
                                  struct fault_detail *detail);

#endif
