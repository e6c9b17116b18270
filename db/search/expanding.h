/* What the rules of expand.h share. */
#ifndef CHANCERY_DB_SEARCH_EXPANDING_H
#define CHANCERY_DB_SEARCH_EXPANDING_H

#include "db/search/expand.h"
#include "internal.h"

enum {
    SPAN_WORDS = 8,    /* of a name */
    ALTERNATIVES = 8,  /* of a rule, for a word */
    NAMED_RECORDS = 32 /* that a name is looked up for */
};

struct expanding {
    struct corpus *corpus;
    struct ranked_query *query;
    struct arena *arena;
    struct fault_detail *detail;
    int64_t scope;            /* key of the one collection that is searched, or 0 */
    bool used[RANKED_GROUPS]; /* typed words that are known as a person's name */
};

/* An entity that words may name. */
struct named_record {
    int64_t entity;
    struct slice label, id;
    bool person, adjective; /* by its surname; by an adjective */
    bool own, common;       /* in the list of the collection; in one for all */
    size_t given;           /* of a person: typed given names that fit */
};

struct named_records {
    struct named_record list[NAMED_RECORDS];
    size_t count;
};

/* The word of a typed group; empty where it is a phrase, or taken as it is typed. */
struct slice expanding_word(const struct expanding *expanding, size_t group);

/* The typed words from `first` on with a blank between, and as they were typed; empty
 * where one of them is no plain word. */
struct slice expanding_span(const struct expanding *expanding, size_t first,
                            size_t count);
struct slice expanding_typed(const struct expanding *expanding, size_t first,
                             size_t count);

/* Words of no meaning of their own, which are no name by themselves. */
bool expanding_is_stop_word(struct slice word);

/* Adds an alternative to a group, unless it has it, or too many. */
CHECKED enum fault expanding_add(struct expanding *expanding, struct ranked_group *group,
                                 struct ranked_alternative alternative);

/* expand_persons.c, expand_names.c */
CHECKED enum fault expand_persons(struct expanding *expanding);
CHECKED enum fault expand_names(struct expanding *expanding);

#endif
