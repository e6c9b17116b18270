/* What was lacking: a flag for each thread, as errno is one. Jansson and the readers of a
 * row hand on nothing else by which an answer could be told from another. */
#include "base/shortage.h"

#include <stdlib.h>

static _Thread_local bool lacked;

void lack_begin(void)
{
    lacked = false;
}

void lack_note(void)
{
    lacked = true;
}

bool lack_seen(void)
{
    return lacked;
}

void *lack_malloc(size_t size)
{
    void *at = lack_seen() ? NULL : malloc(size);
    if (!at)
        lack_note();
    return at;
}
