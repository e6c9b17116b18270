/* An open set of names, as the files that read and write it share it. */
#ifndef CHANCERY_DB_READ_NAMES_INTERNAL_H
#define CHANCERY_DB_READ_NAMES_INTERNAL_H

#include "db/read/connection.h"
#include "db/read/names.h"

struct names {
    struct corpus connection;
    struct names_facts facts;
};

/* Fills in the facts, once all is there. */
CHECKED enum fault names_read_facts(struct names *names, struct fault_detail *detail);

#endif
