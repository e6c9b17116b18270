/* Whole numbers as bytes, and back. */
#include "numbers.h"

void varint_put(struct buffer *out, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        buffer_put_char(out, (char)(number | 0x80));
    buffer_put_char(out, (char)number);
}

bool varint_take(struct slice *bytes, uint64_t *out)
{
    *out = 0;
    for (unsigned shift = 0; bytes->len > 0 && shift < 63; shift += 7) {
        unsigned char byte = (unsigned char)bytes->at[0];
        *bytes = slice_from(*bytes, 1);
        *out |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}
