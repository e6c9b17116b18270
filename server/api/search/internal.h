/* A search call: what the files of this room share about one search. */
#ifndef CHANCERY_API_SEARCH_INTERNAL_H
#define CHANCERY_API_SEARCH_INTERNAL_H

#include "answer/list.h"
#include "base/json_write.h"
#include "db/search/ranked.h"
#include "query/match.h"

enum matching { MATCH_AUTO, MATCH_ALL, MATCH_ANY };
enum highlight { HIGHLIGHT_OFFSETS, HIGHLIGHT_HTML, HIGHLIGHT_NONE };

struct search_call {
    struct call *call;
    struct query_tree tree;
    struct search_request ask;
    struct search_result found;
    struct matcher *matcher;
    enum matching match;           /* MATCH_ALL: all words must be there together */
    struct ranked_query *ranked;   /* NULL: it was not needed */
    struct ranked_result by_words; /* found by any of the words, from `offset` on */
    bool behind; /* the page begins behind the passages that have all words */
    size_t offset;
    bool relaxed; /* nothing has what must be there: it is wanted like the rest */
    enum highlight highlight;
    bool facets;      /* are asked for */
    bool grouped;     /* group=document */
    bool continued;   /* it is not the first page */
    int64_t began;    /* by search_clock */
    bool out_of_time; /* there was no time to try all alternatives */
    size_t crop;
    size_t shown;         /* bytes of the texts of hits so far */
    struct arena scratch; /* for one hit, or one try */
    struct buffer json;
};

enum {
    FEW_HITS = 3,   /* fewer: the words may be wrong, so a correction is looked for */
    SOME_HITS = 10, /* fewer, of several words: alternatives are tried */
};

/* --- what a search call is (search_call.c) --- */

/* Milliseconds of a clock that is never set back, from any time on. */
int64_t search_clock(void);

/* The node whose children must all be there, on the first page; or NULL. */
const struct query_node *search_all_of(const struct search_call *search);

/* Do several words have to be there together, and are found in few passages? */
bool search_is_narrow(const struct search_call *search);

/* The cursor of the page after `hit`, and back: FAULT_GONE when the data set was loaded
 * anew. */
struct slice search_cursor(struct search_call *search, const struct search_hit *hit);
CHECKED enum fault search_read_cursor(struct search_call *search, struct slice cursor);

/* Is there more than what was counted? */
bool search_counted_in_part(const struct search_call *search);

/* How many documents the passages found are of. */
int64_t search_count_documents(const struct corpus *corpus,
                               const struct search_result *found);

struct query_node *search_any_of(struct search_call *search);

/* The cursor of a page of what is found by any of the words. */
struct slice search_offset_cursor(struct search_call *search, size_t offset);

/* --- by any of the words (any_words.c) --- */

/* Is this a search by any of the words? */
bool search_is_by_words(const struct search_call *search);

/* Fills by_words: documents, or, behind the passages that have all words, passages that
 * have some. */
CHECKED enum fault search_rank_documents(struct search_call *search, struct list *list);
CHECKED enum fault search_rank_passages(struct search_call *search, struct list *list);

/* Items of these. */
CHECKED enum fault search_put_ranked(struct search_call *search, struct list *list,
                                     struct slice *cursor);

/* What is to be marked in texts; NULL when memory ran out. */
struct query_node *search_marked(struct search_call *search);

/* A member "missing" with the typed words of these bits. */
void search_write_missing(const struct search_call *search, uint64_t lacking,
                          struct buffer *out);

/* Was a word that no text has taken for another, in what is shown? */
bool search_is_corrected(const struct search_call *search);

/* Members "totals", "expanded" and "corrected" (expanded.c). */
void search_write_expanded(struct search_call *search, struct buffer *out);

/* --- answering at once (inline.c) ---
 * Where a call must be answered at once (call_is_inline), only a search that is sure to
 * be short is; any other is deferred (FAULT_ANSWERED). Each function decides by what is
 * known by then: the parameters and the length of a page, when it sets the budget of
 * postings, too; what was found; the text of one more hit. */
CHECKED enum fault search_defer_by_parameters(struct search_call *search, int64_t limit);
CHECKED enum fault search_defer_by_result(struct search_call *search, int64_t limit);
CHECKED enum fault search_defer_by_text(struct search_call *search, struct slice text);

/* --- the answer --- */

/* One hit as JSON, into search->json (hit.c); `unit`: what it lacks, or NULL. */
CHECKED enum fault search_put_hit(struct search_call *search,
                                  const struct search_hit *hit,
                                  const struct ranked_unit *unit);
void search_write_score(struct buffer *out, double score);

/* Members "matches" and "snippet" (snippet.c). */
CHECKED enum fault search_put_snippet(struct search_call *search, struct slice text,
                                      unsigned column);

/* group=document: items are documents with their best hits (document_group.c). */
CHECKED enum fault search_put_groups(struct search_call *search, struct list *list,
                                     struct slice *cursor);

/* What another query would find in the time that is left: passages, or documents where
 * these are listed or the words need only be in one document. search->found stays
 * (alternatives.c). */
struct search_alternative {
    struct slice q;
    bool in_document;
    struct slice url; /* out, like those below: this search with the other query */
    int64_t total;
    bool documents; /* these are counted, not passages */
    bool at_least;  /* there may be more than `total` */
    bool more;      /* it is more than this search found */
};
CHECKED enum fault search_try_alternative(struct search_call *search,
                                          struct search_alternative *other);

/* A member "instead" for a narrow search: which other queries find more (alternatives.c).
 */
CHECKED enum fault search_write_alternatives(struct search_call *search,
                                             struct buffer *out);

/* Warnings, timedOut, didYouMean and the like, as members (notices.c). */
CHECKED enum fault search_make_notices(struct search_call *search, struct slice *out);

#endif
