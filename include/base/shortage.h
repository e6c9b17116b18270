/* What was lacking: did memory run out, or a read fail, in this thread since it began
 * the answer in hand?
 *
 * Many places can do nothing about it but leave something out: a buffer that may not
 * grow, a member that Jansson drops without a word. They note it here, and an answer, or
 * a piece of one, that was made meanwhile does not go out. Each thread has its own. */
#ifndef CHANCERY_BASE_SHORTAGE_H
#define CHANCERY_BASE_SHORTAGE_H

#include <stdbool.h>
#include <stddef.h>

void shortage_begin(void);
void shortage_note(void);
bool shortage_noted(void);

/* malloc that notes what it lacks, and gives nothing from then on: for Jansson 2.14,
 * which reads and writes past the end of a string whose last byte it had no memory for,
 * unless the next allocation fails too. For json_set_alloc_funcs, with free. */
void *shortage_malloc(size_t size);

#endif
