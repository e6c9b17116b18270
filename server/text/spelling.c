/* Spellings: British and American endings, and the inflections that may follow them. */
#include "text/spelling.h"

#include <stdio.h>

/* Each pair works both ways; a word has at least `least` bytes before it. */
static const struct {
    const char *british, *american;
    size_t least;
} pairs[] = {
    {"our", "or", 2},        {"is", "iz", 3},           {"ys", "yz", 3},
    {"ence", "ense", 2},     {"ogue", "og", 4},         {"programme", "program", 0},
    {"centre", "center", 0}, {"theatre", "theater", 0}, {"cheque", "check", 0}};

static const char *const endings[] = {
    "",      "s",   "ed",   "ing",  "e",    "es",    "er",      "ers",     "able",
    "ful",   "ite", "ites", "ist",  "ists", "ation", "ations",  "ational", "less",
    "ously", "ous", "d",    "hood", "ive",  "ively", "ization", "isation", "ized"};

/* Is `word` `part` and `ending`, after something? "our" and "or" take any ending, "is"
 * and "iz" only one that begins with "e", "i" or "a". */
static bool is_spelled_so(struct slice word, const char *part, const char *ending,
                          size_t least)
{
    size_t tail = strlen(part) + strlen(ending);
    if (word.len < tail + least)
        return false;
    struct slice rest = slice_from(word, word.len - tail);
    bool voiced = part[strlen(part) - 1] == 's' || part[strlen(part) - 1] == 'z';
    return slice_starts(rest, slice_of(part)) && slice_ends(rest, slice_of(ending)) &&
           !(voiced && ending[0] != 'e' && ending[0] != 'i' && ending[0] != 'a');
}

static struct slice put(struct slice word, const char *part, const char *other,
                        const char *ending, char room[SPELLING_BYTES])
{
    size_t head = word.len - strlen(part) - strlen(ending);
    int len =
        snprintf(room, SPELLING_BYTES, "%.*s%s%s", (int)head, word.at, other, ending);
    return len > 0 && len < SPELLING_BYTES ? (struct slice){room, (size_t)len}
                                           : SLICE_NONE;
}

struct slice spelling_of(struct slice word, char room[SPELLING_BYTES])
{
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        for (size_t k = 0; k < sizeof(endings) / sizeof(endings[0]); k++) {
            const char *british = pairs[i].british, *american = pairs[i].american;
            if (is_spelled_so(word, british, endings[k], pairs[i].least))
                return put(word, british, american, endings[k], room);
            if (is_spelled_so(word, american, endings[k], pairs[i].least))
                return put(word, american, british, endings[k], room);
        }
    return SLICE_NONE;
}
