/* What the words of a query may stand for besides: the rules by which a ranked query gets
 * its alternatives, each with the reason that is told with the answer.
 *
 * Names come from the lists of the program and the edition (entity_name in schema.sql);
 * the longest run of typed words that is a name counts. Weights are below those of the
 * typed words; their values found best what editors print in indexes
 * (tests/README.md). */
#ifndef CHANCERY_DB_SEARCH_EXPAND_H
#define CHANCERY_DB_SEARCH_EXPAND_H

#include "db/search/ranked.h"

/* Adds alternatives and groups to a query of typed words, within the documents of the
 * filter. With `all` false only the weights of words of little meaning are set. In the
 * arena. Faults as in search.h. */
CHECKED enum fault corpus_expand(struct corpus *corpus, struct ranked_query *query,
                                 const struct document_filter *filter, bool all,
                                 struct arena *arena, struct fault_detail *detail);

#endif
