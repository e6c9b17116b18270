/* Jansson's memory: malloc, and a flag for each thread that it failed. The library hands
 * its allocator nothing by which to tell one caller from another but the thread. */
#include "json_memory.h"

#include <jansson.h>
#include <stdlib.h>

static _Thread_local bool failed;

static void *take(size_t size)
{
    void *at = malloc(size);
    failed |= !at;
    return at;
}

void json_memory_watch(void)
{
    json_set_alloc_funcs(take, free);
}

void json_memory_begin(void)
{
    failed = false;
}

bool json_memory_failed(void)
{
    return failed;
}
