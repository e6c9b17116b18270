/* Matching: the part of a text that is worth showing. */
#include "base/utf8.h"
#include "query/match.h"

/* `bytes` back from `at`, to the start of a character. */
static size_t back(struct slice text, size_t at, size_t bytes)
{
    at = at > bytes ? at - bytes : 0;
    while (at > 0 && ((unsigned char)text.at[at] & 0xc0) == 0x80)
        at--;
    return at;
}

static size_t forward(struct slice text, size_t at, size_t bytes)
{
    at = text.len - at > bytes ? at + bytes : text.len;
    while (at < text.len && ((unsigned char)text.at[at] & 0xc0) == 0x80)
        at++;
    return at;
}

/* The first and the `last` match of the `crop` bytes that have most of them. */
static size_t densest(const struct match *matches, size_t count, size_t crop,
                      size_t *last)
{
    size_t best = 0, best_count = 0, end = 0;
    for (size_t i = 0; i < count; i++) {
        end = end < i ? i : end;
        while (end + 1 < count && matches[end + 1].end - matches[i].start <= crop)
            end++;
        if (end - i + 1 > best_count) {
            best_count = end - i + 1;
            best = i;
            *last = end;
        }
    }
    return best;
}

/* From `start` on to the character after a blank, unless there is none before `most`. */
static size_t to_word(struct slice text, size_t start, size_t most)
{
    if (start == 0)
        return 0;
    for (size_t at = start; at <= most; at++)
        if (text.at[at - 1] == ' ')
            return at;
    return start;
}

/* From `end` back to a blank, unless there is none after `least`. */
static size_t to_blank(struct slice text, size_t end, size_t least)
{
    if (end == text.len)
        return end;
    for (size_t at = end; at > least; at--)
        if (text.at[at] == ' ')
            return at;
    return text.at[least] == ' ' ? least : end;
}

struct match match_crop(struct slice text, const struct match *matches, size_t count,
                        size_t crop)
{
    size_t last = 0, first, from = 0, to = 0;
    if (text.len <= crop)
        return (struct match){0, (uint32_t)text.len};
    if (count > 0) {
        first = densest(matches, count, crop, &last);
        from = matches[first].start;
        to = matches[last].end;
    }
    size_t spare = crop > to - from ? crop - (to - from) : 0;
    size_t before = back(text, from, spare / 3); /* a reader needs more of what follows */
    size_t after = forward(text, to, spare - (from - before));
    size_t start = to_word(text, before, from);
    size_t end = to_blank(text, after, to);
    struct match shown = {(uint32_t)start, (uint32_t)end};
    for (size_t i = 0; i < count; i++) { /* one at an edge is shown whole */
        if (matches[i].start < shown.start && matches[i].end > shown.start)
            shown.start = matches[i].start;
        if (matches[i].start < shown.end && matches[i].end > shown.end)
            shown.end = matches[i].end;
    }
    return shown;
}
