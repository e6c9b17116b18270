/* What the files of the search handler share. Private to server/api. */
#ifndef CHANCERY_API_FINDING_H
#define CHANCERY_API_FINDING_H

#include "call.h"
#include "corpus_search.h"
#include "match.h"

enum highlight { HIGHLIGHT_OFFSETS, HIGHLIGHT_HTML, HIGHLIGHT_NONE };

struct search_call {
    struct call *call;
    struct query_tree tree;
    struct search_ask ask;
    struct search_found found;
    struct matcher *matcher;
    enum highlight highlight;
    bool grouped; /* group=document */
    size_t crop;
    struct arena scratch; /* for one hit */
    struct buffer json;
};

/* So few hits make one wonder whether the words were right: something is said then. */
enum { FEW_HITS = 3 };

/* A search that is sure to be short is answered at once, beside look-ups; all others are
 * deferred. May this one be, as far as its parameters say? Then it is told what it may
 * look at. And was it, by what it found and has to show (search_quick.c)? */
bool search_may_be_quick(struct search_call *search);
bool search_was_quick(const struct search_call *search);

/* One hit as JSON, into search->json (search_hit.c). */
CHECKED enum fault search_put_hit(struct search_call *search,
                                  const struct search_hit *hit);

/* What stands in a snippet (search_snippet.c): members "matches" and "snippet". */
CHECKED enum fault search_put_snippet(struct search_call *search, struct slice text,
                                      unsigned column);

/* group=document: items are documents with their best hits (search_group.c). */
CHECKED enum fault search_put_groups(struct search_call *search, struct list *list,
                                     struct slice *cursor);
int64_t search_count_documents(const struct search_call *search);

/* Facets as JSON, or empty (search_facets.c). */
CHECKED enum fault search_make_facets(struct search_call *search, struct slice *out);

/* Warnings, timedOut and didYouMean, as members (search_said.c). */
CHECKED enum fault search_make_extra(struct search_call *search, struct slice *out);

/* A place in the order of hits, for the next page. */
struct slice search_cursor(struct search_call *search, const struct search_hit *hit);

#endif
