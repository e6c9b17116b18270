/* Looking ahead: where the next things of a sort stand, each byte looked at once.
 *
 * A text may make the parser look far ahead for what never comes. So what was seen is
 * remembered: questions whose offset never goes back cost, all together, one pass over
 * the text for each sort, whatever the text holds. */
#ifndef CHANCERY_READING_LOOKAHEAD_H
#define CHANCERY_READING_LOOKAHEAD_H

#include "window.h"

enum ahead_sort {
    AHEAD_LINE_END,    /* "\n" */
    AHEAD_MARKER,      /* "[footnoteRef:2]", "[endnoteRef:2]" */
    AHEAD_NEXT_MARKER, /* the same, asked of earlier places */
    AHEAD_OPENER,      /* "[2: " behind a blank */
    AHEAD_GLUE,        /* "]  [2: " */
    AHEAD_END,         /* "] " before a line end, a tab or the end of the text */
    AHEAD_JOIN_END,    /* as AHEAD_END, which is asked of earlier places */
    AHEAD_BARE_END,    /* "]" before a line end or the end of the text */
    AHEAD_CLOSE,       /* "] " */
    AHEAD_SORTS
};

enum { AHEAD_HITS = 8 };

#define AHEAD_NONE UINT64_MAX

struct ahead {
    uint64_t from, upto; /* this has been looked at, and holds the hits */
    uint64_t hits[AHEAD_HITS];
    size_t count;
};

/* Forgets all; after a rewind. `aheads` has AHEAD_SORTS elements. */
void ahead_reset(struct ahead *aheads);

/* Where hit number `nth` (below AHEAD_HITS) at or behind `from` begins, if it does below
 * `limit`; else AHEAD_NONE. The window must reach 32 bytes further than `limit`. */
uint64_t ahead_find(struct ahead *aheads, enum ahead_sort sort,
                    const struct window *window, uint64_t from, uint64_t limit,
                    size_t nth);

#endif
