/* The history of a data set: its revisions, and what changed in each, carried over from
 * load to load. */
#ifndef CHANCERY_LOADING_HISTORY_H
#define CHANCERY_LOADING_HISTORY_H

#include "internal.h"

/* Stores the history of the predecessor. */
CHECKED enum fault history_carry(struct load *load, struct fault_detail *detail);

/* Stores the new revision, unless it is the one that there was. */
CHECKED enum fault history_end(struct load *load, struct slice rev,
                               struct fault_detail *detail);

#endif
