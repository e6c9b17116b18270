/* What the files of search share: a search under way, its budget, and the steps from the
 * tree of a query to the best passages.
 *
 * terms.c turns a word into the postings of its forms, a term union; phrase.c does the
 * same for a phrase, whose passages it finds first. plan.c makes a plan of the whole
 * tree. run.c, or in_document.c, goes through it and hands each hit to a collector. */
#ifndef CHANCERY_DB_SEARCH_INTERNAL_H
#define CHANCERY_DB_SEARCH_INTERNAL_H

#include "db/read/connection.h"
#include "db/search/search.h"
#include "postings_read.h"

/* A search under way. */
struct searching {
    struct corpus *corpus;
    const struct search_request *ask;
    struct arena *arena;
    struct search_result *out;
    struct fault_detail *detail;
    uint64_t deadline_before; /* of the connection, for when the search ends */
    unsigned steps;           /* of search_out_of_time */
    size_t list_bytes;        /* of lists made in memory */
    uint64_t postings;        /* of the words that were opened so far */
    bool by_unit; /* terms are asked for units, not gone through for each posting */
};

/* --- the budget (budget.c) --- */

/* Starts the clock when the request has a limit of time; its end must follow. */
void search_clock_begin(struct searching *searching);
void search_clock_end(struct searching *searching);

/* Has time run out? Looks at the clock only now and then. */
bool search_out_of_time(struct searching *searching);

/* The fault of a search that may have run out of time: none, with `partial`. */
CHECKED enum fault search_fault_of_timeout(struct searching *searching, enum fault fault);

/* Are `more` postings more than the search may read? If so the result says it, too. */
bool search_over_budget(struct searching *searching, uint64_t more);

/* Counts `bytes` more of lists made in memory; FAULT_BUSY when they are too many. */
CHECKED enum fault search_take_bytes(struct searching *searching, size_t bytes);

/* --- term unions: a word in all its forms (terms.c) --- */
struct term_union {
    double weight;          /* inverse document frequency */
    double as_typed_weight; /* of the word as typed: it is rarer than all its forms */
    size_t as_typed;        /* its index in `terms`; `count` when no passage has it */
    struct postings *terms;
    size_t count;
    uint64_t total; /* of the terms */
    /* The postings of its words, where `terms` may be a list made of them. */
    struct postings *parts;
    size_t part_count;
};

/* The inverse document frequency of what `total` passages contain. */
double search_weight(const struct passages *passages, uint64_t total);

/* Finds the forms of the word of a node and opens their postings. */
CHECKED enum fault term_union_open(struct searching *searching, struct query_node *node,
                                   struct term_union *out);

/* Only finds the forms; *total is the sum of their passages. */
CHECKED enum fault term_union_find_forms(struct searching *searching,
                                         struct query_node *node, uint64_t *total);

/* Opens the postings of one word exactly as it is; *found: it is in the vocabulary. */
CHECKED enum fault term_open(struct searching *searching, struct slice word,
                             struct postings *out, bool *found);

/* --- phrases, and words near each other (phrase.c) --- */

/* Finds all passages that have a TREE_PHRASE or TREE_PROXIMITY, as a term union of one
 * list. */
CHECKED enum fault phrase_open(struct searching *searching, struct query_node *node,
                               struct term_union *out);

/* --- phrase cursors: where in a passage a word or phrase occurs (phrase_cursor.c) ---
 * A phrase has several forms when some of its words may be hyphenated words. A form is a
 * sequence of terms; its last term may be a prefix, which is several words. */
struct spans {
    struct span *at; /* malloc'ed */
    size_t count, room;
};

struct phrase_term {
    struct postings *terms;
    uint32_t *current; /* the passage that each is at */
    size_t count;
    uint32_t offset; /* words after the start of the phrase */
    uint64_t total;
};

struct phrase_form {
    struct phrase_term *phrase_terms; /* the rarest first */
    size_t count;
    uint32_t length; /* words */
};

struct phrase_cursor {
    struct phrase_form *forms;
    size_t count;
    uint64_t total;
    struct spans spans; /* in the current passage, in order */
    struct position_list found, common;
};

/* phrase_cursor_release must follow, after a fault too. */
CHECKED enum fault phrase_cursor_open(struct searching *searching,
                                      struct query_node *node, struct phrase_cursor *out);
void phrase_cursor_release(struct phrase_cursor *cursor);

/* The first passage, `passage` or after it, that has all words of one of the forms. */
uint32_t phrase_cursor_seek(struct phrase_cursor *cursor, uint32_t passage);

/* Fills in `spans` for the passage that was sought: where each occurrence starts, and
 * where it ends (after its last word). False when memory ran out or the data set is
 * damaged. */
CHECKED bool phrase_cursor_spans(struct phrase_cursor *cursor, uint32_t passage);

/* The first fault of its postings. */
enum fault phrase_cursor_fault(const struct phrase_cursor *cursor);

/* --- plans: the tree of a query with its postings open (plan.c) --- */
struct plan {
    enum tree_kind kind; /* TREE_WORD for all that is one term union */
    unsigned columns;    /* of a TREE_WORD; 0: any */
    struct term_union term_union;
    struct plan *children; /* of TREE_AND the rarest first */
    size_t count;
    uint64_t total; /* passages, at most */
    size_t typed;   /* its number among its siblings as typed */
};

CHECKED enum fault plan_make(struct searching *searching, struct query_node *node,
                             struct plan *out);

/* --- proximity of words that were typed side by side (proximity.c) ---
 * A score is multiplied by 1 to PROXIMITY_MOST, so a bound times PROXIMITY_MOST is still
 * a bound. */
#define PROXIMITY_MOST 2.5

struct proximity {
    struct term_union *pairs[TREE_TERMS][2];
    size_t count; /* 0: no pair, every factor is 1 */
    struct position_list left, right;
};

/* The pairs of a plan, which must not move. */
void proximity_init(struct proximity *proximity, struct plan *plan);
void proximity_release(struct proximity *proximity);

/* The factor of the score of a passage that has all the words. */
double proximity_factor(struct proximity *proximity, uint32_t passage);

/* --- collectors: the hits, as they come in order of passage (collect.c) --- */
struct collector {
    struct searching *searching;
    const struct passages *passages;
    uint32_t first, last;        /* passages to look at */
    const unsigned char *wanted; /* a bit for each document, or NULL for all */
    uint32_t document_end;       /* first passage after the current document */
    bool document_wanted;        /* the current document */
    struct search_hit *heap;     /* by relevance: the worst first; else in order */
    size_t count;
    int64_t total;
    uint32_t *all; /* passages, in order; malloc'ed until collector_end */
    size_t all_room;
    struct proximity proximity;
};

CHECKED enum fault collector_begin(struct collector *collector,
                                   struct searching *searching);
/* Is it in a document and column that is asked for? Passages must come in order. */
bool collector_wants(struct collector *collector, uint32_t passage);
CHECKED enum fault collector_take(struct collector *collector, struct search_hit hit);
/* The score that a passage must exceed from here on; less than 0: all must be taken. */
double collector_threshold(const struct collector *collector);
/* The least score among the hits; less than 0: there are not yet as many as asked for. */
double collector_least(const struct collector *collector);
/* Is nothing more needed? */
bool collector_is_full(const struct collector *collector);
CHECKED enum fault collector_end(struct collector *collector);

/* --- going through a plan (plan_walk.c, in_document.c, run.c) --- */

/* The first passage from `passage` on that matches the plan, before `end`; or `end`. */
uint32_t plan_seek(struct plan *plan, const struct passages *passages, uint32_t passage,
                   uint32_t end);

/* Scores a passage and hands it to the collector. */
CHECKED enum fault plan_score_passage(struct plan *plan, struct collector *collector,
                                      uint32_t passage);

/* By documents: those whose passages together match the plan. */
CHECKED enum fault in_document_run(struct plan *plan, struct collector *collector);

CHECKED enum fault search_run(struct searching *searching, struct plan *plan,
                              struct collector *collector);

#endif
