/* Entities of a document: whom and what it names. */
#include "document_entities.h"
#include "answer/filters.h"
#include "answer/lookup.h"
#include "answer/mentions.h"
#include "answer/send.h"
#include "base/json_write.h"
#include "entity_rows.h"
#include "gazetteer/gazetteer.h"
#include "routes.h"

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
    return fault || *count == MENTIONS_SHOWN ? fault : check_all_read(call, bytes);
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
                                 const struct document_row *document,
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
        buffer_put_escaped(&path, document->id, "");
        write_string(out, buffer_slice(&path));
        buffer_release(&path);
    } else {
        write_null(out, "url");
    }
    if (call_includes(call, INCLUDE_MENTIONS))
        fault = write_mentions(call, out, document->key, row->key);
    write_close(out, '}');
    return fault;
}

struct slice document_entity_cursor(struct call *call, const struct entity_row *row)
{
    struct slice id = row->id;
    if (!id.len)
        id = arena_print(call->arena, "%d", row->type);
    return arena_print(call->arena, "%d %lld %.*s", row->id.len == 0,
                       (long long)row->mentions, SLICE_PRINT(id));
}

static void read_cursor(struct slice cursor, struct entity_after *after)
{
    uint64_t number;
    *after = (struct entity_after){.mentions = INT64_MAX};
    if (!cursor.len)
        return;
    after->unknown = slice_is(slice_cut(&cursor, ' '), "1");
    slice_number(slice_cut(&cursor, ' '), INT64_MAX, &number);
    after->mentions = (int64_t)number;
    after->id = cursor;
}

static enum fault write_item_of(struct call *call, struct buffer *out, const void *self,
                                const struct entity_row *row)
{
    return write_document_entity(call, out, self, row);
}

static enum fault fill_entities(struct list *list, void *self)
{
    static const struct entity_item item = {write_item_of, document_entity_cursor};
    const struct document_row *document = self;
    struct call *call = list->call;
    struct entity_after after;
    struct rows rows;
    uint64_t types = read_types(call);
    int64_t total;
    enum fault fault = corpus_count_document_entities(call->corpus, document->key, types,
                                                      &total, &call->detail);
    if (fault)
        return fault;
    read_cursor(list->cursor, &after);
    fault = corpus_document_entities(call->corpus, document->key, types, &after,
                                     list->limit + 1, &rows);
    return fault ? fault : list_end_entities(list, &rows, total, &item, document);
}

enum fault answer_document_entities(struct call *call)
{
    struct document_row document;
    enum fault fault = require_document(call, &document);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    return list_answer(call, fill_entities, &document);
}
