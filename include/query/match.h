/* Matching: where in a text the words of a query are, and the part worth showing.
 *
 * A matcher is made once for a query whose words have their forms (corpus_search fills
 * them in) and then asked for text after text. Everything is in the arena given. One
 * thread. */
#ifndef CHANCERY_QUERY_MATCH_H
#define CHANCERY_QUERY_MATCH_H

#include "query/query.h"

struct matcher;

/* NULL when memory ran out. */
struct matcher *matcher_new(struct arena *arena, const struct query_node *root);

/* Bytes of the text, from start up to, not including, end. */
struct match {
    uint32_t start, end;
};

/* The matches of a text of `column` (a bit of enum tree_column), in order, none
 * overlapping another. FAULT_MEMORY. */
CHECKED enum fault match_find(struct matcher *matcher, struct slice text, unsigned column,
                              struct arena *arena, struct match **out, size_t *count);

/* The part of `text` of about `crop` characters that has most matches, cut at blanks and
 * never in a match (a longer match is shown whole). */
struct match match_crop(struct slice text, const struct match *matches, size_t count,
                        size_t crop);

#endif
