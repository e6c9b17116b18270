/* Mentions as JSON, and where they are. */
#ifndef CHANCERY_ANSWER_MENTIONS_H
#define CHANCERY_ANSWER_MENTIONS_H

#include "answer/items.h"
#include "db/read/entities.h"

/* A text with mentions, read from its start on. */
struct mention_location {
    struct slice document, id; /* ids; of the block or note */
    bool note;
    struct slice text;
    size_t byte; /* how far it was read: bytes, code points, and UTF-16 units */
    uint32_t cp, utf16;
};

/* Where the text is, its slices in the arena. */
CHECKED enum fault find_mention_location(struct call *call,
                                         const struct mention_text *text,
                                         struct mention_location *out);

/* A mention as an object; one that is not shown with its text (`alone`) tells where that
 * is. Mentions of one text must come in order. */
CHECKED enum fault write_mention(struct call *call, struct buffer *out,
                                 const struct mention_row *row,
                                 struct mention_location *location, bool alone);

/* What mention_next left of a text's mentions: FAULT_DAMAGED unless it is nothing. */
CHECKED enum fault check_all_read(struct call *call, struct slice left);

/* Every mention of a text as an item of its own. */
CHECKED enum fault put_text_mentions(struct call *call, struct items *items,
                                     const struct mention_text *text);

/* All mentions of a block (ordinal 0) or of one of its notes: a member "entities". */
CHECKED enum fault add_mentions(struct call *call, struct buffer *out, int64_t block,
                                uint32_t ordinal, struct slice text);

#endif
