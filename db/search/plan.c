/* Making a plan: the tree of a query, with the postings of its words and phrases open. */
#include "internal.h"

#include <stdlib.h>

/* The rarest comes first, so that most passages are skipped. */
static int compare(const void *a, const void *b)
{
    const struct plan *left = a, *right = b;
    return (left->total > right->total) - (left->total < right->total);
}

static enum fault make_leaf(struct searching *searching, struct query_node *node,
                            struct plan *out)
{
    out->kind = TREE_WORD;
    out->columns = node->columns;
    bool word = node->kind == TREE_WORD && !node->prefix;
    /* other leaves cost too much for any budget */
    if (search_over_budget(searching, word ? 0 : UINT32_MAX))
        return FAULT_NONE;
    enum fault fault = node->kind == TREE_WORD
                           ? term_union_open(searching, node, &out->term_union)
                           : phrase_open(searching, node, &out->term_union);
    out->total = out->term_union.total;
    return fault;
}

static uint64_t total_of(const struct plan *plan)
{
    uint64_t sum = 0;
    if (plan->kind != TREE_OR)
        return plan->children[0].total;
    for (size_t i = 0; i < plan->count; i++)
        sum += plan->children[i].total;
    return sum;
}

enum fault plan_make(struct searching *searching, struct query_node *node,
                     struct plan *out)
{
    *out = (struct plan){.kind = node->kind};
    if (node->kind <= TREE_PROXIMITY)
        return make_leaf(searching, node, out);
    out->children =
        arena_take_array(searching->arena, node->child_count, sizeof(*out->children));
    if (!out->children)
        return fault_memory(searching->detail);
    enum fault fault = FAULT_NONE;
    for (; out->count < node->child_count && !fault; out->count++) {
        struct plan *child = &out->children[out->count];
        fault = plan_make(searching, node->children[out->count], child);
        child->typed = out->count;
    }
    if (!fault && node->kind == TREE_AND)
        qsort(out->children, out->count, sizeof(*out->children), compare);
    if (!fault)
        out->total = total_of(out);
    return fault;
}
