/* Building trees of queries, for both syntaxes. Private to server/text. */
#ifndef CHANCERY_QUERY_TREE_H
#define CHANCERY_QUERY_TREE_H

#include "query/query.h"

/* NULL when memory ran out. */
struct query_node *query_node_new(struct arena *arena, enum tree_kind kind);
CHECKED bool query_node_add(struct arena *arena, struct query_node *parent,
                            struct query_node *child);

/* The node of a word or phrase as typed: NULL when there is no word in it, or no term
 * left (query->dropped). What is typed without blanks and gives several words is found
 * whole or as a phrase. A phrase with hyphens is found with and without them. */
struct query_node *query_leaf(struct query_tree *query, struct arena *arena,
                              struct slice text, bool phrase);

/* `node` alone, or `kind` over its children; NULL for none. */
struct query_node *query_node_settle(struct query_node *node);

#endif
