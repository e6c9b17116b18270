/* Mentions of one text as bytes, and back. Private to db/.
 *
 * One after the other, in order: a byte with the type (three bits) and what follows
 * (MENTION_LINKED, MENTION_MANY, MENTION_DATED); then numbers of seven bits a byte, the
 * lowest first, the eighth bit for "there is more": start behind the end of the mention
 * before, length, method, confidence, entity; how many candidates, and these; how many
 * bytes of EDTF, and these. */
#ifndef CHANCERY_MENTIONS_H
#define CHANCERY_MENTIONS_H

#include "buffer.h"
#include "ingest.h"

enum { MENTION_LINKED = 8, MENTION_MANY = 16, MENTION_DATED = 32 };

void mentions_pack(struct buffer *out, const struct mention_row *rows, size_t count);

/* Takes the next mention from `bytes`, which end at 0; its `start` and `end` come in as
 * those of the one before. False when the bytes are damaged. */
bool mentions_unpack(struct slice *bytes, struct mention_row *row);

#endif
