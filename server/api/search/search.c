/* Search: from q= to a page of hits. */
#include "api/search/search.h"
#include "answer/context.h"
#include "answer/facets.h"
#include "answer/filters.h"
#include "answer/send.h"
#include "internal.h"

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
    search->match = (enum matching)call_value(call, PARAM_MATCH)->number;
    if (call_value(call, PARAM_SYNTAX)->number == 1 ||
        (call_value(call, PARAM_WITHIN)->given && search->match == MATCH_AUTO))
        search->match = MATCH_ALL; /* it is said where all words must be */
    search->began = search_clock();
    search->facets = call_value(call, PARAM_FACETS)->given;
    search->grouped = call_value(call, PARAM_GROUP)->number == 1;
    search->crop = crop->given ? (size_t)crop->number : CROP;
    return fault;
}

/* --- the page --- */

static enum fault put_hits(struct search_call *search, struct list *list,
                           struct slice *cursor)
{
    enum fault fault = FAULT_NONE;
    const struct search_hit *last = NULL;
    for (size_t i = 0; i < search->found.count && !fault && list_has_room(list); i++) {
        last = &search->found.hits[i];
        fault = search_put_hit(search, last, NULL);
        if (!fault)
            fault = items_put(&list->items, buffer_slice(&search->json));
    }
    if (last)
        *cursor = search_cursor(search, last);
    return fault;
}

/* Few hits are enough for most pages of groups; when they are not, as many as may be. */
static enum fault find_groups(struct search_call *search, struct list *list)
{
    struct call *call = search->call;
    enum fault fault = FAULT_NONE;
    search->ask.resumed = false; /* a document has the rank of its best hit */
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

/* All passages that have all the words, without any to show. */
static enum fault find_whole(struct search_call *search)
{
    struct search_request ask = search->ask;
    ask.sort = SEARCH_DOCUMENT;
    ask.limit = 0;
    ask.resumed = false;
    return corpus_search(search->call->corpus, &ask, search->call->arena, &search->found,
                         &search->call->detail);
}

/* Passages with all the words come first, in their own order; those with some follow. */
static enum fault find_by_words(struct search_call *search, struct list *list)
{
    struct call *call = search->call;
    if (search->grouped)
        return search_rank_documents(search, list);
    if (search->match == MATCH_ANY)
        return search_rank_passages(search, list);
    enum fault fault = search->behind
                           ? find_whole(search)
                           : corpus_search(call->corpus, &search->ask, call->arena,
                                           &search->found, &call->detail);
    bool full = search->found.count > (size_t)list->limit && !search->facets;
    if (fault || search->found.timed_out || search->found.over_budget || full)
        return fault;
    return search_rank_passages(search, list);
}

/* In another order than by relevance, all words are asked for first. */
static enum fault find_in_order(struct search_call *search)
{
    struct call *call = search->call;
    enum fault fault = FAULT_NONE;
    if (search->match == MATCH_ANY)
        search->ask.root = search_any_of(search);
    if (search->ask.root)
        fault = corpus_search(call->corpus, &search->ask, call->arena, &search->found,
                              &call->detail);
    if (fault || !search->tree.root || search->match != MATCH_AUTO ||
        search->found.total > 0 || search->found.over_budget || search->found.timed_out)
        return fault;
    search->ask.root = search_any_of(search);
    return corpus_search(call->corpus, &search->ask, call->arena, &search->found,
                         &call->detail);
}

static enum fault find(struct search_call *search, struct list *list)
{
    enum fault fault = FAULT_NONE;
    search->continued = list->cursor.len > 0;
    if (search->continued)
        fault = search_read_cursor(search, list->cursor);
    search->ask.limit = (size_t)list->limit + 1;
    if (fault)
        return fault;
    if (search_is_by_words(search))
        return find_by_words(search, list);
    if (search->grouped)
        return find_groups(search, list);
    return find_in_order(search);
}

static enum fault put(struct search_call *search, struct list *list, struct slice *cursor)
{
    if (!search->tree.root)
        return FAULT_NONE;
    struct query_node *marked = search_marked(search);
    search->matcher = marked ? matcher_new(search->call->arena, marked) : NULL;
    if (!search->matcher)
        return FAULT_MEMORY;
    if (search->grouped && !search_is_by_words(search))
        return search_put_groups(search, list, cursor);
    enum fault fault = put_hits(search, list, cursor);
    if (!fault && search->by_words.ran)
        fault = search_put_ranked(search, list, cursor);
    return fault;
}

/* --- facets: of passages, or of documents where these are listed --- */

struct facet_source {
    struct slice hits;
    const struct document_filter *filter;
};

static enum fault open_facet(struct corpus *corpus, enum facet facet, const void *self,
                             struct rows *rows)
{
    const struct facet_source *source = self;
    return corpus_search_facet(corpus, facet, source->hits, source->filter, FACET_VALUES,
                               rows);
}

static enum fault make_search_facets(struct search_call *search, struct slice *out)
{
    struct call *call = search->call;
    struct facet_source source = {.filter = &search->ask.filter};
    *out = SLICE_NONE;
    if (!call_value(call, PARAM_FACETS)->given)
        return FAULT_NONE;
    const struct ranked_result *by_words = &search->by_words;
    source.hits = search_hits_json(
        call->corpus, by_words->ran ? by_words->units : search->found.passages,
        by_words->ran ? by_words->unit_count : search->found.passage_count,
        search->grouped, call->arena);
    return source.hits.at ? make_facets(call, open_facet, &source, out) : FAULT_MEMORY;
}

/* --- the answer --- */

/* Passages with all the words, and those with some where these were looked for. */
static int64_t total_of(const struct search_call *search, struct list *list)
{
    const struct search_result *found = &search->found;
    const struct ranked_result *by_words = &search->by_words;
    bool whole_only = !search_is_by_words(search);
    if (search->grouped && whole_only) {
        list->at_least = found->total > SEARCH_COUNT;
        return search_count_documents(search->call->corpus, found);
    }
    if (whole_only)
        return found->total;
    if (by_words->ran) {
        list->at_least = by_words->some.at_least;
        bool counted = search->grouped || by_words->some.count > found->total;
        return counted ? by_words->some.count : found->total;
    }
    const struct query_node *root = search->tree.root;
    if (root->kind == TREE_NOT)
        root = root->children[0];
    list->at_least = !search->ranked && root->kind == TREE_AND;
    return found->total;
}

static enum fault fill_search(struct list *list, void *self)
{
    struct search_call *search = self;
    struct call *call = search->call;
    struct slice cursor = SLICE_NONE, facets;
    enum fault fault = search_defer_by_parameters(search, list->limit);
    if (!fault)
        fault = find(search, list);
    if (!fault)
        fault = search_defer_by_result(search, list->limit);
    if (!fault)
        fault = put(search, list, &cursor);
    if (!fault)
        fault = make_search_facets(search, &facets);
    if (!fault)
        fault = search_make_notices(search, &list->extra);
    if (fault)
        return fault;
    fault = list_end(list, total_of(search, list), cursor, facets);
    if (search->found.timed_out || search->out_of_time)
        call->reply->shareable = false;
    return fault;
}

enum fault answer_search(struct call *call)
{
    struct search_call *search = arena_take_array(call->arena, 1, sizeof(*search));
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
    if (search->ask.partial) /* how much is found depends on the load at that moment */
        reply_header_static(call->reply, "Cache-Control", "no-store");
    arena_init(&search->scratch);
    buffer_init(&search->json);
    fault = list_answer(call, fill_search, search);
    buffer_release(&search->json);
    arena_release(&search->scratch);
    return fault;
}
