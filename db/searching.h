/* What the files of search share: groups of postings, plans, and the one who collects.
 * Private to db/search*.c. */
#ifndef CHANCERY_SEARCHING_H
#define CHANCERY_SEARCHING_H

#include "corpus_search.h"
#include "postings_read.h"
#include "reading.h"

/* A search under way. */
struct searching {
    struct corpus *corpus;
    const struct search_ask *ask;
    struct arena *arena;
    struct search_found *out;
    struct fault_detail *detail;
    uint64_t deadline; /* nanoseconds of the monotonic clock; 0: none */
    unsigned steps;    /* since the clock was looked at */
    size_t list_bytes; /* of lists made in memory */
};

/* Has time run out? Looks at the clock now and then only. */
bool search_is_late(struct searching *searching);

/* --- groups: a word in all its forms (search_group.c) --- */
struct group {
    double weight; /* inverse document frequency */
    struct postings *terms;
    size_t count;
    uint64_t total; /* of the terms */
};

double search_weight(const struct passages *passages, uint64_t total);

/* Finds the forms of a word's node and opens their postings. */
CHECKED enum fault group_open(struct searching *searching, struct query_node *node,
                              struct group *out);

/* Only finds the forms. `total` counts the passages of all. */
CHECKED enum fault group_find_forms(struct searching *searching, struct query_node *node,
                                    uint64_t *total);

/* --- plans: what postings alone can answer (search_plan.c) --- */
struct clause { /* one of its groups */
    struct group *groups;
    size_t count;
    bool excluded;
};

struct plan { /* all of its clauses */
    struct clause *clauses;
    size_t count;
};

/* False when the tree has what needs places of words or columns. */
bool plan_fits(const struct query_node *root);
CHECKED enum fault plan_make(struct searching *searching, struct plan *out);

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
};

CHECKED enum fault collector_begin(struct collector *collector,
                                   struct searching *searching);
/* Is it in a document and column that is asked for? Passages must come in order. */
bool collector_wants(struct collector *collector, uint32_t passage);
CHECKED enum fault collector_take(struct collector *collector, uint32_t passage,
                                  double score);
/* The score that a passage must beat from here on; less than 0: all must be taken. */
double collector_threshold(const struct collector *collector);
/* Nothing more is needed. */
bool collector_is_full(const struct collector *collector);
CHECKED enum fault collector_end(struct collector *collector);

/* --- the two ways --- */
CHECKED enum fault search_postings(struct searching *searching,
                                   struct collector *collector);
CHECKED enum fault search_fts(struct searching *searching, struct collector *collector);

#endif
