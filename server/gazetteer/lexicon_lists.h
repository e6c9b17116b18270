/* The lexicon's lists, as they are written: words between blanks, under their classes. */
#ifndef CHANCERY_GAZETTEER_LEXICON_LISTS_H
#define CHANCERY_GAZETTEER_LEXICON_LISTS_H

#include "gazetteer/lexicon.h"

struct lexicon_list {
    uint32_t words; /* of enum lexicon_class */
    const char *text;
};
extern const struct lexicon_list lexicon_lists[], lexicon_given[],
    lexicon_people[]; /* end with NULL */

#endif
