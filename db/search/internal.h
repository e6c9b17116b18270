/* What the files of search share: groups of postings, plans, and the one who collects.
 * Private to db/search*.c. */
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
    uint64_t deadline; /* nanoseconds of the monotonic clock; 0: none */
    unsigned steps;    /* since the clock was looked at */
    size_t list_bytes; /* of lists made in memory */
    uint64_t postings; /* of the words that were opened so far */
};

/* Has time run out? Looks at the clock now and then only. */
bool search_out_of_time(struct searching *searching);

/* Are `more` postings more than the search may look at? Says so in what was found, too.
 */
bool search_over_budget(struct searching *searching, uint64_t more);

/* --- groups: a word in all its forms (search_group.c) --- */
struct term_union {
    double weight; /* inverse document frequency */
    double
        as_typed_weight; /* of the word as typed: alone it is rarer than all its forms */
    size_t as_typed;     /* its place among `terms`; their number when nobody uses it */
    struct postings *terms;
    size_t count;
    uint64_t total; /* of the terms */
    /* The postings of its words, where `terms` may be a list made of them. */
    struct postings *parts;
    size_t part_count;
};

double search_weight(const struct passages *passages, uint64_t total);

/* Finds the forms of a word's node and opens their postings. */
CHECKED enum fault term_union_open(struct searching *searching, struct query_node *node,
                                   struct term_union *out);

/* Only finds the forms. `total` counts the passages of all. */
CHECKED enum fault term_union_find_forms(struct searching *searching,
                                         struct query_node *node, uint64_t *total);

/* Opens the postings of one word just as it is; *found: somebody uses it. */
CHECKED enum fault term_open(struct searching *searching, struct slice word,
                             struct postings *out, bool *found);

/* --- words in a row, and words near each other (search_phrase.c) --- */

/* What one search may hold in lists of its own; counts `bytes` more. */
CHECKED enum fault search_take_bytes(struct searching *searching, size_t bytes);

/* Finds all passages that have a TREE_PHRASE or TREE_PROXIMITY, as a group of one list.
 */
CHECKED enum fault phrase_open(struct searching *searching, struct query_node *node,
                               struct term_union *out);

/* --- spots: where in a passage a word or phrase stands (search_spot.c) --- */
struct position_list {
    uint32_t *at;
    size_t count, room;
};

/* Room for `more`; false when memory ran out. */
CHECKED bool position_list_reserve(struct position_list *list, size_t more);

struct spans {
    struct span *at;
    size_t count, room;
};

struct phrase_term { /* one word of a row, or all that begin so */
    struct postings *terms;
    uint32_t *current; /* passage that each is at */
    size_t count;
    uint32_t offset; /* places behind the first */
    uint64_t total;
};

struct phrase_form { /* words in a row */
    struct phrase_term *phrase_terms;
    size_t count;
    uint32_t length;
};

struct phrase_cursor { /* one of several rows */
    struct phrase_form *forms;
    size_t count;
    uint64_t total;
    struct spans spans; /* in the passage looked at, in order; memory of malloc */
    struct position_list found, common;
};

CHECKED enum fault phrase_cursor_open(struct searching *searching,
                                      struct query_node *node, struct phrase_cursor *out);
void phrase_cursor_release(struct phrase_cursor *cursor);

/* The first passage at or behind `passage` that has all words of one of the rows. */
uint32_t phrase_cursor_seek(struct phrase_cursor *cursor, uint32_t passage);

/* Fills in where it starts and ends (behind its last word) in the passage sought; false
 * when memory ran out or the data set is damaged. */
CHECKED bool phrase_cursor_spans(struct phrase_cursor *cursor, uint32_t passage);

/* What is wrong with its postings. */
enum fault phrase_cursor_fault(const struct phrase_cursor *cursor);

/* --- plans: the tree with its postings open (search_plan.c) --- */
struct plan {
    enum tree_kind kind; /* TREE_WORD for all that is one group */
    unsigned columns;    /* of a group; 0: any */
    struct term_union term_union;
    struct plan *children; /* of TREE_AND the rarest first */
    size_t count;
    uint64_t total; /* passages, at most */
    size_t typed;   /* its place among the children as typed */
};

CHECKED enum fault plan_make(struct searching *searching, struct query_node *node,
                             struct plan *out);

/* --- nearness: words typed side by side that stand so (search_near.c) ---
 * A score is multiplied by 1 to PROXIMITY_MOST, so bounds times PROXIMITY_MOST are bounds
 * still. */
#define PROXIMITY_MOST 2.5

struct proximity {
    struct term_union *pairs[TREE_TERMS][2];
    size_t count;                     /* 0: no pair, every factor is 1 */
    struct position_list left, right; /* memory of malloc */
};

/* The pairs of a plan, which must stay where it is. */
void proximity_init(struct proximity *proximity, struct plan *plan);
void proximity_release(struct proximity *proximity);

/* What the score of a passage that has all the words is multiplied by. */
double proximity_factor(struct proximity *proximity, uint32_t passage);

/* --- who collects (search_collect.c) --- */
struct collector {
    struct searching *searching;
    const struct passages *passages;
    uint32_t first, last;        /* passages to look at */
    const unsigned char *wanted; /* a bit for each document, or NULL */
    uint32_t document_end;       /* first passage behind the document last looked at */
    bool document_wanted;
    struct search_hit *heap; /* relevance: the worst first; else in order */
    size_t count;
    int64_t total;
    uint32_t *all; /* passages, in order */
    size_t all_room;
    struct proximity proximity;
};

CHECKED enum fault collector_begin(struct collector *collector,
                                   struct searching *searching);
/* Is it in a document and column that is asked for? Passages must come in order. */
bool collector_wants(struct collector *collector, uint32_t passage);
CHECKED enum fault collector_take(struct collector *collector, struct search_hit hit);
/* The score that a passage must beat from here on; less than 0: all must be taken. */
double collector_threshold(const struct collector *collector);
/* What a passage must beat to be among the hits; less than 0: they are not many yet. */
double collector_least(const struct collector *collector);
/* Nothing more is needed. */
bool collector_is_full(const struct collector *collector);
CHECKED enum fault collector_end(struct collector *collector);

/* The first passage at or behind `passage` that the plan asks for, before `end`; or
 * `end` (search_run.c). */
uint32_t plan_seek(struct plan *plan, const struct passages *passages, uint32_t passage,
                   uint32_t end);

/* Scores a passage and hands it to the collector (search_run.c). */
CHECKED enum fault plan_score_passage(struct plan *plan, struct collector *collector,
                                      uint32_t passage);

/* Goes through a plan by documents, those whose passages together have what it asks for
 * (search_within.c). */
CHECKED enum fault in_document_run(struct plan *plan, struct collector *collector);

/* Goes through a plan (search_run.c). */
CHECKED enum fault search_run(struct searching *searching, struct plan *plan,
                              struct collector *collector);

#endif
