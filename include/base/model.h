/* The model: what a document is made of, in the words that every part of Chancery uses.
 *
 * Units: offsets and lengths are Unicode code points over the cleaned text, zero-based,
 * end exclusive, unless a name says `bytes`. Slices belong to whoever filled the struct
 * in and live as long as it says there. */
#ifndef CHANCERY_BASE_MODEL_H
#define CHANCERY_BASE_MODEL_H

#include "base/slice.h"
#include <stdint.h>

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

/* The words for kinds in answers ("list-item"), in their order, with a NULL behind. */
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
    NOTE_NO_MARKER = 1, /* a body that no marker asks for */
    NOTE_NO_BODY = 2,   /* a marker whose body never comes */
    NOTE_DANGLING = 4,  /* the extractor says that the note is not in the document */
};

/* From `start` up to, not including, `end`, in code points. */
struct span {
    uint32_t start, end;
};

/* A footnote or endnote as the text has it. */
struct note {
    enum note_kind kind;
    unsigned problems;      /* of enum note_problem */
    struct slice label;     /* the id as the marker has it, decimal digits */
    struct slice text;      /* cleaned */
    uint32_t length;        /* of `text` */
    uint32_t at;            /* of its marker, in the text of the block that carries it */
    const uint32_t *breaks; /* offsets in `text` where a paragraph of the note ended */
    size_t break_count;
};

/* A block as the text has it. `text` is cleaned: markers, note bodies and the printed
 * label are out, every run of White_Space is one space, the ends are trimmed. */
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

#endif
