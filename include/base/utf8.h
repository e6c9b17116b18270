/* UTF-8: checked once, on input; and counted in.
 *
 * Positions are zero-based; an end is exclusive. "cp" is a Unicode code point, the unit
 * of every offset that Chancery serves. All but utf8_check expect valid UTF-8.
 * Source of the rules: Unicode 15, table 3-7 (well-formed byte sequences); White_Space as
 * in PropList.txt. Pure functions, safe in any thread. */
#ifndef CHANCERY_BASE_UTF8_H
#define CHANCERY_BASE_UTF8_H

#include "base/slice.h"
#include <stdint.h>

/* How many bytes at the start of `text` are whole, well-formed characters. Equal to
 * text.len when all of it is valid. `cut` is set when what is left could be the start of
 * a character that continues after the slice. */
size_t utf8_check(struct slice text, bool *cut);

/* The code point at `text.at`; `size` is its length in bytes. text.len must not be 0. */
uint32_t utf8_decode(struct slice text, size_t *size);

/* Writes `cp` to `out` (4 bytes of room) and returns how many bytes it took. */
size_t utf8_encode(uint32_t cp, char *out);

/* Code points in `text`. */
size_t utf8_length(struct slice text);

/* UTF-16 code units in `text`. */
size_t utf8_length_utf16(struct slice text);

/* The byte at which code point number `cp` starts; text.len when there are fewer. */
size_t utf8_byte_at(struct slice text, size_t cp);

/* Has the property White_Space? */
bool utf8_is_space(uint32_t cp);

/* The bytes of the White_Space character at the start of `text`, or 0. */
size_t utf8_space(struct slice text);

/* `text` without White_Space at its ends. */
struct slice utf8_trim(struct slice text);

#endif
