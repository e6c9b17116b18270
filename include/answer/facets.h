/* Facets: values, how many there are of each, and a link that finds just so many. */
#ifndef CHANCERY_ANSWER_FACETS_H
#define CHANCERY_ANSWER_FACETS_H

#include "answer/call.h"

enum { FACET_VALUES = 100 };

/* Opens the values of a facet and their counts; `self` knows of what. */
typedef enum fault facet_open(struct corpus *corpus, enum facet facet, const void *self,
                              struct rows *rows);

/* The facets that facets= asks for as JSON, in the arena, or empty. Each value that can
 * be asked for has a link. FAULT_MEMORY, and those of `open`. */
CHECKED enum fault make_facets(struct call *call, facet_open *open, const void *self,
                               struct slice *out);

#endif
