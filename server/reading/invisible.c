/* Characters without width, by their code points. */
#include "invisible.h"
#include "base/utf8.h"

static bool is_invisible(uint32_t cp)
{
    return cp == 0xad || (cp >= 0x200b && cp <= 0x200f) ||
           (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x2069) ||
           cp == 0xfeff;
}

/* Could `lead` begin one of them? */
static bool may_begin(char lead)
{
    return lead == '\xc2' || lead == '\xe2' || lead == '\xef';
}

size_t invisible_length(struct slice text)
{
    size_t length = 0, size;
    while (length < text.len && may_begin(text.at[length])) {
        if (!is_invisible(utf8_decode(slice_from(text, length), &size)))
            break;
        length += size;
    }
    return length;
}

struct slice invisible_strip(struct slice text, char *out, size_t room)
{
    size_t kept = 0, at = 0, gone = 0;
    if (text.len > room)
        return text;
    for (size_t length; at < text.len; at += length) {
        length = invisible_length(slice_from(text, at));
        gone += length;
        if (length > 0)
            continue;
        length = 1;
        out[kept++] = text.at[at];
    }
    return gone ? utf8_trim((struct slice){out, kept}) : text;
}
