/* Mentions of an entity: where it is named. */
#include "answer/mentions.h"
#include "answer/list.h"
#include "answer/lookup.h"
#include "answer/scope.h"
#include "answer/send.h"
#include "routes.h"

/* A page of mentions; one that is not the first begins after `start` of the text `from`.
 */
struct mentions_page {
    struct list *list;
    int64_t entity;
    struct scope scope;
    struct mention_text from;
    bool resumed;
    uint32_t start;
    struct slice cursor;
};

static uint32_t cut_number(struct slice *rest)
{
    uint64_t number;
    slice_number(slice_cut(rest, ' '), UINT32_MAX, &number);
    return (uint32_t)number;
}

static enum fault read_cursor(struct mentions_page *page)
{
    struct slice rest = page->list->cursor;
    int64_t after, last;
    if (!rest.len)
        return FAULT_NONE;
    scope_rows(&page->scope, &after, &last);
    page->resumed = true;
    page->from.ordinal = cut_number(&rest);
    page->start = cut_number(&rest);
    enum fault fault = scope_resume(page->list->call, rest, last, &after);
    page->from.block = after;
    return fault;
}

static bool was_sent(const struct mentions_page *page, const struct mention_text *text,
                     const struct mention_row *row)
{
    return page->resumed && text->block == page->from.block &&
           text->ordinal == page->from.ordinal && row->start <= page->start;
}

static enum fault put_one(struct mentions_page *page, const struct mention_text *text,
                          const struct mention_row *row,
                          struct mention_location *location)
{
    struct call *call = page->list->call;
    struct buffer json;
    enum fault fault = FAULT_NONE;
    if (!location->text.at)
        fault = find_mention_location(call, text, location);
    buffer_init(&json);
    if (!fault)
        fault = write_mention(call, &json, row, location, true);
    if (!fault && buffer_failed(&json))
        fault = fault_memory(&call->detail);
    if (!fault)
        fault = items_put(&page->list->items, buffer_slice(&json));
    buffer_release(&json);
    page->cursor = arena_print(call->arena, "%u %u %.*s", text->ordinal, row->start,
                               SLICE_PRINT(scope_cursor(call, text->block)));
    return fault;
}

static enum fault put_text(struct mentions_page *page, const struct mention_text *text,
                           bool *on)
{
    struct mention_location location = {.text = SLICE_NONE};
    struct mention_row row = {0};
    struct slice bytes = text->bytes;
    enum fault fault = FAULT_NONE;
    while (!fault && *on && mention_next(&bytes, &row)) {
        if (row.entity != page->entity || was_sent(page, text, &row))
            continue;
        *on = list_has_room(page->list);
        if (*on)
            fault = put_one(page, text, &row, &location);
    }
    return fault || !*on ? fault : check_all_read(page->list->call, bytes);
}

static enum fault fill_mentions(struct list *list, void *self)
{
    struct mentions_page *page = self;
    struct call *call = list->call;
    struct mention_text text;
    struct mention_rows rows;
    int64_t total;
    bool more = true, on = true;
    page->list = list;
    enum fault fault =
        corpus_count_mentions(call->corpus, page->entity, page->scope.first,
                              page->scope.last, &total, &call->detail);
    if (!fault)
        fault = read_cursor(page);
    if (fault)
        return fault;
    fault = corpus_mentions(call->corpus, page->entity, page->scope.first,
                            page->scope.last, &page->from, &rows);
    while (!fault && on &&
           !(fault = rows_next_mentions(&rows, &text, &more, &call->detail)) && more)
        fault = put_text(page, &text, &on);
    rows_close(&rows.rows);
    return fault ? fault : list_end(list, total, page->cursor, SLICE_NONE);
}

enum fault answer_mentions(struct call *call)
{
    struct entity_row row;
    struct mentions_page page = {.list = NULL};
    enum fault fault = require_entity(call, &row);
    if (!fault)
        fault = scope_read(call, &page.scope);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    page.entity = row.key;
    return list_answer(call, fill_mentions, &page);
}
