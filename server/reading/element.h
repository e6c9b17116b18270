/* The element: one paragraph or table row with its notes, found by the queue rule.
 *
 * The rule: the ids marked in the text wait in a queue; " [id: " opens a body for the id
 * at the head; the body ends at "]  [next: " when another id waits, else at the first
 * "] " before a line end, a tab or the end of the text. Texts that break the rule have
 * exceptions:
 *   - an id in the queue whose body does not come on its line, while a later one's does,
 *     is skipped (content controls print a marker and no body);
 *   - a line whose ids still wait goes on into the next ones when a body for one of them
 *     comes before any other marker does (line breaks, comments);
 *   - a body never runs over a marker on a later line: it ends before it, at "]" before a
 *     line end (text whose blanks at line ends are gone) or at "] " on its own line
 *     (nested tables).
 * How far the rule looks is bounded by the limits in element_parser.h. */
#ifndef CHANCERY_READING_ELEMENT_H
#define CHANCERY_READING_ELEMENT_H

#include "lookahead.h"
#include "marker.h"

/* A marker and its body; offsets are bytes from the start of the element. */
struct note_mark {
    struct note_id id;
    uint8_t kind, problems;
    uint8_t length; /* of the marker; 0 for a body without one */
    bool has_body;
    uint32_t at;             /* of the marker */
    uint32_t open, close;    /* the body, from the blank before "[" to the end of "] " */
    uint32_t text, text_end; /* its text */
};

struct element {
    uint64_t start;
    uint32_t end;            /* where the line end begins */
    struct note_mark *marks; /* in order; malloc'ed, reused from element to element */
    size_t count, room;
    bool many_lines; /* there is a line end before `end` */
    size_t head;     /* of the queue: marks[head..count) wait for their bodies */
};

struct element_source {
    struct window window;
    struct lookahead lookaheads[LOOKAHEAD_KINDS];
    uint64_t block_bytes; /* the limit */
};

/* Bytes after an element that reading it may look at; for the size of the window. */
size_t element_lookahead(void);

/* Reads the element that begins at `start`, a line that is not blank; the window has it
 * in memory then. Faults: as parse.h. */
CHECKED enum fault element_read(struct element *element, struct element_source *source,
                                uint64_t start, struct fault_detail *detail);
void element_release(struct element *element);

#endif
