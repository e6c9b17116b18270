/* Did the JSON library run out of memory? Private to server/api.
 *
 * Jansson may leave out a member, or some bytes of a text, and go on as if nothing had
 * been. So it allocates through here, and each thread knows whether an allocation failed
 * since it last began an answer or a piece of one. */
#ifndef CHANCERY_API_JSON_MEMORY_H
#define CHANCERY_API_JSON_MEMORY_H

#include <stdbool.h>

/* Makes Jansson allocate through here; before any thread uses it. Safe to call again. */
void json_memory_watch(void);

/* Of this thread. */
void json_memory_begin(void);
bool json_memory_failed(void);

#endif
