/* Documents: their list, with filters, facets and four orders. */
#include "answer/facets.h"
#include "answer/filters.h"
#include "answer/list.h"
#include "answer/send.h"
#include "routes.h"

#include <stdlib.h>

static enum fault open_facet(struct corpus *corpus, enum facet facet, const void *self,
                             struct rows *rows)
{
    return corpus_facet(corpus, facet, self, FACET_VALUES, rows);
}

/* A cursor holds the date that sorts (signed), and the sort key. */
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
        return fault_memory(&call->detail);
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

static enum fault fill_documents(struct list *list, void *self)
{
    const struct document_filter *filter = self;
    struct call *call = list->call;
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
    return list_answer(call, fill_documents, &filter);
}
