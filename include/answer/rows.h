/* Rows as JSON: a block or note as it is stored, with what include= adds, and the next
 * row of a running statement. */
#ifndef CHANCERY_ANSWER_ROWS_H
#define CHANCERY_ANSWER_ROWS_H

#include "answer/call.h"

/* No answer grows beyond this, however long its paragraphs are. */
enum { PAGE_BYTES = 4 * 1024 * 1024 };

/* The row as it is stored. */
void put_block(struct buffer *out, const struct block_row *row);
void put_note(struct buffer *out, const struct note_row *row);

/* A block as a person reads it: printed number, text, line end. */
void put_block_text(struct buffer *out, const struct block_row *row);

/* The block's object with all that include= asks for. */
CHECKED enum fault write_block(struct call *call, struct buffer *out,
                               const struct block_row *row);

/* Opens an object again that is complete but for more members, before its closing brace.
 */
static inline void reopen_object(struct buffer *out)
{
    if (out->len > 0)
        out->len--;
}

/* Writes the next row of a running statement as an item, and its key; `*more` is false
 * after the last. next_block gives what include= and the format ask for. */
typedef enum fault row_next(struct call *call, struct rows *rows, struct buffer *out,
                            int64_t *key, bool *more);
row_next next_block, next_plain_block, next_note, next_omission;

/* Rows as items of an array that is open, until they end or PAGE_BYTES are there; closes
 * `rows`. `*last` is the last key, `*more` whether rows were left. */
CHECKED enum fault put_rows(struct call *call, struct rows *rows, row_next *next,
                            struct buffer *out, int64_t *last, bool *more);

#endif
