/* Mentions as bytes, and back. Private to db/.
 *
 * Of one text, one after the other, in order: a byte with the type (three bits) and what
 * follows (MENTION_LINKED, MENTION_MANY, MENTION_DATED); then numbers (numbers.h): start
 * behind the end of the mention before, length, method, confidence, entity; how many
 * candidates, and these; how many bytes of EDTF, and these.
 *
 * A part is a row: texts of one document, in order. The row's key is that of the first
 * block. Each text: how many blocks behind the text before, ordinal of the note or 0, how
 * many bytes of mentions, and these. The texts of one block are never in two parts. */
#ifndef CHANCERY_DB_STORE_MENTIONS_H
#define CHANCERY_DB_STORE_MENTIONS_H

#include "base/buffer.h"
#include "db/store/rows.h"

enum { MENTION_LINKED = 8, MENTION_MANY = 16, MENTION_DATED = 32 };

void mentions_pack(struct buffer *out, const struct mention_row *rows, size_t count);

/* Takes the next mention from `bytes`, which end at 0; its `start` and `end` come in as
 * those of the one before. False when the bytes are damaged. */
bool mentions_unpack(struct slice *bytes, struct mention_row *row);

/* A part is handed over when it has so many bytes. */
enum { MENTIONS_PART = 4096 };

void mentions_put_text(struct buffer *part, uint32_t step, uint32_t ordinal,
                       struct slice bytes);

/* Takes the next text; `text` holds the one before, or the key of the part. False at the
 * end, where nothing is left, and when the bytes are damaged. */
bool mentions_take_text(struct slice *part, struct mention_text *text);

#endif
