/* Search: which queries postings alone can answer, and how. */
#include "searching.h"

#include <stdlib.h>

/* A word, or one of several. */
static bool is_choice(const struct query_node *node)
{
    if (node->columns)
        return false;
    if (node->kind == TREE_WORD)
        return true;
    if (node->kind != TREE_OR)
        return false;
    for (size_t i = 0; i < node->child_count; i++)
        if (!is_choice(node->children[i]))
            return false;
    return true;
}

bool plan_fits(const struct query_node *node)
{
    if (is_choice(node))
        return true;
    if ((node->kind != TREE_AND && node->kind != TREE_NOT) || node->columns)
        return false;
    for (size_t i = 0; i < node->child_count; i++) {
        const struct query_node *child = node->children[i];
        bool fits = is_choice(child) || (node->kind == TREE_NOT && i == 0 &&
                                         child->kind == TREE_AND && plan_fits(child));
        if (!fits)
            return false;
    }
    return true;
}

static size_t count_words(const struct query_node *node)
{
    size_t count = node->kind == TREE_WORD;
    for (size_t i = 0; i < node->child_count; i++)
        count += count_words(node->children[i]);
    return count;
}

static enum fault open_groups(struct searching *searching, struct query_node *node,
                              struct clause *clause)
{
    if (node->kind == TREE_WORD)
        return group_open(searching, node, &clause->groups[clause->count++]);
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; i < node->child_count && !fault; i++)
        fault = open_groups(searching, node->children[i], clause);
    return fault;
}

static enum fault add_clause(struct searching *searching, struct plan *plan,
                             struct query_node *node, bool excluded)
{
    struct clause *clause = &plan->clauses[plan->count++];
    *clause = (struct clause){.groups = arena_take_array(searching->arena,
                                                         count_words(node) + 1,
                                                         sizeof(*clause->groups)),
                              .excluded = excluded};
    if (!clause->groups)
        return fault_set(searching->detail, FAULT_MEMORY, "out of memory");
    return open_groups(searching, node, clause);
}

static enum fault add_clauses(struct searching *searching, struct plan *plan,
                              struct query_node *node)
{
    enum fault fault = FAULT_NONE;
    if (is_choice(node))
        return add_clause(searching, plan, node, false);
    for (size_t i = 0; i < node->child_count && !fault; i++) {
        if (node->kind == TREE_NOT && i > 0)
            fault = add_clause(searching, plan, node->children[i], true);
        else if (node->kind == TREE_NOT)
            fault = add_clauses(searching, plan, node->children[i]);
        else
            fault = add_clause(searching, plan, node->children[i], false);
    }
    return fault;
}

static uint64_t total_of(const struct clause *clause)
{
    uint64_t total = 0;
    for (size_t i = 0; i < clause->count; i++)
        total += clause->groups[i].total;
    return total;
}

/* The rarest leads, what is left out comes last: so most is stepped over. */
static int compare(const void *a, const void *b)
{
    const struct clause *left = a, *right = b;
    if (left->excluded != right->excluded)
        return left->excluded ? 1 : -1;
    uint64_t x = total_of(left), y = total_of(right);
    return (x > y) - (x < y);
}

enum fault plan_make(struct searching *searching, struct plan *out)
{
    struct query_node *root = searching->ask->root;
    *out =
        (struct plan){.clauses = arena_take_array(searching->arena, count_words(root) + 1,
                                                  sizeof(*out->clauses))};
    if (!out->clauses)
        return fault_set(searching->detail, FAULT_MEMORY, "out of memory");
    enum fault fault = add_clauses(searching, out, root);
    if (!fault)
        qsort(out->clauses, out->count, sizeof(*out->clauses), compare);
    return fault;
}
