/* English dates: tables of words, and numbers with what editors put around them. */
#include "english_date.h"
#include "base/utf8.h"

size_t english_letter(struct slice text)
{
    if (text.len == 0)
        return 0;
    size_t size;
    uint32_t cp = utf8_decode(text, &size);
    bool is = (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
              (cp >= 0xc0 && (cp < 0x2000 || cp > 0x2bff) && !utf8_is_space(cp));
    return is ? size : 0;
}

struct slice english_word(struct slice text)
{
    size_t length = 0, size;
    while ((size = english_letter(slice_from(text, length))) > 0)
        length += size;
    return (struct slice){text.at, length};
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Do they agree, but for the case of ASCII? `name` is in small letters. */
static bool is_word(struct slice word, const char *name)
{
    size_t i = 0;
    while (i < word.len && name[i] && lower(word.at[i]) == name[i])
        i++;
    return i == word.len && !name[i];
}

bool english_take(struct english_reader *reader, const char *text)
{
    bool is = slice_starts(reader->rest, slice_of(text));
    if (is)
        reader->rest = slice_from(reader->rest, strlen(text));
    return is;
}

void english_skip_blanks(struct english_reader *reader)
{
    size_t size;
    while ((size = utf8_space(reader->rest)) > 0)
        reader->rest = slice_from(reader->rest, size);
}

void english_skip_between(struct english_reader *reader)
{
    english_skip_blanks(reader);
    if (english_take(reader, ",") || english_take(reader, ".") ||
        english_take(reader, "of "))
        english_skip_blanks(reader);
    if (english_take(reader, ",") || english_take(reader, "the "))
        english_skip_blanks(reader);
}

int english_take_number(struct english_reader *reader, size_t least, size_t most)
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

/* "(?)" and "[?]": the editor was not sure. */
static void take_doubt(struct english_reader *reader, struct english_day *day)
{
    struct english_reader ahead = *reader;
    english_skip_blanks(&ahead);
    if (!english_take(&ahead, "(?)") && !english_take(&ahead, "[?]") &&
        !english_take(&ahead, "?"))
        return;
    day->doubtful = true;
    *reader = ahead;
}

/* --- days --- */

/* "Third", "twenty-second"; 0: none of them. */
static int take_ordinal(struct english_reader *reader)
{
    static const char *const words[] = {
        "first",     "second",      "third",      "fourth",     "fifth",
        "sixth",     "seventh",     "eighth",     "ninth",      "tenth",
        "eleventh",  "twelfth",     "thirteenth", "fourteenth", "fifteenth",
        "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
    struct english_reader ahead = *reader;
    struct slice word = english_word(ahead.rest);
    ahead.rest = slice_from(ahead.rest, word.len);
    int tens = is_word(word, "twenty") ? 20 : is_word(word, "thirty") ? 30 : 0;
    if (tens && (english_take(&ahead, "-") || english_take(&ahead, " "))) {
        word = english_word(ahead.rest);
        ahead.rest = slice_from(ahead.rest, word.len);
    }
    int day = is_word(word, "thirtieth") ? 30 : 0;
    for (int w = 0; !day && w < (tens ? 9 : 20); w++)
        if (is_word(word, words[w]))
            day = tens + w + 1;
    if (day > 31)
        day = 0;
    if (day)
        *reader = ahead;
    return day;
}

/* "st", "d" and the like after a day; false where other letters follow. */
static bool take_tail(struct english_reader *reader)
{
    static const char *const tails[] = {"st", "nd", "rd", "th", "d", "er"};
    struct slice tail = english_word(reader->rest);
    if (tail.len == 0)
        return true;
    for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++)
        if (is_word(tail, tails[i])) {
            reader->rest = slice_from(reader->rest, tail.len);
            return true;
        }
    return false;
}

bool english_take_day(struct english_reader *reader, struct english_day *day)
{
    struct english_reader ahead = *reader;
    bool bracket = english_take(&ahead, "[");
    int number = english_take_number(&ahead, 1, 2);
    if (number < 0) {
        number = take_ordinal(&ahead);
        struct english_reader of = ahead;
        english_skip_blanks(&of);
        if (number > 0 && !english_take(&of, "of ") && !english_take(&of, "day of "))
            return false;
    }
    if (number < 1 || number > 31 || !take_tail(&ahead))
        return false;
    day->day = number;
    take_doubt(&ahead, day);
    if (bracket)
        english_take(&ahead, "]");
    take_doubt(&ahead, day);
    english_take(&ahead, " day");
    *reader = ahead;
    return true;
}

/* --- months, seasons, years --- */

/* The month whose name or abbreviation is `word`; 0 when it is none. */
static int month_of(struct slice word)
{
    static const char *const months[12][5] = {
        {"january", "janvier", "januar", "j\xc3\xa4nner"},
        {"february", "f\xc3\xa9vrier", "februar", "fevrier"},
        {"march", "mars", "m\xc3\xa4rz"},
        {"april", "avril"},
        {"may", "mai"},
        {"june", "juin", "juni"},
        {"july", "juillet", "juli"},
        {"august", "ao\xc3\xbbt", "aout"},
        {"september", "septembre"},
        {"october", "octobre", "oktober"},
        {"november", "novembre"},
        {"december",
         "d\xc3\xa9"
         "cembre",
         "dezember", "decembre"}};
    if (word.len == 4 && lower(word.at[0]) == 's' && lower(word.at[3]) == 't')
        word.len = 3; /* Sept */
    for (int month = 0; month < 12; month++) {
        bool short_form = word.len == 3;
        for (size_t i = 0; short_form && i < 3; i++)
            short_form = lower(word.at[i]) == months[month][0][i];
        for (int i = 0; !short_form && i < 5 && months[month][i]; i++)
            short_form = is_word(word, months[month][i]);
        if (short_form)
            return month + 1;
    }
    return 0;
}

bool english_take_month(struct english_reader *reader, struct english_day *day)
{
    struct english_reader ahead = *reader;
    bool bracket = english_take(&ahead, "[");
    struct slice word = english_word(ahead.rest);
    int month = month_of(word);
    if (month == 0)
        return false;
    ahead.rest = slice_from(ahead.rest, word.len);
    if (bracket)
        english_take(&ahead, "]");
    day->month = month;
    *reader = ahead;
    take_doubt(reader, day);
    return true;
}

/* "/2", "/32" after a year whose first months were still the year before's: the later
 * one is ours. */
static void take_second_year(struct english_reader *reader, struct english_day *day)
{
    struct english_reader ahead = *reader;
    if (!english_take(&ahead, "/"))
        return;
    size_t before = ahead.rest.len;
    int next = english_take_number(&ahead, 1, 4);
    size_t digits = before - ahead.rest.len;
    int unit = digits == 1 ? 10 : digits == 2 ? 100 : 10000;
    if (next < 0 || digits == 3 || (day->year + 1) % unit != next)
        return;
    day->year++;
    *reader = ahead;
}

bool english_take_year(struct english_reader *reader, struct english_day *day)
{
    struct english_reader ahead = *reader;
    english_skip_between(&ahead);
    bool bracket = english_take(&ahead, "[");
    int year = english_take_number(&ahead, 4, 4);
    if (year < 1000)
        return false;
    day->year = year;
    take_second_year(&ahead, day);
    take_doubt(&ahead, day);
    if (bracket)
        english_take(&ahead, "]");
    *reader = ahead;
    take_doubt(reader, day);
    return true;
}

bool english_take_season(struct english_reader *reader, struct english_day *day)
{
    static const char *const seasons[] = {"spring", "summer", "autumn", "winter", "fall"};
    struct slice word = english_word(reader->rest);
    for (int i = 0; i < 5; i++)
        if (is_word(word, seasons[i])) {
            enum { SPRING = 21, AUTUMN = 23 };
            day->month = i < 4 ? SPRING + i : AUTUMN;
            reader->rest = slice_from(reader->rest, word.len);
            return true;
        }
    return false;
}

/* "[27]" after a day: the editor's correction of it, which both are in doubt by. */
static void take_correction(struct english_reader *reader, struct english_day *day)
{
    struct english_reader ahead = *reader;
    english_skip_blanks(&ahead);
    struct english_day corrected = *day;
    if (slice_starts(ahead.rest, SLICE("[")) && english_take_day(&ahead, &corrected) &&
        ahead.rest.at[-1] == ']') {
        *day = corrected;
        day->doubtful = true;
        *reader = ahead;
    }
}

/* "June 9", "9 June", "June": a day of a month, or a month. */
bool english_take_day_and_month(struct english_reader *reader, struct english_day *day)
{
    struct english_reader ahead = *reader;
    if (english_take_month(&ahead, day)) {
        *reader = ahead;
        english_skip_between(&ahead);
        if (english_take_day(&ahead, day)) {
            *reader = ahead;
            take_correction(reader, day);
        }
        return true;
    }
    if (!english_take_day(&ahead, day))
        return false;
    take_correction(&ahead, day);
    english_skip_between(&ahead);
    bool is = english_take_month(&ahead, day);
    if (is)
        *reader = ahead;
    return is;
}
