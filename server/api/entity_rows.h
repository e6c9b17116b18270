/* Pages of entities: the loop that lists of them have in common. */
#ifndef CHANCERY_API_ENTITY_ROWS_H
#define CHANCERY_API_ENTITY_ROWS_H

#include "answer/list.h"
#include "db/read/entities.h"

/* What a list of entities makes of a row: its JSON, and the cursor of the page after it;
 * `self` is the list's own. */
struct entity_item {
    enum fault (*write)(struct call *call, struct buffer *out, const void *self,
                        const struct entity_row *row);
    struct slice (*cursor)(struct call *call, const struct entity_row *row);
};

/* Fills and ends the page with `rows`, which it closes. */
CHECKED enum fault list_end_entities(struct list *list, struct rows *rows, int64_t total,
                                     const struct entity_item *item, const void *self);

/* The start of a page of entities from "NUMBER ID LABEL"; of the first page from empty.
 */
void read_entity_cursor(struct slice cursor, struct entity_after *after);

#endif
