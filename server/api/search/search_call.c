/* Search: what a search call is: its clock, its cursors, and what its result is like. */
#include "internal.h"

#include <stdlib.h>
#include <time.h>

int64_t search_clock(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

const struct query_node *search_all_of(const struct search_call *search)
{
    const struct query_node *root = search->tree.root;
    if (root && root->kind == TREE_NOT)
        root = root->children[0];
    return root && root->kind == TREE_AND && !search->continued &&
                   search->match == MATCH_ALL
               ? root
               : NULL;
}

bool search_is_narrow(const struct search_call *search)
{
    return search_all_of(search) && search->found.total < SOME_HITS;
}

/* A cursor is the rev, the score to its last bit, and the passage. */
struct slice search_cursor(struct search_call *search, const struct search_hit *hit)
{
    uint64_t bits;
    memcpy(&bits, &hit->score, sizeof(bits));
    return arena_print(search->call->arena, "%s %016llx %u",
                       corpus_facts(search->call->corpus)->rev, (unsigned long long)bits,
                       hit->passage);
}

/* The rev, a sign that no score is, and how many come before. */
struct slice search_offset_cursor(struct search_call *search, size_t offset)
{
    return arena_print(search->call->arena, "%s any %zu",
                       corpus_facts(search->call->corpus)->rev, offset);
}

enum fault search_read_cursor(struct search_call *search, struct slice cursor)
{
    struct slice rest = cursor;
    struct slice rev = slice_cut(&rest, ' ');
    uint64_t passage;
    if (!slice_is(rev, corpus_facts(search->call->corpus)->rev))
        return fault_set(call_blame(search->call, PARAM_CURSOR), FAULT_GONE,
                         "the data set was loaded anew, and the order of hits with it; "
                         "start at the first page");
    if (slice_starts(rest, SLICE("any "))) {
        slice_number(slice_from(rest, 4), RANKED_MOST, &passage);
        search->offset = (size_t)passage;
        search->behind = true;
        return FAULT_NONE;
    }
    uint64_t bits = strtoull(rest.at, NULL, 16); /* a NUL ends the cursor */
    slice_cut(&rest, ' ');
    slice_number(rest, UINT32_MAX, &passage);
    memcpy(&search->ask.after.score, &bits, sizeof(bits));
    search->ask.after.passage = (uint32_t)passage;
    search->ask.resumed = true;
    return FAULT_NONE;
}

bool search_counted_in_part(const struct search_call *search)
{
    return search->by_words.ran ? search->by_words.some.at_least
                                : search->found.total > SEARCH_COUNT;
}

int64_t search_count_documents(const struct corpus *corpus,
                               const struct search_result *found)
{
    int64_t count = 0, before = 0;
    for (size_t i = 0; i < found->passage_count; i++) {
        int64_t document = corpus_passage_document(corpus, found->passages[i]);
        count += document != before;
        before = document;
    }
    return count;
}

/* Any of the words, where all were to be there; else the same. */
struct query_node *search_any_of(struct search_call *search)
{
    const struct query_node *root = search->tree.root;
    struct arena *arena = search->call->arena;
    if (!root)
        return NULL;
    const struct query_node *all = root->kind == TREE_NOT ? root->children[0] : root;
    if (all->kind != TREE_AND)
        return search->tree.root;
    struct query_node *any = arena_take_array(arena, 1, sizeof(*any));
    struct query_node *without = arena_take_array(arena, 1, sizeof(*without));
    if (!any || !without)
        return NULL;
    *any = *all;
    any->kind = TREE_OR;
    if (root->kind != TREE_NOT)
        return any;
    *without = *root;
    without->children = arena_take_array(arena, root->child_count, sizeof(any));
    if (!without->children)
        return NULL;
    memcpy(without->children, root->children, root->child_count * sizeof(any));
    without->children[0] = any;
    return without;
}
