/* English dates: days of other calendars, beside ours or alone. */
#include "english_date.h"
#include "text/calendar.h"

static struct calendar_day calendar_day(const struct english_day *day)
{
    return (struct calendar_day){day->year, day->month, day->day};
}

/* Two days of one date, "/" between them or the second in brackets: are they one day in
 * the Julian calendar and in ours? Then both become ours. */
static bool join_styles(struct english_day *one, struct english_day *other)
{
    bool forth = calendar_same_day(calendar_day(one), calendar_day(other));
    if (!forth && !calendar_same_day(calendar_day(other), calendar_day(one)))
        return false;
    *(forth ? one : other) = *(forth ? other : one);
    return true;
}

/* "/", or "(" and later ")". */
static bool take_style_sign(struct english_reader *reader, bool *bracket)
{
    english_skip_blanks(reader);
    *bracket = english_take(reader, "(") || english_take(reader, "[");
    return *bracket || english_take(reader, "/");
}

/* "12/24 May 1877", "25 October (7 November) 1917", "October 25/November 7, 1917",
 * "May 12/24, 1877": the New Style day. A first day that is after the second is of the
 * month before. */
bool english_take_two_styles(struct english_reader *reader, struct english_day *from,
                             struct english_day *to)
{
    struct english_reader ahead = *reader;
    bool bracket;
    *from = *to = (struct english_day){0};
    if (!english_take_day_and_month(&ahead, from)) {
        ahead = *reader;
        if (!english_take_day(&ahead, from))
            return false;
    }
    if (from->day == 0 || !take_style_sign(&ahead, &bracket))
        return false;
    struct english_reader second = ahead;
    if (!english_take_day_and_month(&ahead, to) || to->day == 0) {
        ahead = second;
        to->month = from->month;
        if (!english_take_day(&ahead, to))
            return false;
    }
    if (bracket && !english_take(&ahead, ")") && !english_take(&ahead, "]"))
        return false;
    if (to->month == 0 || !english_take_year(&ahead, to))
        return false;
    if (from->month == 0)
        from->month = from->day > to->day ? (to->month + 10) % 12 + 1 : to->month;
    from->year = to->year - (from->month > to->month);
    if (!join_styles(from, to))
        return false;
    *reader = ahead;
    return true;
}

/* "12 vendémiaire an IV", "le 18 Brumaire, an 8": a day of the Republican calendar. */
bool english_take_republican(struct english_reader *reader, struct english_day *day)
{
    static const char *const years[REPUBLICAN_YEARS] = {"I",  "II",  "III",  "IV", "V",
                                                        "VI", "VII", "VIII", "IX", "X",
                                                        "XI", "XII", "XIII", "XIV"};
    struct english_reader ahead = *reader;
    if (!english_take_day(&ahead, day) || day->day > 30)
        return false;
    english_skip_between(&ahead);
    struct slice word = english_word(ahead.rest);
    int month = calendar_republican_month(word), year = 0;
    ahead.rest = slice_from(ahead.rest, word.len);
    english_skip_between(&ahead);
    if (!month || !(english_take(&ahead, "an ") || english_take(&ahead, "An ") ||
                    english_take(&ahead, "year ")))
        return false;
    word = english_word(ahead.rest);
    for (int i = 0; i < REPUBLICAN_YEARS; i++)
        if (slice_is(word, years[i]))
            year = i + 1;
    ahead.rest = slice_from(ahead.rest, word.len);
    if (!year)
        year = english_take_number(&ahead, 1, 2);
    if (year < 1 || year > REPUBLICAN_YEARS)
        return false;
    struct calendar_day ours = calendar_republican(year, month, day->day);
    *day = (struct english_day){ours.day, ours.month, ours.year, false, false};
    *reader = ahead;
    return true;
}
