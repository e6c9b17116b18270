/* Omissions in words: the beginnings and ends that editors' brackets have. */
#include "omission.h"
#include "base/utf8.h"
#include "words.h"

/* What a bracket begins with that says what is left out. */
static const char *const openings[] = {"here follows",
                                       "here follow",
                                       "here followed",
                                       "omitted here",
                                       "not printed",
                                       "omitted",
                                       "omission",
                                       "text omitted",
                                       "passage omitted",
                                       "remainder",
                                       "enclosure not printed",
                                       "illegible",
                                       "lacuna",
                                       "undecypherable",
                                       "group undecypherable",
                                       "garble",
                                       "garbled",
                                       NULL};

static const struct {
    const char *ending, *reason;
} endings[] = {{"not declassified", "not declassified"},
               {"not declassified.", "not declassified"},
               {"not printed", "not printed"},
               {"not printed.", "not printed"},
               {"omitted", "omitted"},
               {"omitted.", "omitted"},
               {"missing", "missing"},
               {"illegible", "illegible"},
               {"undecypherable", "undeciphered"},
               {"undecipherable", "undeciphered"},
               {"garbled", "garbled"}};

static const char *const units[] = {
    "line",   "lines",         "paragraph", "paragraphs", "page",     "pages",
    "word",   "words",         "name",      "names",      "sentence", "sentences",
    "column", "columns",       "number",    "numbers",    "group",    "groups",
    "text",   "dollar amount", NULL};

static bool ends_with(struct slice text, const char *ending)
{
    size_t length = strlen(ending);
    if (text.len < length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = text.at[text.len - length + i];
        if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != ending[i])
            return false;
    }
    return true;
}

/* "1½ lines", "less than 1 line", "3 paragraphs (14 lines of source text)": amount and
 * unit. */
static void read_amount(struct slice text, struct omission *out)
{
    static const struct slice halves[] = {{"½", 2}, {"¼", 2}, {"¾", 2}};
    const struct word_table table = words_table(units);
    size_t from = slice_starts(text, SLICE("less than ")) ? 10 : 0, at = from;
    while (at < text.len) {
        bool sign = text.at[at] >= '0' && text.at[at] <= '9';
        size_t size = sign || (at > from && strchr(" /-", text.at[at])) ? 1 : 0;
        for (size_t i = 0; size == 0 && i < 3; i++)
            if (slice_starts(slice_from(text, at), halves[i]))
                size = 2;
        if (size == 0)
            break;
        at += size;
    }
    struct slice amount = utf8_trim((struct slice){text.at, at});
    struct slice rest = slice_from(text, at);
    size_t length = words_match(&table, rest);
    if (length == 0 || (amount.len == from && !slice_starts(rest, SLICE("text"))))
        return;
    if (amount.len > from)
        out->amount = amount;
    out->unit = (struct slice){rest.at, length};
    if (length > 3 && rest.at[length - 1] == 's')
        out->unit.len--;
}

/* What is inside the bracket. */
static bool read_inside(struct slice text, struct omission *out)
{
    const struct word_table table = words_table(openings);
    *out = (struct omission){.reason = SLICE_NONE};
    text = utf8_trim(text);
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
        if (ends_with(text, endings[i].ending))
            out->reason = slice_of(endings[i].reason);
    read_amount(text, out);
    if (out->reason.len > 0 && out->unit.len > 0)
        return true;
    size_t length = words_match(&table, text);
    if (length == 0)
        return false;
    if (out->reason.len == 0)
        out->reason = SLICE("omitted");
    out->says = text;
    return true;
}

/* Printed numbers: "4 & 5.", "4–6.", "4 and 5.", "4." */
static struct slice without_numbers(struct slice text, struct omission *out)
{
    struct slice rest = text;
    uint64_t first = 0, last = 0;
    slice_take_number(&rest, 999, &first);
    if (rest.len == text.len)
        return text;
    static const char *const joints[] = {" & ", " and ", "–", "-", " to "};
    for (size_t i = 0; i < sizeof(joints) / sizeof(*joints); i++)
        if (slice_starts(rest, slice_of(joints[i]))) {
            rest = slice_from(rest, strlen(joints[i]));
            slice_take_number(&rest, 999, &last);
            break;
        }
    if (!slice_starts(rest, SLICE(". ")) || (last && last < first))
        return text;
    out->from = (uint32_t)first;
    out->to = (uint32_t)(last ? last : first);
    return slice_from(rest, 2);
}

bool omission_read(struct slice text, struct omission *out)
{
    struct omission numbers = {.from = 0};
    text = without_numbers(text, &numbers);
    if (slice_ends(text, SLICE("].")))
        text.len--;
    if (text.len < 4 || text.at[0] != '[' || slice_find(text, ']') != text.len - 1 ||
        !read_inside((struct slice){text.at + 1, text.len - 2}, out))
        return false;
    out->from = numbers.from;
    out->to = numbers.to;
    return true;
}

bool omission_next(struct slice text, size_t *at, size_t *start, size_t *end,
                   struct omission *out)
{
    enum { LONGEST = 300 }; /* bytes of a bracket */
    for (;;) {
        *start = *at + slice_find(slice_from(text, *at), '[');
        if (*start >= text.len)
            return false;
        struct slice rest = slice_from(text, *start);
        size_t close = slice_find(rest, ']');
        *at = *start + 1;
        if (close == rest.len || close > LONGEST)
            continue;
        if (!read_inside((struct slice){rest.at + 1, close - 1}, out))
            continue;
        *at = *end = *start + close + 1;
        return true;
    }
}
