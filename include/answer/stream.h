/* Answers that are made while they are sent, piece by piece, in bounded memory. */
#ifndef CHANCERY_ANSWER_STREAM_H
#define CHANCERY_ANSWER_STREAM_H

#include "answer/call.h"

/* Makes the next piece; `*done` after the last. `call` is a copy that lives as long as
 * the stream, with a corpus and an arena of its own. */
typedef enum fault stream_fill(void *self, struct call *call, struct buffer *out,
                               bool *done);

/* Sends the pieces of `fill`; `release` frees `self` at the end, whatever happened. A
 * reader of the data set is held for each piece, and only while it is made.
 * FAULT_MEMORY. */
CHECKED enum fault call_stream(struct call *call, stream_fill *fill,
                               void (*release)(void *self), void *self);

#endif
