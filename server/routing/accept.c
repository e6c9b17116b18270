/* Formats, and their negotiation: the most specific range that matches gives the weight.
 */
#include "routing/accept.h"

#include <strings.h>

struct format_row {
    const char *suffix, *type;
};

static const struct format_row format_rows[FORMATS] = {
    [FORMAT_JSON] = {"json", "application/json; charset=utf-8"},
    [FORMAT_NDJSON] = {"ndjson", "application/x-ndjson; charset=utf-8"},
    [FORMAT_CSV] = {"csv", "text/csv; charset=utf-8; header=present"},
    [FORMAT_TEXT] = {"txt", "text/plain; charset=utf-8"},
    [FORMAT_ATOM] = {"atom", "application/atom+xml; charset=utf-8"},
};

const char *format_suffix(enum format format)
{
    return format_rows[format].suffix;
}

const char *format_type(enum format format)
{
    return format_rows[format].type;
}

static struct slice trim(struct slice text)
{
    while (text.len && (text.at[0] == ' ' || text.at[0] == '\t'))
        text = slice_from(text, 1);
    while (text.len && (text.at[text.len - 1] == ' ' || text.at[text.len - 1] == '\t'))
        text.len--;
    return text;
}

bool accept_same(struct slice a, struct slice b)
{
    return a.len == b.len && strncasecmp(a.at, b.at, a.len) == 0;
}

/* "0.25" in thousandths; what is no weight is read as 1. */
static int read_weight(struct slice text)
{
    if (text.len == 0 || (text.at[0] != '0' && text.at[0] != '1'))
        return 1000;
    int weight = (text.at[0] - '0') * 1000, unit = 100;
    for (size_t i = 2; i < text.len && text.at[1] == '.' && unit; i++, unit /= 10)
        if (text.at[i] >= '0' && text.at[i] <= '9')
            weight += (text.at[i] - '0') * unit;
    return weight > 1000 ? 1000 : weight;
}

struct accept_range accept_read_range(struct slice text)
{
    struct accept_range range = {.weight = 1000};
    range.name = trim(slice_cut(&text, ';'));
    while (text.len) {
        struct slice value = trim(slice_cut(&text, ';'));
        struct slice name = trim(slice_cut(&value, '='));
        if (accept_same(name, SLICE("q")))
            range.weight = read_weight(trim(value));
    }
    return range;
}

/* How closely `range` names `type`: 3 exactly, 2 by "text/ *", 1 by "* / *", 0 not. */
static int specificity(struct slice range, struct slice type)
{
    if (slice_is(range, "*/*") || slice_is(range, "*"))
        return 1;
    if (accept_same(range, type))
        return 3;
    size_t slash = slice_find(type, '/');
    bool any = slice_ends(range, SLICE("/*")) && range.len == slash + 2;
    return any && strncasecmp(range.at, type.at, slash + 1) == 0 ? 2 : 0;
}

static int weight_of(struct slice accept, enum format format)
{
    struct slice rest = slice_of(format_type(format));
    struct slice type = slice_cut(&rest, ';');
    int best = 0, weight = 0;
    while (accept.len) {
        struct accept_range range = accept_read_range(slice_cut(&accept, ','));
        int close = specificity(range.name, type);
        if (close > best) {
            best = close;
            weight = range.weight;
        }
    }
    return weight;
}

enum format accept_choose(struct slice accept, unsigned formats, enum format preferred)
{
    if (trim(accept).len == 0)
        return preferred;
    enum format best = preferred;
    int weight = weight_of(accept, preferred);
    for (enum format format = 0; format < FORMATS; format++) {
        int other = formats >> format & 1 ? weight_of(accept, format) : 0;
        if (other > weight) {
            best = format;
            weight = other;
        }
    }
    return weight > 0 ? best : FORMATS;
}
