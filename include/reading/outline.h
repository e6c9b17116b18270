/* The outline: what of each block its surroundings settle, and the facts of the document.
 * Text is not copied, so the outline of a long document is small (under 40 bytes a
 * block).
 *
 * A document is read several times: first for its outline, which also finds every fault
 * of the file before anything of it is stored, then for its mentions and its text. An
 * outline belongs to one thread. */
#ifndef CHANCERY_READING_OUTLINE_H
#define CHANCERY_READING_OUTLINE_H

#include "base/arena.h"
#include "reading/parse.h"

enum { OUTLINE_BLOCKS = 4 * 1024 * 1024 }; /* that a document may have */

struct outline_entry {
    uint64_t digest;                   /* of label and text: carries an id over */
    uint32_t length;                   /* of the text, code points */
    uint32_t number;                   /* the printed number, 0 when there is none */
    uint32_t inferred;                 /* the number that the next ones settle, or 0 */
    uint32_t missing_from, missing_to; /* of an omission: the numbers it hides, or 0 */
    uint16_t note_count;               /* notes of the block, 65535 when more */
    uint8_t kind;                      /* enum block_kind, settled */
};

/* A note, for its id. */
struct outline_note {
    uint64_t digest; /* of its text */
    uint64_t label;  /* the id in its marker; 0 when longer than 18 digits */
    uint8_t kind;    /* enum note_kind */
};

/* What the text of a document says of the document; empty where it says nothing. */
struct outline_facts {
    struct slice number;         /* the document's number, printed before its title */
    struct slice title;          /* cleaned, without that number */
    struct slice classification; /* as printed */
    struct slice dateline;
    struct slice date;  /* EDTF, from the dateline; empty when it has no full date */
    struct slice place; /* from the dateline */
    struct slice salutation;
    struct slice despatch_number;      /* a second number: the sender's own */
    struct slice precedence, handling; /* "Priority", "Nodis", as printed */
    struct slice archive_reference;    /* a registry's mark in the head */
    struct slice received;             /* EDTF */
    struct slice author, recipient;    /* from the title */
    bool classified_by_note;           /* by the note that says where it is held */
};

struct outline {
    struct outline_entry *entries; /* count of them, in order; seq is the index + 1 */
    size_t count, room;
    struct outline_note *notes; /* note_count of them, in order */
    size_t note_count, note_room;
    size_t omission_count, problem_count;
    struct digest digest; /* of the file */
    uint64_t bytes;
    struct outline_facts facts; /* in `arena` */
    struct arena arena;
};

void outline_init(struct outline *outline);
void outline_release(struct outline *outline);

/* Reads `parse` from its start to its end and settles kinds, inferred numbers and the
 * numbers that omissions hide; leaves the parse rewound. May be called again on the same
 * outline. Faults: as parse.h, and FAULT_INPUT for more than OUTLINE_BLOCKS. */
CHECKED enum fault outline_read(struct outline *outline, struct parse *parse,
                                struct fault_detail *detail);

#endif
