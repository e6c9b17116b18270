/* Documents: their list, and one with what it includes. */
#include "answer/call.h"
#include "answer/entity_call.h"
#include "answer/scope.h"
#include "base/model.h"
#include "render/nouns.h"
#include "text/slug.h"

#include <stdlib.h>

/* The folded words of a parameter as a JSON array; each with a blank before it, so that
 * it matches the beginning of a word. */
struct slice read_prefix_words(struct call *call, enum parameter parameter)
{
    const struct value *value = call_value(call, parameter);
    if (!value->given)
        return SLICE("[]");
    struct slice rest = slug_words(call->arena, value->text);
    struct buffer out;
    buffer_init(&out);
    write_open(&out, '[');
    while (rest.len > 0) {
        struct slice word = slice_cut(&rest, ' ');
        if (word.len == 0)
            continue;
        write_item(&out, SLICE_NONE);
        write_string(&out, arena_print(call->arena, " %.*s", SLICE_PRINT(word)));
    }
    write_close(&out, ']');
    struct slice copy = arena_copy(call->arena, buffer_slice(&out));
    buffer_release(&out);
    return copy;
}

/* Punctuation alone would ask for everything. */
static enum fault require_words(struct call *call, enum parameter parameter,
                                struct slice words)
{
    if (!call_value(call, parameter)->given || !slice_is(words, "[]"))
        return FAULT_NONE;
    call->routed.bad_parameter = slice_of(parameter_name(parameter));
    return fault_set(&call->detail, FAULT_BAD_PARAMETER, "%s has no word in it",
                     parameter_name(parameter));
}

enum fault read_title_words(struct call *call, struct document_filter *filter)
{
    filter->title_words = read_prefix_words(call, PARAM_Q);
    return require_words(call, PARAM_Q, filter->title_words);
}

enum fault read_document_filter(struct call *call, struct document_filter *filter)
{
    struct scope scope;
    enum fault fault = scope_read(call, &scope);
    if (fault)
        return fault;
    *filter = (struct document_filter){
        .first = scope.first,
        .last = scope.last,
        .title_words = SLICE("[]"),
        .author_words = read_prefix_words(call, PARAM_AUTHOR),
        .recipient_words = read_prefix_words(call, PARAM_RECIPIENT),
        .date_from = (int32_t)call_value(call, PARAM_DATE_FROM)->from,
        .date_to = (int32_t)call_value(call, PARAM_DATE_TO)->to,
    };
    if (call_value(call, PARAM_AUTHOR_IS)->given)
        filter->author = call_value(call, PARAM_AUTHOR_IS)->text;
    if (call_value(call, PARAM_RECIPIENT_IS)->given)
        filter->recipient = call_value(call, PARAM_RECIPIENT_IS)->text;
    if (call_value(call, PARAM_GENRE)->given)
        filter->genre = call_value(call, PARAM_GENRE)->text;
    fault = read_entity_parameter(call, &filter->entities);
    if (!fault)
        fault = require_words(call, PARAM_AUTHOR, filter->author_words);
    if (!fault)
        fault = require_words(call, PARAM_RECIPIENT, filter->recipient_words);
    if (fault)
        return fault;
    if (call_value(call, PARAM_CLASSIFICATION)->given)
        filter->classification =
            classification_key(call->arena, call_value(call, PARAM_CLASSIFICATION)->text);
    return FAULT_NONE;
}

static enum fault open_facet(struct corpus *corpus, enum facet facet, const void *self,
                             struct rows *rows)
{
    return corpus_facet(corpus, facet, self, FACET_VALUES, rows);
}

/* --- the list --- */

/* A cursor holds the date that sorts, and the place. */
static struct slice make_after(struct call *call, const struct document_row *row,
                               enum document_sort sort)
{
    struct document_after after = document_after(row, sort);
    return arena_print(call->arena, "%lld %.*s", (long long)after.date,
                       SLICE_PRINT(row->sort_key));
}

static enum fault read_after(struct call *call, struct slice cursor,
                             enum document_sort sort, struct document_after *after)
{
    struct slice sort_key = cursor;
    struct slice number = arena_copy(call->arena, slice_cut(&sort_key, ' '));
    struct document_row row;
    bool found;
    if (!number.at)
        return fault_set(&call->detail, FAULT_MEMORY, "out of memory");
    enum fault fault = corpus_document_at_sort_key(call->corpus, call->arena, sort_key,
                                                   &row, &found, &call->detail);
    if (fault)
        return fault;
    after->key = found ? row.key : 0;
    after->date = strtoll(number.at, NULL, 10);
    /* Titles may be long, so the cursor has none: its document must still be there. */
    if (sort == SORT_TITLE && (!found || !slice_equal(row.sort_key, sort_key)))
        return fault_set(&call->detail, FAULT_GONE,
                         "the document at which this page begins is gone; take the list "
                         "from its start");
    after->title = found ? row.title_words : SLICE("");
    return FAULT_NONE;
}

static enum fault put_documents(struct call *call, const struct document_filter *filter,
                                enum document_sort sort,
                                const struct document_after *after, struct list *list,
                                struct slice *cursor)
{
    struct rows rows;
    struct document_row row;
    struct slice answer;
    bool more;
    enum fault fault =
        corpus_documents(call->corpus, filter, sort, after, list->limit + 1, &rows);
    if (fault)
        return fault;
    while (!(fault = rows_next_document(&rows, &row, &more, &call->detail)) && more) {
        if (!list_has_room(list))
            break;
        *cursor = make_after(call, &row, sort);
        fault = corpus_document_answer(call->corpus, call->arena, row.key, &answer,
                                       &call->detail);
        if (!fault)
            fault = items_put(&list->items, answer);
        if (fault)
            break;
    }
    rows_close(&rows);
    return fault;
}

static enum fault send_documents(struct call *call, const struct document_filter *filter,
                                 struct list *list)
{
    enum document_sort sort = (enum document_sort)call_value(call, PARAM_SORT)->number;
    struct document_after after = {.date = INT64_MIN};
    struct slice cursor = SLICE_NONE, facets = SLICE_NONE;
    int64_t total = 0;
    enum fault fault = FAULT_NONE;
    if (list->cursor.len)
        fault = read_after(call, list->cursor, sort, &after);
    if (!fault)
        fault = corpus_count_documents(call->corpus, filter, &total, &call->detail);
    if (!fault)
        fault = make_facets(call, open_facet, filter, &facets);
    if (!fault)
        fault = put_documents(call, filter, sort, &after, list, &cursor);
    return fault ? fault : list_end(list, total, cursor, facets);
}

enum fault answer_documents(struct call *call)
{
    struct document_filter filter;
    enum fault fault = read_document_filter(call, &filter);
    if (!fault)
        fault = read_title_words(call, &filter);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    struct list list;
    fault = list_begin(&list, call, document_columns);
    if (!fault)
        fault = send_documents(call, &filter, &list);
    list_release(&list);
    return fault;
}
