/* Search: phrases, and words near each other, to lists of passages. */
#include "internal.h"

#include <stdlib.h>

struct looking {
    struct searching *searching;
    const struct query_node *node;
    struct spot *spots; /* one, or those that must be near */
    size_t *low, *high; /* of each: spans near enough, */
    size_t *counted;    /* and up to where they were counted */
    size_t count;
    struct posting *list;
    size_t list_count, list_room;
};

static enum fault no_memory(struct looking *looking)
{
    return fault_set(looking->searching->detail, FAULT_MEMORY, "out of memory");
}

/* The first passage that has all. */
static uint32_t seek(struct looking *looking, uint32_t passage)
{
    for (size_t i = 0; i < looking->count && passage != POSTINGS_END;) {
        uint32_t found = spot_seek(&looking->spots[i], passage);
        i = found == passage ? i + 1 : 0;
        passage = found;
    }
    return passage;
}

/* The least start that is behind `start`, or at the very beginning when there was none.
 */
static bool next_start(const struct looking *looking, uint32_t *start, bool first)
{
    uint32_t next = UINT32_MAX;
    for (size_t i = 0; i < looking->count; i++) {
        const struct spans *spans = &looking->spots[i].spans;
        size_t at = looking->high[i];
        if (at < spans->count && spans->at[at].start < next &&
            (first || spans->at[at].start > *start))
            next = spans->at[at].start;
    }
    *start = next;
    return next != UINT32_MAX;
}

/* Brings each one's window to those that start at or before `start` and end at most
 * `near` words before it; false when one has none. */
static bool move_windows(struct looking *looking, uint32_t start)
{
    bool all = true;
    for (size_t i = 0; i < looking->count; i++) {
        const struct spans *spans = &looking->spots[i].spans;
        while (looking->high[i] < spans->count &&
               spans->at[looking->high[i]].start <= start)
            looking->high[i]++;
        while (looking->low[i] < looking->high[i] &&
               (uint64_t)spans->at[looking->low[i]].end + looking->node->near < start)
            looking->low[i]++;
        all &= looking->low[i] < looking->high[i];
    }
    return all;
}

/* How many words and phrases stand near enough to all the others. */
static uint32_t count_near(struct looking *looking)
{
    uint32_t count = 0, start = 0;
    for (size_t i = 0; i < looking->count; i++)
        looking->low[i] = looking->high[i] = looking->counted[i] = 0;
    for (bool first = true; next_start(looking, &start, first); first = false) {
        if (!move_windows(looking, start))
            continue;
        for (size_t i = 0; i < looking->count; i++) {
            size_t from = looking->counted[i] > looking->low[i] ? looking->counted[i]
                                                                : looking->low[i];
            count += (uint32_t)(looking->high[i] - from);
            looking->counted[i] = looking->high[i];
        }
    }
    return count;
}

static enum fault add(struct looking *looking, uint32_t passage, uint32_t count)
{
    if (looking->list_count == looking->list_room) {
        size_t room = looking->list_room ? looking->list_room * 2 : 1024;
        enum fault fault = search_take_bytes(
            looking->searching, (room - looking->list_room) * sizeof(*looking->list));
        struct posting *list =
            fault ? NULL : realloc(looking->list, room * sizeof(*list));
        if (!list)
            return fault ? fault : no_memory(looking);
        looking->list = list;
        looking->list_room = room;
    }
    looking->list[looking->list_count++] = (struct posting){passage, count};
    return FAULT_NONE;
}

static enum fault look_at(struct looking *looking, uint32_t passage)
{
    for (size_t i = 0; i < looking->count; i++)
        if (!spot_look(&looking->spots[i], passage)) {
            enum fault fault = spot_damage(&looking->spots[i]);
            return fault ? fault_set(looking->searching->detail, fault,
                                     "the data set is damaged: load it again")
                         : no_memory(looking);
        }
    uint32_t count = looking->count == 1 ? (uint32_t)looking->spots[0].spans.count
                                         : count_near(looking);
    return count ? add(looking, passage, count) : FAULT_NONE;
}

static enum fault go_through(struct looking *looking)
{
    const struct passages *passages = looking->searching->corpus->passages;
    unsigned columns = looking->node->columns;
    enum fault fault = FAULT_NONE;
    for (uint32_t at = 1; !fault && (at = seek(looking, at)) != POSTINGS_END; at++) {
        if (search_is_late(looking->searching))
            break;
        if (!columns || columns >> passage_column(passages, at) & 1)
            fault = look_at(looking, at);
    }
    for (size_t i = 0; i < looking->count && !fault; i++)
        fault = spot_damage(&looking->spots[i]);
    return fault;
}

static enum fault open_spots(struct looking *looking, struct query_node *node)
{
    struct searching *searching = looking->searching;
    size_t count = node->kind == TREE_PHRASE ? 1 : node->child_count;
    enum fault fault = FAULT_NONE;
    looking->spots = arena_take_array(searching->arena, count, sizeof(*looking->spots));
    looking->low = arena_take_array(searching->arena, count, sizeof(size_t));
    looking->high = arena_take_array(searching->arena, count, sizeof(size_t));
    looking->counted = arena_take_array(searching->arena, count, sizeof(size_t));
    if (!looking->spots || !looking->low || !looking->high || !looking->counted)
        return no_memory(looking);
    for (; looking->count < count && !fault; looking->count++)
        fault = spot_open(
            searching, node->kind == TREE_PHRASE ? node : node->children[looking->count],
            &looking->spots[looking->count]);
    return fault;
}

static enum fault make_group(struct looking *looking, struct group *out)
{
    struct searching *searching = looking->searching;
    const struct passages *passages = searching->corpus->passages;
    size_t bytes = looking->list_count * sizeof(struct posting);
    struct posting *list = arena_take(searching->arena, bytes + 1);
    *out = (struct group){.count = 1, .total = looking->list_count};
    out->terms = arena_take_array(searching->arena, 1, sizeof(*out->terms));
    if (!list || !out->terms)
        return no_memory(looking);
    if (bytes)
        memcpy(list, looking->list, bytes);
    out->weight = search_weight(passages, out->total);
    return postings_of_list(out->terms, passages, searching->arena, list,
                            (uint32_t)looking->list_count, searching->detail);
}

enum fault phrase_open(struct searching *searching, struct query_node *node,
                       struct group *out)
{
    struct looking looking = {.searching = searching, .node = node};
    enum fault fault = open_spots(&looking, node);
    if (!fault)
        fault = go_through(&looking);
    if (!fault)
        fault = make_group(&looking, out);
    for (size_t i = 0; i < looking.count; i++)
        spot_release(&looking.spots[i]);
    free(looking.list);
    return fault;
}
