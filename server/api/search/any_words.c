/* Search by any of the words: from what was typed to groups, and their pages. */
#include "answer/send.h"
#include "db/search/expand.h"
#include "internal.h"

bool search_is_by_words(const struct search_call *search)
{
    return search->match != MATCH_ALL && search->tree.root &&
           search->ask.sort == SEARCH_RELEVANCE;
}

/* --- groups --- */

static struct ranked_group *add_group(struct ranked_query *ranked,
                                      struct query_node *node, struct slice typed)
{
    if (ranked->typed == TREE_TERMS)
        return NULL;
    struct ranked_group *group = &ranked->groups[ranked->typed++];
    *group =
        (struct ranked_group){.node = node, .typed = typed, .weight = 1, .coverage = 1};
    ranked->count = ranked->typed;
    return group;
}

/* What was typed of one word of several: itself, in the query. */
static struct slice typed_part(struct slice typed, struct slice word)
{
    return typed.len ? typed : word;
}

/* What was typed without blanks and gives several words is a word each; a hyphenated word
 * may be written whole, too. */
static enum fault add_parts(struct search_call *search, const struct query_node *item,
                            const struct query_node *parts, struct slice whole)
{
    struct arena *arena = search->call->arena;
    static const double whole_weight = 0.7;
    for (size_t i = 0; i < parts->word_count; i++) {
        struct query_node *node = arena_take_array(arena, 1, sizeof(*node));
        if (!node)
            return FAULT_MEMORY;
        *node = (struct query_node){
            .kind = TREE_WORD, .words = &parts->words[i], .word_count = 1};
        struct ranked_group *group =
            add_group(search->ranked, node, typed_part(item->typed, parts->words[i]));
        if (!group || !whole.len)
            continue;
        struct ranked_alternative *alternative = ranked_alternative_add(arena, group);
        if (!alternative)
            return FAULT_MEMORY;
        *alternative = (struct ranked_alternative){
            .word = whole, .weight = whole_weight, .why = WHY_COMPOUND};
    }
    return FAULT_NONE;
}

static enum fault add_item(struct search_call *search, struct query_node *item)
{
    bool binds = item->binds && !search->relaxed;
    if (!binds && item->kind == TREE_PHRASE && !item->prefix)
        return add_parts(search, item, item, SLICE_NONE);
    if (!binds && item->hyphens && !item->prefix &&
        item->children[0]->kind == TREE_WORD && item->children[1]->kind == TREE_PHRASE)
        return add_parts(search, item, item->children[1], item->children[0]->words[0]);
    struct ranked_group *group = add_group(search->ranked, item, item->typed);
    if (group)
        group->binds = binds;
    return FAULT_NONE;
}

static enum fault make_ranked(struct search_call *search)
{
    struct call *call = search->call;
    struct query_node *root = search->tree.root;
    struct ranked_query *ranked = arena_take_array(call->arena, 1, sizeof(*ranked));
    bool expand = call_value(call, PARAM_EXPAND)->number == 0;
    enum fault fault = FAULT_NONE;
    search->ranked = ranked;
    if (!ranked)
        return FAULT_MEMORY;
    if (root->kind == TREE_NOT) {
        ranked->excluded = root->children + 1;
        ranked->excluded_count = root->child_count - 1;
        root = root->children[0];
    }
    if (root->kind != TREE_AND)
        fault = add_item(search, root);
    for (size_t i = 0; root->kind == TREE_AND && i < root->child_count && !fault; i++)
        fault = add_item(search, root->children[i]);
    return fault ? fault
                 : corpus_expand(call->corpus, ranked, &search->ask.filter, expand,
                                 call->arena, &call->detail);
}

/* --- pages --- */

static enum fault rank(struct search_call *search, struct ranked_request *request)
{
    struct call *call = search->call;
    struct search_request ask = search->ask;
    int64_t left = search->began + ask.milliseconds - search_clock();
    ask.posting_budget = 0;
    ask.milliseconds = left > 1 ? (unsigned)left : 1;
    request->ask = &ask;
    enum fault fault = corpus_rank(call->corpus, request, search->ranked, call->arena,
                                   &search->by_words, &call->detail);
    search->found.timed_out |= search->by_words.timed_out;
    search->found.many_forms |= search->by_words.many_forms;
    return fault;
}

/* Where some words are wanted and others bind, and nothing has what binds, it does not.
 */
static bool may_relax(const struct search_call *search)
{
    const struct ranked_query *ranked = search->ranked;
    size_t binding = 0;
    for (size_t i = 0; i < ranked->typed; i++)
        binding += ranked->groups[i].binds;
    return binding > 0 && binding < ranked->typed && search->by_words.some.count == 0 &&
           !search->by_words.timed_out && search->found.total == 0;
}

static enum fault rank_or_relax(struct search_call *search,
                                struct ranked_request *request)
{
    enum fault fault = rank(search, request);
    if (fault || !may_relax(search))
        return fault;
    search->relaxed = true;
    fault = make_ranked(search);
    return fault ? fault : rank(search, request);
}

enum fault search_rank_documents(struct search_call *search, struct list *list)
{
    struct ranked_request request = {.offset = search->offset, .list = search->facets};
    search->ask.limit = (size_t)list->limit + 1;
    enum fault fault = make_ranked(search);
    if (!fault)
        fault = rank_or_relax(search, &request);
    search->found.total = search->by_words.whole_documents.count;
    return fault;
}

/* One word that stands for nothing else has no other passages. */
static bool has_more(const struct search_call *search)
{
    return search->ranked->count > 1 || search->ranked->groups[0].count > 0;
}

enum fault search_rank_passages(struct search_call *search, struct list *list)
{
    struct call *call = search->call;
    struct ranked_request request = {
        .passages = true, .offset = search->offset, .list = search->facets};
    enum fault fault = make_ranked(search);
    if (fault || (search->match == MATCH_AUTO && !has_more(search) && !search->facets))
        return fault;
    if (call_is_inline(call))
        return call_defer(call);
    if (search->match == MATCH_AUTO) {
        request.without = search->found.passages;
        request.without_count = search->found.passage_count;
    }
    search->ask.limit = search->found.count > (size_t)list->limit
                            ? 0
                            : (size_t)list->limit + 1 - search->found.count;
    return rank_or_relax(search, &request);
}

/* --- what is told of hits --- */

void search_write_missing(const struct search_call *search, uint64_t lacking,
                          struct buffer *out)
{
    const struct ranked_query *ranked = search->ranked;
    struct slice before = SLICE_NONE;
    write_name(out, "missing");
    write_open(out, '[');
    for (size_t i = 0; ranked && i < ranked->typed; i++) {
        struct slice typed = ranked->groups[i].typed;
        if (!(lacking >> i & 1) || typed.at == before.at)
            continue; /* parts of one word are told of once */
        before = typed;
        write_item(out, SLICE_NONE);
        write_string(out, typed);
    }
    write_close(out, ']');
}

/* --- marks --- */

static bool mark(struct arena *arena, struct query_node *all, struct query_node *node)
{
    if (!node)
        return true;
    if (!arena_room(arena, &all->children, all->child_count, &all->child_room,
                    sizeof(*all->children)))
        return false;
    all->children[all->child_count++] = node;
    return true;
}

struct query_node *search_marked(struct search_call *search)
{
    struct arena *arena = search->call->arena;
    struct ranked_query *ranked = search->ranked;
    if (!ranked)
        return search->tree.root;
    struct query_node *all = arena_take_array(arena, 1, sizeof(*all));
    if (!all)
        return NULL;
    all->kind = TREE_OR;
    bool good = true;
    if (search->found.count)
        good = mark(arena, all, search->tree.root);
    for (size_t i = 0; i < ranked->count && good; i++) {
        good = mark(arena, all, ranked->groups[i].node);
        for (size_t k = 0; k < ranked->groups[i].count && good; k++)
            good = mark(arena, all, ranked->groups[i].alternatives[k].node);
    }
    return good ? all : NULL;
}
