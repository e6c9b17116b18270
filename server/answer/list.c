/* Lists: a page of items, its total, and the cursor of the page after it. */
#include "answer/list.h"
#include "answer/scope.h"
#include "answer/send.h"
#include "base/json_write.h"
#include "cursor.h"

enum { DEFAULT_LIMIT = 20, LONGEST_PAGE = 200 };

/* Readers of plain text see no Link, so a page of it is as long as a page may be. */
static enum fault begin(struct list *list, struct call *call)
{
    const struct value *limit = call_value(call, PARAM_LIMIT);
    *list = (struct list){.call = call, .limit = DEFAULT_LIMIT};
    if (call->routed.format == FORMAT_TEXT)
        list->limit = LONGEST_PAGE;
    if (limit->given)
        list->limit = limit->number;
    buffer_init(&list->body);
    items_begin(&list->items, call, &list->body, call->routed.route->items);
    return cursor_read(call, &list->cursor);
}

enum fault list_answer(struct call *call, list_fill *fill, void *self)
{
    struct list list;
    enum fault fault = begin(&list, call);
    if (!fault)
        fault = fill(&list, self);
    buffer_release(&list.body);
    return fault;
}

bool list_has_room(struct list *list)
{
    bool room = (int64_t)list->items.count < list->limit && list->body.len < PAGE_BYTES;
    list->more |= !room;
    return room;
}

/* The target of this list with another cursor, or with none. */
static struct slice page_target(struct call *call, struct slice cursor)
{
    struct buffer target;
    buffer_init(&target);
    route_canonical(&call->routed, TAKES(PARAM_CURSOR), &target);
    if (call->routed.suffixed) { /* the suffix goes before the query */
        struct slice query = buffer_slice(&target);
        struct slice path = slice_cut(&query, '?');
        struct slice whole = arena_print(call->arena, "%.*s.%s%s%.*s", SLICE_PRINT(path),
                                         format_suffix(call->routed.format),
                                         query.len ? "?" : "", SLICE_PRINT(query));
        buffer_clear(&target);
        buffer_put(&target, whole);
    }
    if (cursor.len)
        put_parameter(&target, PARAM_CURSOR, cursor);
    struct slice copy = arena_copy(call->arena, buffer_slice(&target));
    buffer_release(&target);
    return copy;
}

static void put_envelope(struct list *list, int64_t total, struct slice facets,
                         struct buffer *out)
{
    /* Counting stops at the limit. */
    bool capped = list->at_least || total == CORPUS_COUNT_LIMIT + 1;
    buffer_reserve(out, list->body.len + facets.len + 512);
    write_open(out, '{');
    write_int(out, "total", total);
    write_text(out, "totalRelation", capped ? SLICE("gte") : SLICE("eq"));
    write_name(out, "items");
    write_open(out, '[');
    buffer_put(out, buffer_slice(&list->body));
    write_close(out, ']');
    if (facets.len) {
        write_name(out, "facets");
        buffer_put(out, facets);
    }
    if (list->extra.len) {
        buffer_put_char(out, ',');
        buffer_put(out, list->extra);
    }
    write_text_or_null(out, "next", list->call->next);
    write_close(out, '}');
}

/* Where the next page is, if there is one: a list that did not tell would seem to end
 * here. Only JSON tells it in the body; of other formats it must fit the header. */
static enum fault find_next(struct list *list, struct slice cursor)
{
    struct call *call = list->call;
    size_t most = call->routed.format == FORMAT_JSON ? LONGEST_TARGET : LONGEST_LINK;
    if (!list->more || !cursor.len)
        return FAULT_NONE;
    call->next = page_target(call, cursor_make(call, &call->routed, cursor));
    if (call->next.len <= most)
        return FAULT_NONE;
    return fault_set(&call->detail, FAULT_BAD_REQUEST,
                     "there is a page after this one, but its target would be longer "
                     "than %zu bytes; ask with a higher limit, or for less",
                     most);
}

enum fault list_end(struct list *list, int64_t total, struct slice cursor,
                    struct slice facets)
{
    struct call *call = list->call;
    enum fault fault = find_next(list, cursor);
    if (fault)
        return fault;
    call->first = page_target(call, SLICE_NONE);
    if (call->routed.format == FORMAT_JSON) {
        struct buffer out;
        buffer_init(&out);
        put_envelope(list, total, facets, &out);
        out.failed |= list->body.failed;
        call_send(call, &out);
    } else {
        call_send(call, &list->body);
    }
    return FAULT_NONE;
}

struct row_page {
    const struct row_source *source;
    int64_t total;
};

/* Up to the list's limit; `*last` is the key of the last that found room. */
static enum fault fill_page(struct list *list, struct rows *rows, row_next *next,
                            struct buffer *scratch, int64_t *last)
{
    bool more;
    int64_t key;
    enum fault fault;
    while (!(fault = next(list->call, rows, scratch, &key, &more)) && more &&
           list_has_room(list)) {
        *last = key;
        fault = items_put(&list->items, buffer_slice(scratch));
        if (fault)
            break;
        buffer_clear(scratch);
    }
    list->body.failed |= scratch->failed;
    return fault;
}

static enum fault fill_rows(struct list *list, void *self)
{
    const struct row_page *page = self;
    const struct row_source *source = page->source;
    struct rows rows;
    struct buffer scratch;
    int64_t last = 0;
    enum fault fault = FAULT_NONE;
    if (list->cursor.len)
        fault = scope_resume(list->call, list->cursor, source->last, source->after);
    if (!fault)
        fault = source->open(list->call->corpus, source->filter, list->limit + 1, &rows);
    if (fault)
        return fault;
    buffer_init(&scratch);
    fault = fill_page(list, &rows, source->next, &scratch, &last);
    rows_close(&rows);
    buffer_release(&scratch);
    if (fault)
        return fault;
    struct slice cursor = list->more ? scope_cursor(list->call, last) : SLICE_NONE;
    return list_end(list, page->total, cursor, SLICE_NONE);
}

enum fault list_answer_rows(struct call *call, const struct row_source *source,
                            int64_t total)
{
    struct row_page page = {source, total};
    return list_answer(call, fill_rows, &page);
}

struct slice list_target(struct call *call, route_answer *answer, struct slice cursor,
                         int64_t limit)
{
    struct routed there = {.variables = {call_path(call, PATH_DOCUMENT)}};
    there.values[PARAM_OFFSETS] = *call_value(call, PARAM_OFFSETS);
    for (there.route = call->routes; there.route->answer != answer;)
        there.route++;
    cursor = cursor_make(call, &there, cursor);
    struct buffer target;
    buffer_init(&target);
    route_canonical(&there, 0, &target);
    put_parameter(&target, PARAM_LIMIT,
                  arena_print(call->arena, "%lld", (long long)limit));
    put_parameter(&target, PARAM_CURSOR, cursor);
    struct slice whole = arena_copy(call->arena, buffer_slice(&target));
    buffer_release(&target);
    return whole;
}
