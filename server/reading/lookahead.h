/* Looking ahead: where the next patterns of a kind are, looking at each byte once.
 *
 * A text may make the parser look far ahead for what never comes. So what was found is
 * remembered: calls whose offset never goes back cost, all together, one pass over the
 * text for each kind, whatever the text holds. */
#ifndef CHANCERY_READING_LOOKAHEAD_H
#define CHANCERY_READING_LOOKAHEAD_H

#include "window.h"

enum lookahead_kind {
    LOOKAHEAD_LINE_END,    /* "\n" */
    LOOKAHEAD_MARKER,      /* "[footnoteRef:2]", "[endnoteRef:2]" */
    LOOKAHEAD_NEXT_MARKER, /* the same, asked from offsets that LOOKAHEAD_MARKER is past
                            */
    LOOKAHEAD_OPENER,      /* "[2: " after a blank */
    LOOKAHEAD_GLUE,        /* "]  [2: " */
    LOOKAHEAD_END,         /* "] " before a line end, a tab or the end of the text */
    LOOKAHEAD_JOIN_END,    /* the same, asked from offsets after those of LOOKAHEAD_END */
    LOOKAHEAD_BARE_END,    /* "]" before a line end or the end of the text */
    LOOKAHEAD_CLOSE,       /* "] " */
    LOOKAHEAD_KINDS
};

enum { LOOKAHEAD_HITS = 8 };

#define LOOKAHEAD_NONE UINT64_MAX

struct lookahead {
    uint64_t from, upto; /* the bytes that were looked at, and hold the hits */
    uint64_t hits[LOOKAHEAD_HITS];
    size_t count;
};

/* Forgets all; after a rewind. `lookaheads` has LOOKAHEAD_KINDS elements. */
void lookahead_reset(struct lookahead *lookaheads);

/* Where hit number `nth` (below LOOKAHEAD_HITS) from `from` on begins, if that is before
 * `limit`; else LOOKAHEAD_NONE. The window must reach 32 bytes further than `limit`. */
uint64_t lookahead_find(struct lookahead *lookaheads, enum lookahead_kind kind,
                        const struct window *window, uint64_t from, uint64_t limit,
                        size_t nth);

#endif
