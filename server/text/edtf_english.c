/* English dates: the parts of a date are read from left to right and printed as EDTF. */
#include "base/utf8.h"
#include "text/edtf.h"

#include <stdio.h>

struct day {
    int day;   /* 0: not given */
    int month; /* 1..12; 0: not given */
    int year;  /* 0: not given */
    bool doubtful;
};

/* What is left of the text. A copy of it reads ahead, and is dropped when that fails. */
struct english_date_reader {
    struct slice rest;
};

static const struct {
    const char *name;
    size_t least; /* an abbreviation has at least as many letters */
} months[] = {
    {"january", 3},   {"february", 3}, {"march", 3},    {"april", 3},
    {"may", 3},       {"june", 3},     {"july", 3},     {"august", 3},
    {"september", 3}, {"october", 3},  {"november", 3}, {"december", 3},
};

/* The bytes of the letter at the start of `text`, or 0. Beyond ASCII everything is a
 * letter but the blocks of punctuation and signs. */
static size_t letter_size(struct slice text)
{
    if (text.len == 0)
        return 0;
    size_t size;
    uint32_t cp = utf8_decode(text, &size);
    bool is = (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
              (cp >= 0xc0 && (cp < 0x2000 || cp > 0x2bff) && !utf8_is_space(cp));
    return is ? size : 0;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static size_t word_length(struct slice text)
{
    size_t length = 0, size;
    while ((size = letter_size(slice_from(text, length))) > 0)
        length += size;
    return length;
}

/* The month whose name or abbreviation is `word`; 0 when it is none. */
static int month_of(struct slice word)
{
    if (word.len == 4 && lower(word.at[0]) == 's' && lower(word.at[3]) == 't')
        word.len = 3; /* Sept */
    for (int month = 0; month < 12; month++) {
        struct slice name = slice_of(months[month].name);
        size_t i = 0;
        while (i < word.len && i < name.len && lower(word.at[i]) == name.at[i])
            i++;
        if (i == word.len && (i == name.len || i == months[month].least))
            return month + 1;
    }
    return 0;
}

static bool take_text(struct english_date_reader *reader, const char *text)
{
    bool is = slice_starts(reader->rest, slice_of(text));
    if (is)
        reader->rest = slice_from(reader->rest, strlen(text));
    return is;
}

static void skip_blanks(struct english_date_reader *reader)
{
    size_t size;
    while ((size = utf8_space(reader->rest)) > 0)
        reader->rest = slice_from(reader->rest, size);
}

/* Blanks, and a comma, a full stop or "of" between the parts of a date. */
static void skip_between(struct english_date_reader *reader)
{
    skip_blanks(reader);
    if (take_text(reader, ",") || take_text(reader, ".") || take_text(reader, "of "))
        skip_blanks(reader);
    if (take_text(reader, ","))
        skip_blanks(reader);
}

/* "(?)" and "[?]": the editor was not sure. */
static void take_doubt(struct english_date_reader *reader, struct day *day)
{
    struct english_date_reader ahead = *reader;
    skip_blanks(&ahead);
    if (!take_text(&ahead, "(?)") && !take_text(&ahead, "[?]") && !take_text(&ahead, "?"))
        return;
    day->doubtful = true;
    *reader = ahead;
}

/* A number of `least` to `most` digits, and no digit after it; -1 if there is none. */
static int take_number(struct english_date_reader *reader, size_t least, size_t most)
{
    struct slice rest = reader->rest;
    uint64_t number;
    slice_take_number(&rest, INT32_MAX, &number);
    size_t digits = reader->rest.len - rest.len;
    if (digits < least || digits > most)
        return -1;
    reader->rest = rest;
    return (int)number;
}

static bool take_day(struct english_date_reader *reader, struct day *day)
{
    static const char *const ordinals[] = {"st", "nd", "rd", "th", "d"};
    struct english_date_reader ahead = *reader;
    int number = take_number(&ahead, 1, 2);
    if (number < 1 || number > 31)
        return false;
    size_t tail = word_length(ahead.rest);
    for (size_t i = 0; tail > 0 && i < sizeof(ordinals) / sizeof(*ordinals); i++)
        if (tail == strlen(ordinals[i]) && take_text(&ahead, ordinals[i])) {
            tail = 0;
            break;
        }
    if (tail > 0)
        return false;
    day->day = number;
    *reader = ahead;
    take_doubt(reader, day);
    return true;
}

/* "[27]" after a day: the editor's correction of it. */
static void take_correction(struct english_date_reader *reader, struct day *day)
{
    struct english_date_reader ahead = *reader;
    skip_blanks(&ahead);
    struct day corrected = *day;
    if (take_text(&ahead, "[") && take_day(&ahead, &corrected) &&
        take_text(&ahead, "]")) {
        *day = corrected;
        *reader = ahead;
    }
}

static bool take_month(struct english_date_reader *reader, struct day *day)
{
    size_t length = word_length(reader->rest);
    int month = month_of((struct slice){reader->rest.at, length});
    if (month == 0)
        return false;
    reader->rest = slice_from(reader->rest, length);
    day->month = month;
    return true;
}

static bool take_year(struct english_date_reader *reader, struct day *day)
{
    struct english_date_reader ahead = *reader;
    skip_between(&ahead);
    bool bracket = take_text(&ahead, "[");
    int year = take_number(&ahead, 4, 4);
    if (year < 1000)
        return false;
    if (bracket)
        take_text(&ahead, "]");
    day->year = year;
    *reader = ahead;
    take_doubt(reader, day);
    return true;
}

/* "-", "–", "—", "to", "and" between two days. */
static bool take_range_word(struct english_date_reader *reader)
{
    static const char *const words[] = {"and/or ", "and ", "to ", "-", "–", "—", "/"};
    struct english_date_reader ahead = *reader;
    skip_blanks(&ahead);
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (take_text(&ahead, words[i])) {
            skip_blanks(&ahead);
            *reader = ahead;
            return true;
        }
    return false;
}

/* "June 9", "9 June", "June": a day of a month, or a month. */
static bool take_day_and_month(struct english_date_reader *reader, struct day *day)
{
    struct english_date_reader ahead = *reader;
    if (take_month(&ahead, day)) {
        *reader = ahead;
        skip_between(&ahead);
        if (take_day(&ahead, day)) {
            *reader = ahead;
            take_correction(reader, day);
        }
        return true;
    }
    if (!take_day(&ahead, day))
        return false;
    take_correction(&ahead, day);
    skip_between(&ahead);
    bool is = take_month(&ahead, day);
    if (is)
        *reader = ahead;
    return is;
}

/* The second part of a range, whose month or year the first one may share. */
static bool take_end(struct english_date_reader *reader, struct day *from, struct day *to)
{
    struct english_date_reader ahead = *reader;
    if (!take_range_word(&ahead))
        return false;
    *to = (struct day){.month = from->month};
    struct english_date_reader whole = ahead;
    bool is = take_day_and_month(&whole, to) && (to->day > 0) == (from->day > 0);
    if (is)
        ahead = whole;
    else
        is = from->day > 0 && take_day(&ahead, to);
    if (is && take_year(&ahead, to)) {
        *reader = ahead;
        return true;
    }
    return false;
}

/* "6-7 March 1972": the days come before the month that they share. */
static bool take_days_first(struct english_date_reader *reader, struct day *from,
                            struct day *to)
{
    struct english_date_reader ahead = *reader;
    *from = *to = (struct day){0};
    bool is = take_day(&ahead, from) && take_range_word(&ahead) && take_day(&ahead, to);
    if (is) {
        skip_between(&ahead);
        is = take_month(&ahead, to) && take_year(&ahead, to);
    }
    if (!is)
        return false;
    from->month = to->month;
    from->year = to->year;
    *reader = ahead;
    return true;
}

static bool take_date(struct english_date_reader *reader, struct day *from,
                      struct day *to)
{
    struct english_date_reader ahead = *reader;
    *from = *to = (struct day){0};
    if (take_days_first(reader, from, to))
        return true;
    if (!take_day_and_month(&ahead, from))
        return false;
    if (take_end(&ahead, from, to)) {
        from->year = to->year;
    } else if (take_year(&ahead, from)) {
        struct english_date_reader further = ahead;
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

static bool day_print(const struct day *day, char *out, size_t room)
{
    struct edtf_range range;
    const char *doubt = day->doubtful ? "?" : "";
    if (day->day > 0)
        snprintf(out, room, "%04d-%02d-%02d%s", (uint16_t)day->year, (uint8_t)day->month,
                 (uint8_t)day->day, doubt);
    else
        snprintf(out, room, "%04d-%02d%s", (uint16_t)day->year, (uint8_t)day->month,
                 doubt);
    return edtf_read(slice_of(out), &range);
}

static bool date_print(const struct day *from, const struct day *to, char out[EDTF_ROOM])
{
    char first[EDTF_ROOM / 2 - 1], last[EDTF_ROOM / 2 - 1];
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
    struct english_date_reader reader = {text};
    while (reader.rest.len > 0) {
        struct slice rest = reader.rest;
        struct day from, to;
        if (!inside && take_date(&reader, &from, &to) && date_print(&from, &to, out)) {
            *where = (struct slice){rest.at, rest.len - reader.rest.len};
            return true;
        }
        size_t size = letter_size(rest);
        inside = size > 0 || (*rest.at >= '0' && *rest.at <= '9');
        if (size == 0)
            utf8_decode(rest, &size);
        reader.rest = slice_from(rest, size);
    }
    return false;
}
