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
    size_t crop;
    int64_t document; /* key, of the hit in hand; 0: none yet */
    struct slice document_id, title;
    struct arena scratch; /* for one hit */
    struct buffer json;
};

/* One hit as JSON, into search->json (search_hit.c). */
CHECKED enum fault search_put_hit(struct search_call *search,
                                  const struct search_hit *hit);

/* Makes the document of a passage the one in hand (search_hit.c). */
CHECKED enum fault search_take_document(struct search_call *search, int64_t document);

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
