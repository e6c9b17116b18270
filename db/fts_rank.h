/* What passage_rank is given. Private to db/. */
#ifndef CHANCERY_FTS_RANK_H
#define CHANCERY_FTS_RANK_H

#include "full_text.h"
#include "searching.h"

#define RANKING_POINTER "chancery_ranking"

struct ranking {
    const struct passages *passages;
    size_t phrase_count, group_count;
    uint32_t *groups; /* of each phrase, in the order of the query */
    double *weights;  /* of each group; less than 0: to be found */
    uint32_t *counts; /* of each group in the passage in hand */
    bool weighed;
};

#endif
