/* Authority lists: the persons, places and bodies that an edition names, as its editors
 * list them.
 *
 * A list is a JSON object (RFC 8259, UTF-8, at most AUTHORITY_MAX bytes):
 *   {"authority": "NAME", "title": "…", "licence": "…", "collection": "…",
 *    "overrides": {…}, "entities": [RECORD, …]}
 * with "entities" last. It is read record by record, so that the memory it takes is that
 * of its largest record. What is wrong is reported with file, line and record, and only
 * that field or record is left out; a record without a valid id, type and label is left
 * out whole. Where the brackets themselves do not match, the list ends there.
 *
 * Slices live until the callback returns. One thread. Faults: FAULT_MEMORY. */
#ifndef CHANCERY_AUTHORITY_AUTHORITY_H
#define CHANCERY_AUTHORITY_AUTHORITY_H

#include "base/arena.h"
#include "gazetteer/gazetteer.h"
#include "source/sidecar.h"

enum { AUTHORITY_MAX = 64 * 1024 * 1024, AUTHORITY_RECORD_MAX = 256 * 1024 };

struct authority_list {
    struct slice name; /* the value of "authority", or what the caller gave */
    struct slice title, licence, collection;
};

struct authority_name {
    struct slice name;
    unsigned flags;        /* NAME_LICENSED, or 0 */
    struct slice from, to; /* EDTF, or empty */
    struct edtf_range days;
};

struct authority_office {
    struct slice office, of; /* `of`: an id as written, or empty */
    struct slice from, to;
    struct edtf_range days;
};

struct authority_record {
    struct slice id; /* in its list */
    unsigned long line;
    enum entity_type type;
    enum entity_gender gender; /* of a person */
    struct slice label, description, from, to;
    struct edtf_range days;
    struct slice part_of, governs; /* ids as written, or empty */
    struct slice_list adjectives, same_as;
    struct authority_name *names; /* aliases */
    size_t name_count;
    struct authority_office *offices;
    size_t office_count;
};

/* A list to be read: a file, or a text in memory. */
struct authority_input {
    const char *path; /* NULL: `text` */
    struct slice text;
    const char *shown; /* in messages */
    struct slice name; /* of the list, where the list itself has no "authority" */
};

struct authority_reader {
    enum fault (*record)(void *self, const struct authority_list *list,
                         const struct authority_record *record,
                         struct fault_detail *detail);
    /* The JSON of "overrides", and the line on which it begins; may be NULL. */
    enum fault (*overrides)(void *self, const struct authority_list *list,
                            struct slice json, unsigned long line,
                            struct fault_detail *detail);
    void *self;
};

/* `reporter` may be NULL, so that a second reading does not report a problem again. Any
 * fault of the callbacks ends the reading and is returned. */
CHECKED enum fault authority_read(const struct authority_input *input,
                                  const struct reporter *reporter,
                                  const struct authority_reader *reader,
                                  struct fault_detail *detail);

/* The program's own list, in several texts: text `number` from 0, and what it is called
 * in messages. An empty slice after the last. Both live for ever. */
struct slice authority_built_in(size_t number, const char **shown);

#endif
