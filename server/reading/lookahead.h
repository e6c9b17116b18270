/* Looking ahead: where the next things of a sort stand, each byte looked at once.
 *
 * A text may make the parser look far ahead for what never comes. So what was seen is
 * remembered: questions whose offset never goes back cost, all together, one pass over
 * the text for each sort, whatever the text holds. */
#ifndef CHANCERY_READING_LOOKAHEAD_H
#define CHANCERY_READING_LOOKAHEAD_H

#include "window.h"

enum lookahead_kind {
    LOOKAHEAD_LINE_END,    /* "\n" */
    LOOKAHEAD_MARKER,      /* "[footnoteRef:2]", "[endnoteRef:2]" */
    LOOKAHEAD_NEXT_MARKER, /* the same, asked of earlier places */
    LOOKAHEAD_OPENER,      /* "[2: " behind a blank */
    LOOKAHEAD_GLUE,        /* "]  [2: " */
    LOOKAHEAD_END,         /* "] " before a line end, a tab or the end of the text */
    LOOKAHEAD_JOIN_END,    /* as LOOKAHEAD_END, which is asked of earlier places */
    LOOKAHEAD_BARE_END,    /* "]" before a line end or the end of the text */
    LOOKAHEAD_CLOSE,       /* "] " */
    LOOKAHEAD_SORTS
};

enum { LOOKAHEAD_HITS = 8 };

#define LOOKAHEAD_NONE UINT64_MAX

struct lookahead {
    uint64_t from, upto; /* this has been looked at, and holds the hits */
    uint64_t hits[LOOKAHEAD_HITS];
    size_t count;
};

/* Forgets all; after a rewind. `lookaheads` has LOOKAHEAD_SORTS elements. */
void lookahead_reset(struct lookahead *lookaheads);

/* Where hit number `nth` (below LOOKAHEAD_HITS) at or behind `from` begins, if it does
 * below `limit`; else LOOKAHEAD_NONE. The window must reach 32 bytes further than
 * `limit`. */
uint64_t lookahead_find(struct lookahead *lookaheads, enum lookahead_kind sort,
                        const struct window *window, uint64_t from, uint64_t limit,
                        size_t nth);

#endif
