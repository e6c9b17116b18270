/* Whole numbers as bytes: seven bits each, the lowest first, the eighth bit for "there is
 * more". Private to db/. */
#ifndef CHANCERY_DB_STORE_NUMBERS_H
#define CHANCERY_DB_STORE_NUMBERS_H

#include "base/buffer.h"

void varint_put(struct buffer *out, uint64_t number);

/* Takes one from the front of `bytes`; false when they are damaged, or at their end. */
bool varint_take(struct slice *bytes, uint64_t *out);

#endif
