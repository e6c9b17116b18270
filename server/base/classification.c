/* Classifications: one key for all the ways of printing one. */
#include "classification.h"
#include "utf8.h"

struct slice classification_key(struct arena *arena, struct slice text)
{
    char *at = arena_take(arena, text.len + 1);
    size_t len = 0;
    if (!at)
        return SLICE_NONE;
    text = utf8_trim(text);
    for (size_t i = 0; i < text.len;) {
        size_t space = utf8_space(slice_from(text, i));
        char c = text.at[i];
        if (!space)
            at[len++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        else if (at[len - 1] != ' ') /* trimmed: never the first */
            at[len++] = ' ';
        i += space ? space : 1;
    }
    at[len] = '\0';
    return (struct slice){at, len};
}
