/* Tidy texts: composed by utf8proc, then blank by blank. */
#include "text/tidy.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

struct slice tidy_text(struct arena *arena, struct slice text)
{
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)text.at, (utf8proc_ssize_t)text.len,
                     &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (length >= 0)
        text = (struct slice){(const char *)composed, (size_t)length};
    char *out = arena_take(arena, text.len + 1);
    size_t kept = 0;
    for (size_t at = 0; out && at < text.len;) {
        size_t blank = utf8_space(slice_from(text, at));
        size_t size = blank;
        if (!blank) {
            utf8_decode(slice_from(text, at), &size);
            memcpy(out + kept, text.at + at, size);
            kept += size;
        } else if (kept > 0 && out[kept - 1] != ' ') {
            out[kept++] = ' ';
        }
        at += size;
    }
    if (out)
        out[kept] = '\0';
    free(composed);
    return out ? (struct slice){out, kept} : SLICE_NONE;
}
