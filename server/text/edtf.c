/* EDTF: a recursive-descent reader of dates and intervals, to first and last days. */
#include "text/edtf.h"

enum { FURTHEST_YEAR = 200000, SPRING = 21, WINTER = 24 };

/* What is left to be read. */
struct edtf_reader {
    const char *at, *end;
};

static bool take(struct edtf_reader *reader, char c)
{
    bool is = reader->at < reader->end && *reader->at == c;
    reader->at += is;
    return is;
}

/* Two digits, or "XX"; -1 when it is neither, 0 for XX. */
static int take_pair(struct edtf_reader *reader, bool *unspecified)
{
    const char *at = reader->at;
    *unspecified = false;
    if (reader->end - at < 2)
        return -1;
    reader->at += 2;
    *unspecified = at[0] == 'X' && at[1] == 'X';
    if (*unspecified)
        return 0;
    uint64_t number;
    return slice_number((struct slice){at, 2}, 99, &number) ? (int)number : -1;
}

static bool is_leap(int32_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int32_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static int32_t day_number(int32_t year, int month, int day)
{
    return year * 10000 + month * 100 + day;
}

/* "Y" and any number of digits: beyond four, by level 1. */
static bool take_long_year(struct edtf_reader *reader, int32_t *year)
{
    bool negative = take(reader, '-');
    struct slice rest = {reader->at, (size_t)(reader->end - reader->at)};
    size_t len = rest.len;
    uint64_t value;
    slice_take_number(&rest, FURTHEST_YEAR, &value); /* further is FURTHEST_YEAR too */
    size_t digits = len - rest.len;
    reader->at += digits;
    *year = negative ? -(int32_t)value : (int32_t)value;
    return digits > 4;
}

/* Four digits, of which the last one or two may be X; `span` is 1, 10 or 100 years. */
static bool take_year(struct edtf_reader *reader, int32_t *year, int32_t *span)
{
    bool negative = take(reader, '-');
    *year = 0;
    *span = 1;
    if (reader->end - reader->at < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        char c = *reader->at++;
        if (c == 'X' && i >= 2)
            *span *= 10;
        else if (c < '0' || c > '9' || *span > 1)
            return false;
        *year = *year * 10 + (c == 'X' ? 0 : c - '0');
    }
    if (negative) /* -012X is -0129 to -0120 */
        *year = -(*year + *span - 1);
    return true;
}

static void set_season(struct edtf_range *range, int32_t year, int season)
{
    int first = 3 + (season - SPRING) * 3;
    int last = season == WINTER ? 2 : first + 2;
    int32_t last_year = season == WINTER ? year + 1 : year;
    range->first = day_number(year, first, 1);
    range->last = day_number(last_year, last, days_in(last_year, last));
}

/* What follows the year: "-MM", "-MM-DD", a season, or nothing. */
static bool take_month_and_day(struct edtf_reader *reader, int32_t year, int32_t span,
                               struct edtf_range *range)
{
    bool any_month = false, any_day = false;
    *range =
        (struct edtf_range){day_number(year, 1, 1), day_number(year + span - 1, 12, 31)};
    if (!take(reader, '-'))
        return true;
    int month = take_pair(reader, &any_month);
    if (month >= SPRING && month <= WINTER && span == 1) {
        set_season(range, year, month);
        return true;
    }
    if (!any_month && (month < 1 || month > 12 || span > 1))
        return false;
    if (!any_month)
        *range = (struct edtf_range){day_number(year, month, 1),
                                     day_number(year, month, days_in(year, month))};
    if (!take(reader, '-'))
        return span == 1;
    int day = take_pair(reader, &any_day);
    if (any_day)
        return span == 1;
    if (any_month || day < 1 || day > days_in(year, month))
        return false;
    range->first = range->last = day_number(year, month, day);
    return true;
}

/* "hh:mm" or "hh:mm:ss", with the hour up to `most`. */
static bool take_clock(struct edtf_reader *reader, int most, bool seconds)
{
    bool any;
    int hour = take_pair(reader, &any);
    if (any || hour < 0 || hour > most)
        return false;
    for (int i = 0; i < 1 + seconds; i++) {
        int part = take(reader, ':') ? take_pair(reader, &any) : -1;
        if (part < 0 || any || part > 59)
            return false;
    }
    return true;
}

/* "hh:mm:ss", which a "T" has announced, and then nothing, "Z", "+hh" or "+hh:mm". */
static bool take_time(struct edtf_reader *reader)
{
    if (!take_clock(reader, 24, true))
        return false;
    if (reader->at == reader->end || take(reader, 'Z'))
        return true;
    if (!take(reader, '+') && !take(reader, '-'))
        return false;
    if (reader->end - reader->at == 2) {
        bool any;
        int hour = take_pair(reader, &any);
        return !any && hour >= 0 && hour <= 14;
    }
    return take_clock(reader, 14, false);
}

static bool read_date(struct slice text, struct edtf_range *range)
{
    struct edtf_reader reader = {text.at, text.at + text.len};
    int32_t year, span = 1;
    if (text.len == 0)
        return false;
    if (take(&reader, 'Y')) {
        if (!take_long_year(&reader, &year))
            return false;
        *range = (struct edtf_range){day_number(year, 1, 1), day_number(year, 12, 31)};
        return reader.at == reader.end;
    }
    if (!take_year(&reader, &year, &span) ||
        !take_month_and_day(&reader, year, span, range))
        return false;
    if (range->first == range->last && take(&reader, 'T'))
        return take_time(&reader) && reader.at == reader.end;
    if (reader.at < reader.end &&
        (*reader.at == '?' || *reader.at == '~' || *reader.at == '%'))
        reader.at++;
    return reader.at == reader.end;
}

/* One side of an interval; `open` when it is ".." or empty. */
static bool read_side(struct slice text, struct edtf_range *range, bool *open)
{
    *open = text.len == 0 || slice_is(text, "..");
    return *open || (slice_find(text, 'T') == text.len && read_date(text, range));
}

bool edtf_read(struct slice text, struct edtf_range *range)
{
    size_t slash = slice_find(text, '/');
    if (slash == text.len)
        return read_date(text, range);
    struct edtf_range from = {INT32_MIN, INT32_MIN}, to = {INT32_MAX, INT32_MAX};
    bool from_open, to_open;
    struct slice right = slice_from(text, slash + 1);
    if (!read_side((struct slice){text.at, slash}, &from, &from_open) ||
        !read_side(right, &to, &to_open) || (from_open && to_open))
        return false;
    *range = (struct edtf_range){from.first, to.last};
    return range->first <= range->last;
}
