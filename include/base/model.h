/* The model: what a document is made of, in the words that all of Chancery uses.
 *
 * Units: offsets and lengths are Unicode code points over the cleaned text, zero-based,
 * end exclusive, unless a name says `bytes`. Slices belong to the function that
 * filled the struct in, and live as long as its header says. */
#ifndef CHANCERY_BASE_MODEL_H
#define CHANCERY_BASE_MODEL_H

#include "base/slice.h"
#include <stdint.h>

struct arena;

enum block_kind {
    BLOCK_CLASSIFICATION,
    BLOCK_TITLE,
    BLOCK_HEADING,
    BLOCK_DATELINE,
    BLOCK_SALUTATION,
    BLOCK_PARAGRAPH,
    BLOCK_LIST_ITEM,
    BLOCK_TABLE_ROW,
    BLOCK_OMISSION,
    BLOCK_CLOSER,
    BLOCK_SIGNATURE,
    BLOCK_SOURCE,
    BLOCK_COMMENT,
    BLOCK_KINDS
};

/* The words for kinds in answers ("list-item"), in the order of the enum; ends with NULL.
 */
extern const char *const block_kind_names[BLOCK_KINDS + 1];
const char *block_kind_name(enum block_kind kind);

enum note_kind { NOTE_FOOTNOTE, NOTE_ENDNOTE };

/* Ids in a document: letters and a number, "-2" after it where it comes again. */
enum id_kind {
    ID_NUMBERED, /* "p4": a block, by its printed number */
    ID_ORDINAL,  /* "b4": a block without one, by its place */
    ID_NOTE,     /* "fn2" or "en2": a footnote or endnote */
};

/* Told by the letters alone, so `id` may be nothing else. */
enum id_kind id_kind(struct slice id);

/* What can be wrong with a note; flags. */
enum note_problem {
    NOTE_NO_MARKER = 1, /* a body without a marker */
    NOTE_NO_BODY = 2,   /* a marker without a body */
    NOTE_DANGLING = 4,  /* the extractor says that the note is not in the document */
};

/* What a name can mean. */
enum entity_type {
    ENTITY_PERSON,
    ENTITY_PLACE,
    ENTITY_ORGANIZATION,
    ENTITY_TREATY,
    ENTITY_PUBLICATION,
    ENTITY_EVENT,
    ENTITY_DATE, /* of mentions only: no list has dates */
    ENTITY_TYPES
};

/* "person", … in their order, then NULL. */
extern const char *const entity_type_names[ENTITY_TYPES + 1];

/* From `start` to before `end`, in code points. */
struct span {
    uint32_t start, end;
};

/* A footnote or endnote, as parsed. */
struct note {
    enum note_kind kind;
    unsigned problems;      /* of enum note_problem */
    struct slice label;     /* the id as the marker has it, decimal digits */
    struct slice text;      /* cleaned */
    uint32_t length;        /* of `text` */
    uint32_t at;            /* where its marker was, in the text of its block */
    const uint32_t *breaks; /* offsets in `text` where a paragraph of it ended */
    size_t break_count;
};

/* What editors say in words of a gap that they left: "[1½ lines not declassified]". */
struct omission {
    struct slice amount, unit; /* "1½", "line"; empty where they do not say */
    struct slice reason;       /* "not declassified", "omitted", "not printed", ... */
    struct slice says;         /* what is said of what is left out, or empty */
    uint32_t from, to;         /* the numbers printed before the gap, or 0 */
};

/* A block, as parsed. `text` is cleaned: without markers, note bodies and the printed
 * label; every run of White_Space is one space, and the ends are trimmed. */
struct block {
    enum block_kind kind;
    struct slice label; /* the printed number as printed, without blanks: "4." */
    struct slice
        number; /* "4"; empty when the block has none (a title's is the document's) */
    struct slice text;
    uint32_t length;        /* of `text` */
    const uint32_t *breaks; /* offsets where a line ended inside the block */
    size_t break_count;
    const struct span *cells; /* of a table row; a cell may be empty (start == end) */
    size_t cell_count;
    const struct note *notes; /* in order of their markers; NO_MARKER ones last */
    size_t note_count;
    uint64_t source_at, source_bytes; /* the verbatim bytes in the file, notes included */
    unsigned long line;               /* where it begins, from 1 */
};

/* The key of a classification, in the arena, so that "Top Secret", "top  secret" and "TOP
 * SECRET" are one: its words in capitals (ASCII only) with single spaces. SLICE_NONE when
 * memory ran out. */
struct slice classification_key(struct arena *arena, struct slice text);

#endif
