/* Authority lists: who and what an edition names, as its editors wrote it down.
 *
 * A list is a JSON object (RFC 8259, UTF-8, at most AUTHORITY_MAX bytes):
 *   {"authority": "NAME", "title": "…", "licence": "…", "collection": "…",
 *    "overrides": {…}, "entities": [RECORD, …]}
 * with "entities" last. It is read record by record, so that the memory it takes is that
 * of its largest record. What is wrong is reported with file, line and record, and only
 * that field or record is left out; a record without a good id, type and label is left
 * out whole. Where the brackets themselves are wrong, the list ends there.
 *
 * Slices live until the callback returns. One thread. FAULT_MEMORY. */
#ifndef CHANCERY_AUTHORITY_AUTHORITY_H
#define CHANCERY_AUTHORITY_AUTHORITY_H

#include "base/arena.h"
#include "gazetteer/gazetteer.h"
#include "source/sidecar.h"

enum { AUTHORITY_MAX = 64 * 1024 * 1024, AUTHORITY_RECORD_MAX = 256 * 1024 };

struct authority_list {
    struct slice name; /* of "authority", or what the caller gave */
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
    struct slice label, description, from, to;
    struct edtf_range days;
    struct slice part_of, governs; /* ids as written, or empty */
    struct slice_list adjectives, same_as;
    struct authority_name *names; /* aliases */
    size_t name_count;
    struct authority_office *offices;
    size_t office_count;
};

/* Where a list is: a file, or a text in memory. */
struct authority_input {
    const char *path; /* NULL: `text` */
    struct slice text;
    const char *shown; /* in messages */
    struct slice name; /* of the list, where it does not say its own */
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

/* `reporter` may be NULL: a second reading need not say things again. Any fault of the
 * callbacks ends the reading and is returned. */
CHECKED enum fault authority_read(const struct authority_input *input,
                                  const struct reporter *reporter,
                                  const struct authority_reader *reader,
                                  struct fault_detail *detail);

/* The program's own list: one text after the other, until `*text` is empty. */
struct slice authority_built_in(size_t number, const char **shown);

#endif
