/* Search: from q= to a page of hits. */
#include "answer/context.h"
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>

enum { CROP = 240, MILLISECONDS = 2000, GROUPED_HITS = 1000 };

static enum fault read_query(struct search_call *search)
{
    struct call *call = search->call;
    struct slice text = call_value(call, PARAM_Q)->text;
    if (call_value(call, PARAM_SYNTAX)->number == 0)
        return query_read(&search->tree, text, call->arena);
    enum fault fault =
        query_read_advanced(&search->tree, text, call->arena, &call->detail);
    if (fault == FAULT_BAD_PARAMETER)
        call->routed.bad_parameter = SLICE("q");
    return fault;
}

static enum fault read_filter(struct search_call *search)
{
    struct call *call = search->call;
    uint64_t scopes = call_value(call, PARAM_SCOPE)->flags;
    struct search_request *ask = &search->ask;
    enum fault fault = read_document_filter(call, &ask->filter);
    ask->filtered =
        call_value(call, PARAM_CLASSIFICATION)->given ||
        call_value(call, PARAM_DATE_FROM)->given ||
        call_value(call, PARAM_DATE_TO)->given || call_value(call, PARAM_AUTHOR)->given ||
        call_value(call, PARAM_RECIPIENT)->given ||
        call_value(call, PARAM_AUTHOR_IS)->given ||
        call_value(call, PARAM_RECIPIENT_IS)->given ||
        call_value(call, PARAM_GENRE)->given || call_value(call, PARAM_ENTITY)->given;
    ask->columns = (scopes & 1 ? TREE_BODY | TREE_HEADING | TREE_FRAME : 0) |
                   (scopes & 2 ? TREE_NOTES : 0) | (scopes & 4 ? TREE_TITLE : 0);
    return fault;
}

static enum fault read_ask(struct search_call *search)
{
    struct call *call = search->call;
    const struct value *crop = call_value(call, PARAM_CROP);
    enum fault fault = read_query(search);
    if (!fault)
        fault = read_filter(search);
    unsigned limit = call->api->options.search_milliseconds;
    search->ask.root = search->tree.root;
    search->ask.sort = (enum search_sort)call_value(call, PARAM_SORT)->number;
    search->ask.milliseconds = limit ? limit : MILLISECONDS;
    search->ask.partial = call_value(call, PARAM_PARTIAL)->number;
    search->highlight = (enum highlight)call_value(call, PARAM_HIGHLIGHT)->number;
    search->ask.in_document = call_value(call, PARAM_WITHIN)->number == 1;
    search->began = search_clock();
    search->grouped = call_value(call, PARAM_GROUP)->number == 1;
    search->crop = crop->given ? (size_t)crop->number : CROP;
    return fault;
}

/* --- cursors: the rev, the score to its last bit, and the passage --- */

struct slice search_cursor(struct search_call *search, const struct search_hit *hit)
{
    uint64_t bits;
    memcpy(&bits, &hit->score, sizeof(bits));
    return arena_print(search->call->arena, "%s %016llx %u",
                       corpus_facts(search->call->corpus)->rev, (unsigned long long)bits,
                       hit->passage);
}

static enum fault read_cursor(struct search_call *search, struct slice cursor)
{
    struct call *call = search->call;
    struct slice rest = cursor;
    struct slice rev = slice_cut(&rest, ' ');
    if (!slice_is(rev, corpus_facts(call->corpus)->rev)) {
        call->routed.bad_parameter = SLICE("cursor");
        return fault_set(&call->detail, FAULT_GONE,
                         "the data set was loaded anew, and the order of hits with it; "
                         "start at the first page");
    }
    unsigned long long bits = strtoull(rest.at, NULL, 16); /* a NUL ends the cursor */
    slice_cut(&rest, ' ');
    uint64_t same = bits;
    memcpy(&search->ask.after.score, &same, sizeof(same));
    search->ask.after.passage = (uint32_t)strtoul(rest.at, NULL, 10);
    search->ask.resumed = true;
    return FAULT_NONE;
}

/* --- the page --- */

static enum fault put_hits(struct search_call *search, struct list *list,
                           struct slice *cursor)
{
    enum fault fault = FAULT_NONE;
    const struct search_hit *last = NULL;
    for (size_t i = 0; i < search->found.count && !fault && list_has_room(list); i++) {
        last = &search->found.hits[i];
        fault = search_put_hit(search, last);
        if (!fault)
            fault = items_put(&list->items, buffer_slice(&search->json));
    }
    if (last)
        *cursor = search_cursor(search, last);
    return fault;
}

/* Few hits are enough for most pages of groups; when they are not, all that are kept. */
static enum fault find_groups(struct search_call *search, struct list *list)
{
    struct call *call = search->call;
    enum fault fault = FAULT_NONE;
    search->ask.resumed = false; /* a document is where its best hit is */
    search->ask.limit = search->continued ? SEARCH_COUNT : GROUPED_HITS;
    fault = corpus_search(call->corpus, &search->ask, call->arena, &search->found,
                          &call->detail);
    if (!fault && search->found.count == GROUPED_HITS &&
        search_count_documents(call->corpus, &search->found) > list->limit) {
        search->ask.limit = SEARCH_COUNT;
        fault = corpus_search(call->corpus, &search->ask, call->arena, &search->found,
                              &call->detail);
    }
    return fault;
}

static enum fault find(struct search_call *search, struct list *list)
{
    struct call *call = search->call;
    enum fault fault = FAULT_NONE;
    search->continued = list->cursor.len > 0;
    if (search->continued)
        fault = read_cursor(search, list->cursor);
    search->ask.limit = (size_t)list->limit + 1;
    if (fault)
        return fault;
    if (search->grouped)
        return find_groups(search, list);
    return corpus_search(call->corpus, &search->ask, call->arena, &search->found,
                         &call->detail);
}

static enum fault put(struct search_call *search, struct list *list, struct slice *cursor)
{
    if (!search->tree.root)
        return FAULT_NONE;
    search->matcher = matcher_new(search->call->arena, search->tree.root);
    if (!search->matcher)
        return FAULT_MEMORY;
    return search->grouped ? search_put_groups(search, list, cursor)
                           : put_hits(search, list, cursor);
}

static enum fault send(struct search_call *search, struct list *list)
{
    bool grouped = search->grouped;
    struct slice cursor = SLICE_NONE, facets;
    bool inline_only = search->call->request->inline_only;
    if (inline_only && !search_may_be_inline(search, list->limit))
        return call_defer(search->call);
    enum fault fault = find(search, list);
    if (!fault && inline_only && !search_was_inline(search, list->limit))
        return call_defer(search->call);
    if (!fault)
        fault = put(search, list, &cursor);
    if (!fault)
        fault = search_make_facets(search, &facets);
    if (!fault)
        fault = search_make_notices(search, &list->extra);
    if (fault)
        return fault;
    list->at_least = grouped && search->found.total > SEARCH_COUNT;
    int64_t total = grouped ? search_count_documents(search->call->corpus, &search->found)
                            : search->found.total;
    fault = list_end(list, total, cursor, facets);
    if (search->found.timed_out || search->out_of_time)
        search->call->reply->shareable = false;
    return fault;
}

enum fault answer_search(struct call *call)
{
    struct search_call *search = arena_take_array(call->arena, 1, sizeof(*search));
    struct list list;
    if (!search)
        return FAULT_MEMORY;
    search->call = call;
    if (!corpus_has_search(call->corpus))
        return fault_set(&call->detail, FAULT_NO_SEARCH,
                         "this data set was loaded without full-text search; "
                         "/v1/documents?q= finds words of titles");
    enum fault fault = read_ask(search);
    if (fault)
        return fault;
    if (!search->ask.partial && call_check_validators(call))
        return FAULT_ANSWERED;
    if (search->ask.partial) /* how much is found is a matter of the moment */
        reply_header_static(call->reply, "Cache-Control", "no-store");
    arena_init(&search->scratch);
    buffer_init(&search->json);
    fault = list_begin(&list, call, hit_columns);
    if (!fault)
        fault = send(search, &list);
    list_release(&list);
    buffer_release(&search->json);
    arena_release(&search->scratch);
    return fault;
}
