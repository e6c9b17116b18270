/* Phrases, and words near each other: all passages that have them, with counts. */
#include "internal.h"

#include <stdlib.h>

struct phrase_search {
    struct searching *searching;
    const struct query_node *node;
    struct phrase_cursor *cursors; /* one, or all that must be near each other */
    size_t *low, *high;            /* of each: the window of spans near enough, */
    size_t *counted;               /* and up to where spans were counted */
    size_t count;
    struct posting *list;
    size_t list_count, list_room;
};

/* The first passage that all cursors have. */
static uint32_t seek(struct phrase_search *search, uint32_t passage)
{
    for (size_t i = 0; i < search->count && passage != POSTINGS_END;) {
        uint32_t found = phrase_cursor_seek(&search->cursors[i], passage);
        i = found == passage ? i + 1 : 0;
        passage = found;
    }
    return passage;
}

/* The least start of a span after `start`; when `first`, of all spans. False: none. */
static bool next_start(const struct phrase_search *search, uint32_t *start, bool first)
{
    uint32_t next = UINT32_MAX;
    for (size_t i = 0; i < search->count; i++) {
        const struct spans *spans = &search->cursors[i].spans;
        size_t at = search->high[i];
        if (at < spans->count && spans->at[at].start < next &&
            (first || spans->at[at].start > *start))
            next = spans->at[at].start;
    }
    *start = next;
    return next != UINT32_MAX;
}

/* Moves each window to the spans that start at or before `start` and end at most the
 * distance of the query before it; false when one is empty. */
static bool move_windows(struct phrase_search *search, uint32_t start)
{
    bool all = true;
    for (size_t i = 0; i < search->count; i++) {
        const struct spans *spans = &search->cursors[i].spans;
        while (search->high[i] < spans->count &&
               spans->at[search->high[i]].start <= start)
            search->high[i]++;
        while (search->low[i] < search->high[i] &&
               (uint64_t)spans->at[search->low[i]].end + search->node->distance < start)
            search->low[i]++;
        all &= search->low[i] < search->high[i];
    }
    return all;
}

/* How many spans are near enough to spans of all the other cursors. */
static uint32_t count_near(struct phrase_search *search)
{
    uint32_t count = 0, start = 0;
    for (size_t i = 0; i < search->count; i++)
        search->low[i] = search->high[i] = search->counted[i] = 0;
    for (bool first = true; next_start(search, &start, first); first = false) {
        if (!move_windows(search, start))
            continue;
        for (size_t i = 0; i < search->count; i++) {
            size_t from =
                search->counted[i] > search->low[i] ? search->counted[i] : search->low[i];
            count += (uint32_t)(search->high[i] - from);
            search->counted[i] = search->high[i];
        }
    }
    return count;
}

static enum fault add(struct phrase_search *search, uint32_t passage, uint32_t count)
{
    if (search->list_count == search->list_room) {
        size_t room = search->list_room ? search->list_room * 2 : 1024;
        enum fault fault = search_take_bytes(
            search->searching, (room - search->list_room) * sizeof(*search->list));
        struct posting *list = fault ? NULL : realloc(search->list, room * sizeof(*list));
        if (!list)
            return fault ? fault : fault_memory(search->searching->detail);
        search->list = list;
        search->list_room = room;
    }
    search->list[search->list_count++] = (struct posting){passage, count};
    return FAULT_NONE;
}

static enum fault count_in(struct phrase_search *search, uint32_t passage)
{
    for (size_t i = 0; i < search->count; i++)
        if (!phrase_cursor_spans(&search->cursors[i], passage)) {
            enum fault fault = phrase_cursor_fault(&search->cursors[i]);
            return fault == FAULT_DAMAGED
                       ? corpus_damaged(search->searching->corpus, "postings",
                                        search->searching->detail)
                   : fault ? fault
                           : fault_memory(search->searching->detail);
        }
    uint32_t count = search->count == 1 ? (uint32_t)search->cursors[0].spans.count
                                        : count_near(search);
    return count ? add(search, passage, count) : FAULT_NONE;
}

static enum fault find_passages(struct phrase_search *search)
{
    const struct passages *passages = search->searching->corpus->passages;
    unsigned columns = search->node->columns;
    enum fault fault = FAULT_NONE;
    for (uint32_t at = 1; !fault && (at = seek(search, at)) != POSTINGS_END; at++) {
        if (search_out_of_time(search->searching))
            break;
        if (!columns || columns >> passage_column(passages, at) & 1)
            fault = count_in(search, at);
    }
    for (size_t i = 0; i < search->count && !fault; i++)
        fault = phrase_cursor_fault(&search->cursors[i]);
    return fault;
}

static enum fault open_cursors(struct phrase_search *search, struct query_node *node)
{
    struct searching *searching = search->searching;
    size_t count = node->kind == TREE_PHRASE ? 1 : node->child_count;
    enum fault fault = FAULT_NONE;
    search->cursors = arena_take_array(searching->arena, count, sizeof(*search->cursors));
    search->low = arena_take_array(searching->arena, count, sizeof(size_t));
    search->high = arena_take_array(searching->arena, count, sizeof(size_t));
    search->counted = arena_take_array(searching->arena, count, sizeof(size_t));
    if (!search->cursors || !search->low || !search->high || !search->counted)
        return fault_memory(search->searching->detail);
    for (; search->count < count && !fault; search->count++)
        fault = phrase_cursor_open(
            searching, node->kind == TREE_PHRASE ? node : node->children[search->count],
            &search->cursors[search->count]);
    return fault;
}

static enum fault make_term_union(struct phrase_search *search, struct term_union *out)
{
    struct searching *searching = search->searching;
    const struct passages *passages = searching->corpus->passages;
    size_t bytes = search->list_count * sizeof(struct posting);
    struct posting *list = arena_take(searching->arena, bytes + 1);
    *out = (struct term_union){.count = 1, .total = search->list_count};
    out->terms = arena_take_array(searching->arena, 1, sizeof(*out->terms));
    if (!list || !out->terms)
        return fault_memory(search->searching->detail);
    if (bytes)
        memcpy(list, search->list, bytes);
    out->weight = search_weight(passages, out->total);
    return postings_of_list(out->terms, passages, searching->arena, list,
                            (uint32_t)search->list_count, searching->detail);
}

enum fault phrase_open(struct searching *searching, struct query_node *node,
                       struct term_union *out)
{
    struct phrase_search search = {.searching = searching, .node = node};
    enum fault fault = open_cursors(&search, node);
    if (!fault)
        fault = find_passages(&search);
    if (!fault)
        fault = make_term_union(&search, out);
    for (size_t i = 0; i < search.count; i++)
        phrase_cursor_release(&search.cursors[i]);
    free(search.list);
    return fault;
}
