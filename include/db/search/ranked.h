/* Ranking by any of the words: documents as wholes, or passages.
 *
 * A query is a list of groups. A group is a word as it was typed, with what else it may
 * stand for; whatever of it occurs counts as one word. A group may bind: then what lacks
 * it is not found. All else is wanted, not required.
 *
 * A document's score is D = S * c^g, where S is BM25 (Robertson) over the groups, its
 * length that of the columns searched; c the share that the groups which occur have of
 * the weight of all ("coordination", after Salton); and g = min(1, 5 / groups). The best
 * RANKED_AGAIN documents get two fifths of their two best passages on top, whose scores
 * are made likewise and raised where words that were typed side by side stand near each
 * other. Which documents can be among the best is told by MaxScore (Turtle & Flood,
 * "Query evaluation: strategies and optimizations", 1995). Constants are those that found
 * best what editors print in indexes (tests/README.md).
 *
 * Faults as in search.h. */
#ifndef CHANCERY_DB_SEARCH_RANKED_H
#define CHANCERY_DB_SEARCH_RANKED_H

#include "db/search/search.h"

enum {
    RANKED_GROUPS = 64,  /* of a query, at most */
    RANKED_AGAIN = 50,   /* documents, or passages, whose passages are looked at */
    RANKED_PASSAGES = 3, /* of a document that are told */
    RANKED_MOST = 10000, /* units to page through */
};

/* Why a word stands for another, too. */
enum ranked_why {
    WHY_NATIONALITY, /* adjective and state */
    WHY_OTHER_NAME,  /* of the same thing in a list of names */
    WHY_MENTION,     /* named in a document, whatever it is called there */
    WHY_PERSON,      /* the same of a person */
    WHY_COMPOUND,    /* parts and whole of a hyphenated word */
    WHY_SPELLING     /* a word that no text has: the nearest that one has */
};

struct ranked_alternative {
    struct slice word; /* folded, counts in all its forms; empty: an entity */
    int64_t entity;    /* key; its mentions count */
    double weight;     /* of each occurrence; those of the typed word have 1 */
    enum ranked_why why;
    struct slice from, to;   /* what was typed, and what is looked for, to be shown */
    struct slice id;         /* of the entity */
    struct query_node *node; /* filled in: of the word, with its forms */
    bool found;              /* filled in: it occurs in a document that is told of */
};

struct ranked_group {
    struct query_node *node; /* what was typed: a word, a phrase, one of several; NULL:
                                nothing, the group stands for several typed words */
    struct slice typed;      /* as it stands in the query; empty likewise */
    bool binds;
    double weight;   /* of its score, 1 for most */
    double coverage; /* of its share in coordination, 1 for most */
    struct ranked_alternative *alternatives;
    size_t count, room;
};

struct ranked_query {
    struct ranked_group groups[RANKED_GROUPS]; /* those of typed words first, in order */
    size_t count;
    size_t typed; /* of the groups: how many are of typed words */
    struct query_node **excluded;
    size_t excluded_count;
};

struct ranked_request {
    const struct search_request *ask; /* filter, filtered, columns, limit, milliseconds,
                                         partial; the rest is not used */
    bool passages;                    /* are ranked, not documents */
    const uint32_t *without;          /* passages not to be told, in order */
    size_t without_count;
    size_t offset; /* units to pass over, below RANKED_MOST */
    bool list;     /* tell which units have any of the words, too */
};

/* A document, or a passage, that was found. */
struct ranked_unit {
    double score;
    uint32_t passage;                        /* of a document: its first */
    uint64_t lacking;                        /* bits of typed groups that do not occur */
    struct search_hit best[RANKED_PASSAGES]; /* of a document; `words`: the groups */
    size_t best_count;
};

struct ranked_count {
    int64_t count;
    bool at_least;
};

struct ranked_result {
    struct ranked_unit *hits; /* in order, at most ask->limit; in the arena */
    size_t count;
    struct ranked_count some; /* units with any of the words */
    uint32_t *units; /* with `list`: those counted, by their first passages, in order */
    size_t unit_count;
    struct ranked_count whole_documents, whole_passages; /* documents that have all typed
                                                            words; in one passage */
    bool timed_out, many_forms;
    bool ran; /* there is a result */
};

/* Fills in `found`, `node` and the forms of all words, too. */
CHECKED enum fault corpus_rank(struct corpus *corpus,
                               const struct ranked_request *request,
                               struct ranked_query *query, struct arena *arena,
                               struct ranked_result *out, struct fault_detail *detail);

/* A new alternative of a group, zeroed; NULL when memory ran out. */
struct ranked_alternative *ranked_alternative_add(struct arena *arena,
                                                  struct ranked_group *group);

#endif
