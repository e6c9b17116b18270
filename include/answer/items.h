/* Items, one after the other, in any format: of a JSON list, as lines of NDJSON, as rows
 * of CSV; and what the members of each kind of item are (members.c). */
#ifndef CHANCERY_ANSWER_ITEMS_H
#define CHANCERY_ANSWER_ITEMS_H

#include "answer/call.h"

extern const struct item_members collection_members, document_members, block_members,
    note_members, omission_members, entity_members, mention_members,
    document_entity_members, related_members, hit_members, suggestion_members,
    batch_members, export_members, change_members;

struct items {
    struct call *call;
    struct buffer *out;
    const char *const *columns; /* of CSV; ends with NULL */
    size_t count;
};

/* Of CSV this writes the line of column names. */
void items_begin(struct items *items, struct call *call, struct buffer *out,
                 const struct item_members *members);

/* Without that line: for a further piece of the same answer. */
void items_resume(struct items *items, struct call *call, struct buffer *out,
                  const struct item_members *members);

/* Adds an item, as the call wants it. FAULT_MEMORY. */
CHECKED enum fault items_put(struct items *items, struct slice json);

/* The same with every member, whatever fields= says: for a problem among items. */
CHECKED enum fault items_put_whole(struct items *items, struct slice json);

#endif
