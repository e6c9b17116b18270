/* Building query trees, for both syntaxes. */
#ifndef CHANCERY_QUERY_TREE_H
#define CHANCERY_QUERY_TREE_H

#include "query/query.h"

/* NULL when memory ran out. */
struct query_node *query_node_new(struct arena *arena, enum tree_kind kind);
CHECKED bool query_node_add(struct arena *arena, struct query_node *parent,
                            struct query_node *child);

/* The node of a word or phrase as typed: NULL when there is no word in it, or there are
 * too many terms (query->dropped). What is typed without blanks and gives several words
 * is found as a whole or as a phrase; a phrase with hyphens with and without them. */
struct query_node *query_leaf(struct query_tree *query, struct arena *arena,
                              struct slice text, bool phrase);

/* The node; its child where it has but one; NULL for an operator without children. */
struct query_node *query_node_settle(struct query_node *node);

#endif
