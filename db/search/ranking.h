/* What the files of ranking by any of the words share (ranked.h). */
#ifndef CHANCERY_DB_SEARCH_RANKING_H
#define CHANCERY_DB_SEARCH_RANKING_H

#include "db/search/ranked.h"
#include "internal.h"

/* The postings of a form of a word, as they are gone through. */
struct ranking_term {
    struct postings *postings;
    double weight;
    uint32_t at, count;            /* the current posting: passage, occurrences */
    struct ranked_alternative *of; /* NULL: of the typed word */
    bool positions;                /* it has some */
};

/* The documents that name an entity. */
struct ranking_entity {
    struct posting *list; /* `passage` is a document */
    uint32_t count, next;
    double weight;
    struct ranked_alternative *of;
};

struct ranking_group {
    struct ranked_group *as;
    size_t number;                      /* in the query */
    struct ranking_term *terms, *parts; /* for counting; for positions */
    size_t term_count, part_count, term_room, part_room;
    struct ranking_entity *entities;
    size_t entity_count, entity_room;
    uint32_t at; /* the first passage that any of them has, from where it was sought */
    double documents; /* that have it as typed; in the range of the search likewise */
    double documents_here;
    double idf;   /* with its weight: what its frequency is multiplied with */
    double share; /* of coordination */
};

struct ranking {
    struct searching searching;
    const struct ranked_request *request;
    struct ranked_query *query;
    const struct passages *passages;
    struct collector collector;   /* for the filter alone */
    struct ranking_group *groups; /* the least idf first */
    size_t count;
    struct plan *excluded;
    double shares;      /* of all groups */
    double power;       /* of coordination */
    double length_part; /* b of BM25 */
    double mean;        /* length of a unit */
    uint32_t columns;
    double powers[257]; /* coordination by its share in 256ths, rounded up */
};

/* --- opening (ranking_open.c) --- */
CHECKED enum fault ranking_open_groups(struct ranking *ranking);

/* Sets `idf` and `share` of a group whose terms are open (ranking_weigh.c). */
void ranking_weigh(const struct ranking *ranking, struct ranking_group *group);

/* --- going through units (ranking_walk.c) --- */
struct ranking_unit {
    uint32_t document;   /* number */
    uint32_t first, end; /* passages; `end` is not of it */
};

/* The unit of a passage; `unit` is one before it, or zeroed. */
void ranking_unit_of(const struct ranking *ranking, uint32_t passage,
                     struct ranking_unit *unit);
double ranking_unit_size(const struct ranking *ranking, const struct ranking_unit *unit);

/* Moves a group to the first passage from `passage` on; POSTINGS_END: none. */
uint32_t ranking_group_seek(const struct ranking *ranking, struct ranking_group *group,
                            uint32_t passage);

/* The weighted frequency of a group in a unit, to which it must not have passed. */
double ranking_frequency(const struct ranking *ranking, struct ranking_group *group,
                         const struct ranking_unit *unit);

bool ranking_in_columns(const struct ranking *ranking, uint32_t passage);

/* May the unit be told at all: by the filter, and by what is excluded? */
bool ranking_wants(struct ranking *ranking, const struct ranking_unit *unit);

static inline double ranking_saturate(double frequency, double length_part, double length)
{
    const double k1 = 1.2;
    return frequency * (k1 + 1) /
           (frequency + k1 * (1 - length_part + length_part * length));
}

/* --- the best units (ranking_units.c) --- */
/* Fills `hits` (score, passage) with the best `most` units, the best first. */
CHECKED enum fault ranking_find(struct ranking *ranking, struct ranked_unit *hits,
                                size_t most, size_t *count);

/* --- their passages (ranking_passages.c) --- */
/* Adds to the score of a hit what its passages are worth, with `again`; fills in `best`
 * and `lacking`. */
CHECKED enum fault ranking_look(struct ranking *ranking, struct ranked_unit *hit,
                                bool again);

/* --- how many there are (ranking_totals.c) --- */
CHECKED enum fault ranking_count(struct ranking *ranking, struct ranked_result *out);

#endif
