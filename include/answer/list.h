/* Lists: a page of items, its total, and the cursor of the page after it.
 *
 * A list whose rows are opened by keys is one call of list_answer_rows. Any other is
 * list_answer with a function that fills the page:
 *
 *     static enum fault fill(struct list *list, void *self)
 *     {
 *         ... open list->limit + 1 rows from list->cursor on ...
 *         while (... && more && list_has_room(list))
 *             fault = items_put(&list->items, json);
 *         return fault ? fault : list_end(list, total, cursor, SLICE_NONE);
 *     } */
#ifndef CHANCERY_ANSWER_LIST_H
#define CHANCERY_ANSWER_LIST_H

#include "answer/items.h"
#include "answer/rows.h"

struct list {
    struct call *call;
    struct buffer body;
    struct items items;
    int64_t limit;
    struct slice cursor; /* what the page before gave to list_end, or empty */
    bool more;           /* there is a next page */
    bool at_least;       /* the total is not all there is */
    struct slice extra;  /* further members of the answer, with their commas, or empty */
};

/* Fills the page and ends it with list_end. */
typedef enum fault list_fill(struct list *list, void *self);

/* Reads limit= and cursor=, and has the page filled; the members of its items are those
 * of the route. FAULT_BAD_CURSOR. */
CHECKED enum fault list_answer(struct call *call, list_fill *fill, void *self);

/* Room for one more? When not, notes that there is a next page. */
bool list_has_room(struct list *list);

/* Sends it. `cursor` says where the next page begins, when there is one; `facets` is JSON
 * or empty; `total` above CORPUS_COUNT_LIMIT is told as a lower bound. FAULT_BAD_REQUEST
 * when the target of the next page would be longer than one may be. */
CHECKED enum fault list_end(struct list *list, int64_t total, struct slice cursor,
                            struct slice facets);

/* Rows by key. `open` opens at most `limit` of those that `filter` lets through; where a
 * page begins and where the rows end is in the filter too: `after` points to it. */
struct row_source {
    enum fault (*open)(struct corpus *corpus, const void *filter, int64_t limit,
                       struct rows *rows);
    const void *filter;
    int64_t *after, last; /* keys: rows come after the one, up to the other */
    row_next *next;
};

/* The whole answer: a page of these rows. */
CHECKED enum fault list_answer_rows(struct call *call, const struct row_source *source,
                                    int64_t total);

/* The target of the page after `cursor` in the list that `answer` gives of this call's
 * document. */
struct slice list_target(struct call *call, route_answer *answer, struct slice cursor,
                         int64_t limit);

#endif
