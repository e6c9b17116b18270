/* Fields of sidecars: their tables, and taking one. */
#ifndef CHANCERY_SOURCE_SIDECAR_FIELDS_H
#define CHANCERY_SOURCE_SIDECAR_FIELDS_H

#include "source/json_read.h"
#include "source/sidecar.h"

#include <stddef.h>

enum field_kind {
    FIELD_TEXT,
    FIELD_DATE,     /* EDTF */
    FIELD_LANGUAGE, /* BCP 47 */
    FIELD_ID,       /* made a slug */
    FIELD_IDS,      /* a list of DOCUMENT or DOCUMENT/BLOCK, made slugs */
    FIELD_TEXTS,    /* a list of text, or one text */
};

struct field {
    const char *name;
    enum field_kind kind;
    size_t at; /* of its slice or slice_list in the struct */
};

struct field_table {
    const struct field *fields;
    size_t count;
};

extern const struct field_table sidecar_document_fields;

/* The file that is being read into a struct. */
struct sidecar_reader {
    struct arena *arena;
    const struct reporter *reporter;
    const char *shown;
    struct slice json;
    struct slice key;   /* of the current member */
    unsigned long line; /* of a row of a table; 0: it is a JSON file */
    bool left_out;      /* the whole file */
};

/* Takes the member `reader->key` into the struct at `out`, or reports it. */
void sidecar_take_member(struct sidecar_reader *reader, const struct field_table *table,
                         const json_t *value, char *out);

/* Takes the value of one field that is no list. */
void sidecar_take_text(const struct sidecar_reader *reader, const struct field *field,
                       const json_t *value, struct slice *out);

/* The object in `json`, for the caller to json_decref also after a fault: FAULT_INPUT,
 * with words and line, or FAULT_MEMORY. */
CHECKED enum fault sidecar_parse(json_t **out, struct slice json,
                                 struct fault_detail *detail);

#endif
