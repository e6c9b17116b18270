/* Writing metadata tables: what the texts of an edition say, and their editors, as
 * metadata.csv (source/metadata.h), to be corrected in a spreadsheet and put back. */
#ifndef CHANCERY_LOADING_METADATA_H
#define CHANCERY_LOADING_METADATA_H

#include "base/fault.h"
#include "reading/parse.h"

struct metadata_options {
    const char *const *corpora;
    size_t corpus_count;
    bool write; /* a file in each collection that has none, else to standard output */
    struct parse_limits limits;
};

/* One collection goes to standard output; several need `write`. What is wrong with texts
 * is reported on standard error. FAULT_INPUT (no corpus), FAULT_USAGE (several
 * collections), FAULT_STORE, FAULT_MEMORY. */
CHECKED enum fault metadata_write(const struct metadata_options *options,
                                  struct fault_detail *detail);

#endif
