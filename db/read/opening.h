/* What opening a data set looks at before any statement of ours runs over it. */
#ifndef CHANCERY_DB_READ_OPENING_H
#define CHANCERY_DB_READ_OPENING_H

#include "db/read/connection.h"

enum { OPENING_MILLISECONDS = 20000 }; /* what takes longer is no data set of ours */

/* Are its tables and indexes those of schema.sql, and nothing else? A view, a trigger or
 * a virtual table would run what its maker wants. FAULT_DATASET when not. */
CHECKED enum fault check_objects(struct corpus *corpus, const char *path,
                                 struct fault_detail *detail);

/* What the data set says about itself. FAULT_DATASET when it lacks some of it. */
CHECKED enum fault read_facts(struct corpus *corpus, struct fault_detail *detail);

#endif
