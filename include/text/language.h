/* Language tags: do they look like BCP 47?
 *
 * Well-formed by RFC 5646, section 2.1: langtag and privateuse. The tags that were
 * registered whole before ("i-klingon") are not taken. Pure. */
#ifndef CHANCERY_TEXT_LANGUAGE_H
#define CHANCERY_TEXT_LANGUAGE_H

#include "base/slice.h"

bool language_is_tag(struct slice text);

#endif
