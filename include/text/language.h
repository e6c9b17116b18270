/* Language tags: are they well-formed (BCP 47)?
 *
 * Source of the rules: RFC 5646, section 2.1, `langtag` and `privateuse`. Grandfathered
 * tags ("i-klingon") are refused. Pure: any thread. */
#ifndef CHANCERY_TEXT_LANGUAGE_H
#define CHANCERY_TEXT_LANGUAGE_H

#include "base/slice.h"

bool language_is_tag(struct slice text);

#endif
