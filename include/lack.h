/* What was lacking: did memory run out, or a read fail, in this thread since it began
 * the answer in hand?
 *
 * Many places can do nothing about it but leave something out: a buffer that may not
 * grow, a member that Jansson drops without a word. They note it here, and an answer, or
 * a piece of one, that was made meanwhile does not go out. Each thread has its own. */
#ifndef CHANCERY_LACK_H
#define CHANCERY_LACK_H

#include <stdbool.h>

void lack_begin(void);
void lack_note(void);
bool lack_seen(void);

#endif
