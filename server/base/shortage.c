/* Shortage: a flag for each thread, as errno is. Jansson and the functions that read rows
 * have no argument by which an answer could be told. */
#include "base/shortage.h"

#include <stdlib.h>

static _Thread_local bool lacked;

void shortage_begin(void)
{
    lacked = false;
}

void shortage_note(void)
{
    lacked = true;
}

bool shortage_noted(void)
{
    return lacked;
}

void *shortage_malloc(size_t size)
{
    void *at = shortage_noted() ? NULL : malloc(size);
    if (!at)
        shortage_note();
    return at;
}
