/* Filters: from parameters to what the functions of db/read look for. */
#ifndef CHANCERY_ANSWER_FILTERS_H
#define CHANCERY_ANSWER_FILTERS_H

#include "answer/call.h"

/* The folded words of a parameter as a JSON array; each with a blank before it, so that
 * it matches the beginning of a word. "[]" where it is not given. */
struct slice read_prefix_words(struct call *call, enum parameter parameter);

/* All but the words of titles, which are read apart: q= means more in a search.
 * FAULT_BAD_PARAMETER. */
CHECKED enum fault read_document_filter(struct call *call,
                                        struct document_filter *filter);
CHECKED enum fault read_title_words(struct call *call, struct document_filter *filter);

/* The types that type= asks for, as bits. */
uint64_t read_types(const struct call *call);

#endif
