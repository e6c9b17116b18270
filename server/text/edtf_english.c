/* English dates: the parts of a date are read from left to right and printed as EDTF. */
#include "base/utf8.h"
#include "english_date.h"
#include "text/edtf.h"

#include <stdio.h>

/* "-", "–", "—", "to", "and" between two days. */
static bool take_range_word(struct english_reader *reader)
{
    static const char *const words[] = {"and/or ", "and ", "to ", "-", "–", "—", "/"};
    struct english_reader ahead = *reader;
    english_skip_blanks(&ahead);
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (english_take(&ahead, words[i])) {
            english_skip_blanks(&ahead);
            *reader = ahead;
            return true;
        }
    return false;
}

/* The second part of a range, whose month or year the first one may share. */
static bool take_end(struct english_reader *reader, const struct english_day *from,
                     struct english_day *to)
{
    struct english_reader ahead = *reader;
    if (!take_range_word(&ahead))
        return false;
    *to = (struct english_day){.month = from->month};
    struct english_reader whole = ahead;
    bool is = english_take_day_and_month(&whole, to) && (to->day > 0) == (from->day > 0);
    if (is)
        ahead = whole;
    else
        is = from->day > 0 && english_take_day(&ahead, to);
    if (is && english_take_year(&ahead, to)) {
        *reader = ahead;
        return true;
    }
    return false;
}

/* "6-7 March 1972": the days come before the month that they share. */
static bool take_days_first(struct english_reader *reader, struct english_day *from,
                            struct english_day *to)
{
    struct english_reader ahead = *reader;
    *from = *to = (struct english_day){0};
    bool is = english_take_day(&ahead, from) && take_range_word(&ahead) &&
              english_take_day(&ahead, to);
    if (is) {
        english_skip_between(&ahead);
        is = english_take_month(&ahead, to) && english_take_year(&ahead, to);
    }
    if (!is)
        return false;
    from->month = to->month;
    from->year = to->year;
    *reader = ahead;
    return true;
}

/* "1953-08-03", "1953-08". */
static bool take_iso(struct english_reader *reader, struct english_day *day)
{
    struct english_reader ahead = *reader;
    int year = english_take_number(&ahead, 4, 4);
    int month =
        year > 0 && english_take(&ahead, "-") ? english_take_number(&ahead, 2, 2) : 0;
    if (year < 1000 || month < 1 || month > 12)
        return false;
    struct english_reader further = ahead;
    int number = english_take(&further, "-") ? english_take_number(&further, 2, 2) : -1;
    if (number > 0)
        ahead = further;
    *day = (struct english_day){
        .day = number > 0 ? number : 0, .month = month, .year = year};
    *reader = ahead;
    return true;
}

static bool take_season_and_year(struct english_reader *reader, struct english_day *day)
{
    struct english_reader ahead = *reader;
    if (!english_take_season(&ahead, day) || !english_take_year(&ahead, day))
        return false;
    *reader = ahead;
    return true;
}

/* "June 9, 1953", or from one such to another. */
static bool take_plain(struct english_reader *reader, struct english_day *from,
                       struct english_day *to)
{
    struct english_reader ahead = *reader;
    *from = *to = (struct english_day){0};
    if (take_days_first(reader, from, to))
        return true;
    if (!english_take_day_and_month(&ahead, from))
        return false;
    if (take_end(&ahead, from, to)) {
        from->year = to->year;
    } else if (english_take_year(&ahead, from)) {
        struct english_reader further = ahead;
        *to = *from;
        if (take_end(&further, from, to))
            ahead = further;
        else
            *to = *from;
    } else {
        return false;
    }
    *reader = ahead;
    return true;
}

/* "ca.", "circa", "c.": about. */
static bool take_about(struct english_reader *reader)
{
    static const char *const words[] = {"circa ", "Circa ", "ca. ",   "Ca. ",
                                        "c. ",    "ca ",    "about ", "About "};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (english_take(reader, words[i])) {
            english_skip_blanks(reader);
            return true;
        }
    return false;
}

static bool take_date(struct english_reader *reader, struct english_day *from,
                      struct english_day *to)
{
    typedef bool one_reader(struct english_reader *, struct english_day *);
    static one_reader *const readers[] = {take_iso, take_season_and_year,
                                          english_take_republican};
    struct english_reader ahead = *reader;
    bool about = take_about(&ahead);
    bool is = english_take_two_styles(&ahead, from, to) || take_plain(&ahead, from, to);
    for (size_t i = 0; !is && i < sizeof(readers) / sizeof(*readers); i++) {
        *from = (struct english_day){0};
        is = readers[i](&ahead, from);
        *to = *from;
    }
    if (!is)
        return false;
    from->about |= about;
    to->about |= about;
    *reader = ahead;
    return true;
}

static bool day_print(const struct english_day *day, char *out, size_t room)
{
    struct edtf_range range;
    const char *doubt = day->doubtful && day->about ? "%"
                        : day->doubtful             ? "?"
                        : day->about                ? "~"
                                                    : "";
    if (day->day > 0)
        snprintf(out, room, "%04d-%02d-%02d%s", (uint16_t)day->year, (uint8_t)day->month,
                 (uint8_t)day->day, doubt);
    else
        snprintf(out, room, "%04d-%02d%s", (uint16_t)day->year, (uint8_t)day->month,
                 doubt);
    return edtf_read(slice_of(out), &range);
}

static bool date_print(const struct english_day *from, const struct english_day *to,
                       char out[EDTF_ROOM])
{
    enum { ROOM = 20 };
    char first[ROOM], last[ROOM];
    struct edtf_range range;
    if (!day_print(from, first, sizeof(first)) || !day_print(to, last, sizeof(last)))
        return false;
    bool same = strcmp(first, last) == 0;
    snprintf(out, EDTF_ROOM, "%s%s%s", first, same ? "" : "/", same ? "" : last);
    return edtf_read(slice_of(out), &range);
}

bool edtf_from_english(struct slice text, char out[EDTF_ROOM], struct slice *where)
{
    bool inside = false; /* a word or number that began before */
    struct english_reader reader = {text};
    while (reader.rest.len > 0) {
        struct slice rest = reader.rest;
        struct english_day from, to;
        if (!inside && take_date(&reader, &from, &to) && date_print(&from, &to, out)) {
            *where = (struct slice){rest.at, rest.len - reader.rest.len};
            return true;
        }
        reader.rest = rest;
        size_t size = english_letter(rest);
        inside = size > 0 || (*rest.at >= '0' && *rest.at <= '9');
        if (size == 0)
            utf8_decode(rest, &size);
        reader.rest = slice_from(rest, size);
    }
    return false;
}

bool edtf_month_day(struct slice text, int *month, int *day)
{
    struct english_reader reader = {text};
    struct english_day found = {0};
    if (!english_take_day_and_month(&reader, &found) || found.day == 0)
        return false;
    *month = found.month;
    *day = found.day;
    return true;
}
