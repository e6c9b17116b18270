/* What the handlers of entities and mentions share. Private to server/api. */
#ifndef CHANCERY_ANSWER_ENTITY_CALL_H
#define CHANCERY_ANSWER_ENTITY_CALL_H

#include "answer/call.h"
#include "db/read/entities.h"
#include "gazetteer/gazetteer.h"

/* The entity that the path names; a record that was merged leads (308) to it. */
CHECKED enum fault require_entity(struct call *call, struct entity_row *out);

/* The keys of the entities that entity= names, merged ones too, as a JSON array; "[]"
 * where it is not given. FAULT_BAD_PARAMETER. */
CHECKED enum fault read_entity_parameter(struct call *call, struct slice *out);

/* Types asked for, as bits. */
uint64_t read_types(const struct call *call);

/* A text in which mentions are. */
struct mention_location {
    struct slice document, id; /* ids; of the block or note */
    bool note;
    struct slice text;
    size_t byte; /* how far it was read: bytes, code points, and UTF-16 units */
    uint32_t cp, utf16;
};

/* A mention as an object; with where it stands, when it stands `alone`. Mentions of one
 * place must come in order. */
CHECKED enum fault write_mention(struct call *call, struct buffer *out,
                                 const struct mention_row *row,
                                 struct mention_location *location, bool alone);

/* Every mention of a text as an item of its own. */
CHECKED enum fault put_text_mentions(struct call *call, struct items *items,
                                     const struct mention_text *text);

/* All mentions of a block (ordinal 0) or of one of its notes: a member "entities". */
CHECKED enum fault add_mentions(struct call *call, struct buffer *out, int64_t block,
                                uint32_t ordinal, struct slice text);

/* The place of a text, its slices in the arena. */
CHECKED enum fault find_mention_location(struct call *call,
                                         const struct mention_text *text,
                                         struct mention_location *out);

/* An entity of a document as an object, with its mentions where they are asked for. */
CHECKED enum fault write_document_entity(struct call *call, struct buffer *out,
                                         struct slice document, int64_t key,
                                         const struct entity_row *row);

/* Where a page of the entities of a document begins that stands behind `row`. */
struct slice named_cursor(struct call *call, const struct entity_row *row);

extern const char *const entity_columns[];
extern const char *const mention_columns[];
extern const char *const named_columns[];
extern const char *const related_columns[];

#endif
