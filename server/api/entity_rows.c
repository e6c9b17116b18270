/* Pages of entities: the loop that lists of them have in common. */
#include "entity_rows.h"

enum fault list_end_entities(struct list *list, struct rows *rows, int64_t total,
                             const struct entity_item *item, const void *self)
{
    struct call *call = list->call;
    struct entity_row row;
    struct buffer json;
    struct slice cursor = SLICE_NONE;
    bool more;
    enum fault fault = FAULT_NONE;
    buffer_init(&json);
    while (!fault && !(fault = rows_next_entity(rows, &row, &more, &call->detail)) &&
           more && list_has_room(list)) {
        buffer_clear(&json);
        cursor = item->cursor(call, &row);
        fault = item->write(call, &json, self, &row);
        list->body.failed |= json.failed;
        if (!fault)
            fault = items_put(&list->items, buffer_slice(&json));
    }
    rows_close(rows);
    buffer_release(&json);
    return fault ? fault : list_end(list, total, cursor, SLICE_NONE);
}

void read_entity_cursor(struct slice cursor, struct entity_after *after)
{
    uint64_t number;
    *after = (struct entity_after){.mentions = INT64_MAX};
    if (!cursor.len)
        return;
    slice_number(slice_cut(&cursor, ' '), INT64_MAX, &number);
    after->mentions = (int64_t)number;
    after->id = slice_cut(&cursor, ' ');
    after->label = cursor;
}
