/* Classifications: one key for all the ways of printing one. */
#include "base/classification.h"
#include "base/utf8.h"

struct slice classification_key(struct arena *arena, struct slice text)
{
    char *at = arena_take(arena, text.len + 1);
    size_t len = 0;
    if (!at)
        return SLICE_NONE;
    text = utf8_trim(text);
    for (size_t size; text.len > 0; text = slice_from(text, size)) {
        uint32_t cp = utf8_decode(text, &size);
        if (!utf8_is_space(cp)) {
            memcpy(at + len, text.at, size);
            if (cp >= 'a' && cp <= 'z')
                at[len] = (char)(cp - 'a' + 'A');
            len += size;
        } else if (at[len - 1] != ' ') { /* trimmed: never the first */
            at[len++] = ' ';
        }
    }
    at[len] = '\0';
    return (struct slice){at, len};
}
