/* What the files of the search handler share. Private to server/api. */
#ifndef CHANCERY_API_SEARCH_INTERNAL_H
#define CHANCERY_API_SEARCH_INTERNAL_H

#include "answer/call.h"
#include "db/search/search.h"
#include "query/match.h"

enum highlight { HIGHLIGHT_OFFSETS, HIGHLIGHT_HTML, HIGHLIGHT_NONE };

struct search_call {
    struct call *call;
    struct query_tree tree;
    struct search_request ask;
    struct search_result found;
    struct matcher *matcher;
    enum highlight highlight;
    bool grouped;     /* group=document */
    bool continued;   /* it is not the first page */
    int64_t began;    /* by search_clock */
    bool out_of_time; /* there was no time to look for all that might be said */
    size_t crop;
    size_t shown;         /* bytes of the texts of hits so far */
    struct arena scratch; /* for one hit, or one try */
    struct buffer json;
};

enum {
    /* Fewer make one wonder whether the words were right: something is said. */
    FEW_HITS = 3,
    /* Fewer, of several words: the document around them is worth a look. */
    SOME_HITS = 10,
};

/* A search that is sure to be short is answered at once, beside look-ups; all others are
 * deferred. May this one be, as far as its parameters say, with so many hits on a page?
 * Then it is told what it may look at. Was it, by what it found and has to show? And is
 * it still, with the text of one more hit (search_quick.c)? */
bool search_may_be_inline(struct search_call *search, int64_t limit);
bool search_was_inline(const struct search_call *search, int64_t limit);
bool search_stays_inline(struct search_call *search, struct slice text);

/* One hit as JSON, into search->json (search_hit.c). */
CHECKED enum fault search_put_hit(struct search_call *search,
                                  const struct search_hit *hit);

/* What stands in a snippet (search_snippet.c): members "matches" and "snippet". */
CHECKED enum fault search_put_snippet(struct search_call *search, struct slice text,
                                      unsigned column);

/* group=document: items are documents with their best hits (search_group.c). */
CHECKED enum fault search_put_groups(struct search_call *search, struct list *list,
                                     struct slice *cursor);
int64_t search_count_documents(const struct corpus *corpus,
                               const struct search_result *found);

/* Facets as JSON, or empty (search_facets.c). */
CHECKED enum fault search_make_facets(struct search_call *search, struct slice *out);

/* What another query would find, in what is left of the time: with `in_document` in
 * documents, which are listed and counted then unless passages of documents were asked
 * for. Its hits stay where they are (search_instead.c). */
struct search_alternative {
    struct slice q;
    bool in_document;
    struct slice url; /* filled in: this search with what is other */
    int64_t total;
    bool documents, at_least, more; /* counted are documents; there may be more than
                                       these; they are more than this search found */
};
CHECKED enum fault search_try_alternative(struct search_call *search,
                                          struct search_alternative *other);

/* Do several words have to stand together, and do so in few places? */
bool search_is_narrow(const struct search_call *search);

/* Where several words find little together: what less would find, as a member "instead",
 * or nothing (search_instead.c). */
CHECKED enum fault search_write_alternatives(struct search_call *search,
                                             struct buffer *out);

/* Milliseconds of a clock that is never set back, from any time on. */
int64_t search_clock(void);

/* Warnings, timedOut, didYouMean and the like, as members (search_said.c). */
CHECKED enum fault search_make_notices(struct search_call *search, struct slice *out);

/* A place in the order of hits, for the next page. */
struct slice search_cursor(struct search_call *search, const struct search_hit *hit);

#endif
