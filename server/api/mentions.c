/* Where an entity is named, and who is named in a document. */
#include "answer/entity_call.h"
#include "answer/scope.h"
#include "render/nouns.h"

#include <stdlib.h>

const char *const named_columns[] = {"entity", "type", "label", "count", "url", NULL};

/* --- of an entity --- */

/* A page of mentions: behind `start` of the text `from`, when the list goes on. */
struct mentions_page {
    struct list *list;
    int64_t entity;
    struct mention_text from;
    bool resumed;
    uint32_t start;
    struct slice cursor;
};

static enum fault read_cursor(struct call *call, struct mentions_page *page,
                              const struct scope *scope)
{
    struct slice rest = page->list->cursor;
    int64_t after = row_key(scope->first, 0);
    if (!rest.len)
        return FAULT_NONE;
    struct slice note = arena_copy(call->arena, slice_cut(&rest, ' '));
    struct slice start = arena_copy(call->arena, slice_cut(&rest, ' '));
    if (!note.at || !start.at)
        return fault_set(&call->detail, FAULT_MEMORY, "out of memory");
    enum fault fault = scope_resume(call, rest, row_key(scope->last, UINT32_MAX), &after);
    page->resumed = true;
    page->from.block = after;
    page->from.ordinal = (uint32_t)strtoul(note.at, NULL, 10);
    page->start = (uint32_t)strtoul(start.at, NULL, 10);
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
        fault = fault_set(&call->detail, FAULT_MEMORY, "out of memory");
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
    return fault;
}

static enum fault send_mentions(struct call *call, struct mentions_page *page,
                                const struct scope *scope)
{
    struct mention_text text;
    struct mention_rows rows;
    int64_t total;
    bool more = true, on = true;
    enum fault fault = corpus_count_mentions(call->corpus, page->entity, scope->first,
                                             scope->last, &total, &call->detail);
    if (!fault)
        fault = read_cursor(call, page, scope);
    if (fault)
        return fault;
    fault = corpus_mentions(call->corpus, page->entity, scope->first, scope->last,
                            &page->from, &rows);
    while (!fault && on &&
           !(fault = rows_next_mentions(&rows, &text, &more, &call->detail)) && more)
        fault = put_text(page, &text, &on);
    rows_close(&rows.rows);
    return fault ? fault : list_end(page->list, total, page->cursor, SLICE_NONE);
}

enum fault answer_mentions(struct call *call)
{
    struct entity_row row;
    struct scope scope;
    struct list list;
    enum fault fault = require_entity(call, &row);
    if (!fault)
        fault = scope_read(call, &scope);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    fault = list_begin(&list, call, mention_columns);
    struct mentions_page page = {.list = &list, .entity = row.key};
    if (!fault)
        fault = send_mentions(call, &page, &scope);
    list_release(&list);
    return fault;
}

/* --- of a document --- */

enum { MENTIONS_SHOWN = 200 };

static bool is_of(const struct mention_row *row, int64_t key)
{
    return key > 0 ? row->entity == key
                   : row->entity == 0 && entity_unlinked(row->type) == key;
}

static enum fault write_text_mentions(struct call *call, struct buffer *out, int64_t key,
                                      const struct mention_text *text, size_t *count)
{
    struct mention_location location = {.text = SLICE_NONE};
    struct mention_row row = {0};
    struct slice bytes = text->bytes;
    enum fault fault = FAULT_NONE;
    while (!fault && *count < MENTIONS_SHOWN && mention_next(&bytes, &row)) {
        if (!is_of(&row, key))
            continue;
        if (!location.text.at)
            fault = find_mention_location(call, text, &location);
        write_item(out, SLICE_NONE);
        if (!fault)
            fault = write_mention(call, out, &row, &location, true);
        (*count)++;
    }
    return fault;
}

static enum fault write_mentions(struct call *call, struct buffer *out, int64_t document,
                                 int64_t key)
{
    struct mention_text text, from = {.block = 0};
    struct mention_rows rows;
    size_t count = 0;
    bool more;
    enum fault fault = corpus_mentions(call->corpus, 0, document, document, &from, &rows);
    write_name(out, "mentions");
    write_open(out, '[');
    while (!fault && count < MENTIONS_SHOWN &&
           !(fault = rows_next_mentions(&rows, &text, &more, &call->detail)) && more)
        fault = write_text_mentions(call, out, key, &text, &count);
    rows_close(&rows.rows);
    write_close(out, ']');
    return fault;
}

enum fault write_document_entity(struct call *call, struct buffer *out,
                                 struct slice document, int64_t key,
                                 const struct entity_row *row)
{
    enum fault fault = FAULT_NONE;
    write_open(out, '{');
    write_text_or_null(out, "entity", row->id);
    write_text(out, "type", slice_of(entity_type_names[row->type]));
    write_text_or_null(out, "label", row->label);
    write_int(out, "count", row->mentions);
    if (row->id.len) {
        write_name(out, "url");
        struct buffer path;
        buffer_init(&path);
        buffer_put_text(&path, "/v1/entities/");
        buffer_put_escaped(&path, row->id, "");
        buffer_put_text(&path, "/mentions?document=");
        buffer_put_escaped(&path, document, "");
        write_string(out, buffer_slice(&path));
        buffer_release(&path);
    } else {
        write_null(out, "url");
    }
    if (call_includes(call, INCLUDE_MENTIONS))
        fault = write_mentions(call, out, key, row->key);
    write_close(out, '}');
    return fault;
}

struct slice named_cursor(struct call *call, const struct entity_row *row)
{
    struct slice id = row->id;
    if (!id.len)
        id = arena_print(call->arena, "%d", row->type);
    return arena_print(call->arena, "%d %lld %.*s", row->id.len == 0,
                       (long long)row->mentions, SLICE_PRINT(id));
}

static void read_named_cursor(struct call *call, struct slice cursor,
                              struct entity_after *after)
{
    *after = (struct entity_after){.mentions = INT64_MAX};
    if (!cursor.len)
        return;
    after->unknown = slice_is(slice_cut(&cursor, ' '), "1");
    struct slice number = arena_copy(call->arena, slice_cut(&cursor, ' '));
    after->mentions = number.at ? strtoll(number.at, NULL, 10) : 0;
    after->id = cursor;
}

static enum fault send_named(struct call *call, const struct document_row *document,
                             struct list *list)
{
    struct entity_after after;
    struct entity_row row;
    struct rows rows;
    struct buffer json;
    struct slice cursor = SLICE_NONE;
    uint64_t types = read_types(call);
    int64_t total;
    bool more;
    enum fault fault = corpus_count_document_entities(call->corpus, document->key, types,
                                                      &total, &call->detail);
    if (fault)
        return fault;
    buffer_init(&json);
    read_named_cursor(call, list->cursor, &after);
    fault = corpus_document_entities(call->corpus, document->key, types, &after,
                                     list->limit + 1, &rows);
    while (!fault && !(fault = rows_next_entity(&rows, &row, &more, &call->detail)) &&
           more && list_has_room(list)) {
        buffer_clear(&json);
        cursor = named_cursor(call, &row);
        fault = write_document_entity(call, &json, document->id, document->key, &row);
        list->body.failed |= json.failed;
        if (!fault)
            fault = items_put(&list->items, buffer_slice(&json));
    }
    rows_close(&rows);
    buffer_release(&json);
    return fault ? fault : list_end(list, total, cursor, SLICE_NONE);
}

enum fault answer_document_entities(struct call *call)
{
    struct document_row document;
    struct list list;
    enum fault fault = require_document(call, &document);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    fault = list_begin(&list, call, named_columns);
    if (!fault)
        fault = send_named(call, &document, &list);
    list_release(&list);
    return fault;
}
