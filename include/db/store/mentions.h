/* Mentions as bytes, and back.
 *
 * The mentions of one text follow each other in order. Each is a byte with the type
 * (three bits) and flags that say what follows (MENTION_LINKED, MENTION_MANY,
 * MENTION_DATED); then varints: the start relative to the end of the previous mention,
 * length, method, confidence, entity; the number of candidates, and these; the number of
 * bytes of EDTF, and these.
 *
 * A part is a row: texts of one document, in order, with the key of the first block. Each
 * text: how many blocks after the previous text, the ordinal of the note or 0, the number
 * of bytes of mentions, and these. The texts of a block and its notes are in one part. */
#ifndef CHANCERY_DB_STORE_MENTIONS_H
#define CHANCERY_DB_STORE_MENTIONS_H

#include "base/buffer.h"
#include "db/store/rows.h"

enum { MENTION_LINKED = 8, MENTION_MANY = 16, MENTION_DATED = 32 };

/* A part is complete when it has this many bytes. */
enum { MENTIONS_PART = 4096 };

/* Appends the mentions of a text; mention_next (rows.h) reads them. */
void mentions_pack(struct buffer *out, const struct mention_row *rows, size_t count);

void mentions_put_text(struct buffer *part, uint32_t step, uint32_t ordinal,
                       struct slice bytes);

/* Reads the next text; `text` holds the previous one, or the key of the part. False at
 * the end, where nothing is left, and when the bytes are damaged. */
bool mentions_take_text(struct slice *part, struct mention_text *text);

#endif
