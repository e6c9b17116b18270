/* Shortage: did memory run out, or a read fail, since this thread began its answer?
 *
 * Some functions cannot report it and have to leave something out: a buffer that cannot
 * grow, a member that Jansson drops silently. They note it here, and an answer, or a part
 * of one, during which it was noted is not sent. Each thread has a flag of its own. */
#ifndef CHANCERY_BASE_SHORTAGE_H
#define CHANCERY_BASE_SHORTAGE_H

#include <stdbool.h>
#include <stddef.h>

void shortage_begin(void);
void shortage_note(void);
bool shortage_noted(void);

/* malloc that notes when it fails, and from then on always fails. For Jansson
 * (json_set_alloc_funcs, with free): 2.14 reads and writes past the end of a string when
 * the allocation for its last byte fails and the next one does not. */
void *shortage_malloc(size_t size);

#endif
