/* English dates: what is left of a text, and the words and numbers that dates are made
 * of. Each function takes what it names off the reader, or leaves it as it is. */
#ifndef CHANCERY_TEXT_ENGLISH_DATE_H
#define CHANCERY_TEXT_ENGLISH_DATE_H

#include "base/slice.h"

struct english_day {
    int day;   /* 0: not given */
    int month; /* 1..12, or EDTF's number of a season; 0: not given */
    int year;  /* 0: not given */
    bool doubtful, about;
};

/* What is left of the text. A copy of it reads ahead, and is dropped when that fails. */
struct english_reader {
    struct slice rest;
};

/* The bytes of the letter at the start of `text`, or 0. Beyond ASCII everything is a
 * letter but the blocks of punctuation and signs. */
size_t english_letter(struct slice text);

/* The letters at the start of `text`. */
struct slice english_word(struct slice text);

bool english_take(struct english_reader *reader, const char *text);
void english_skip_blanks(struct english_reader *reader);

/* Blanks, and a comma, a full stop or "of" between the parts of a date. */
void english_skip_between(struct english_reader *reader);

/* A number of `least` to `most` digits, and no digit after it; -1 if there is none. */
int english_take_number(struct english_reader *reader, size_t least, size_t most);

/* "3", "3rd", "[3]", "Third", "3d day": the day of a month, and a doubt after it. */
bool english_take_day(struct english_reader *reader, struct english_day *day);

/* A month in English, French or German, also shortened in English. */
bool english_take_month(struct english_reader *reader, struct english_day *day);

/* "1953", ", 1953", "[1953]", "1731/2" (the later of the two), and a doubt after it. */
bool english_take_year(struct english_reader *reader, struct english_day *day);

/* "summer", "Autumn of": its number in EDTF, as a month. */
bool english_take_season(struct english_reader *reader, struct english_day *day);

/* "June 9", "9 June", "June": a day of a month, or a month. */
bool english_take_day_and_month(struct english_reader *reader, struct english_day *day);

/* One day in the Julian calendar and in ours: "12/24 May 1877", "25 October (7 November)
 * 1917"; `from` and `to` are both the New Style one. */
bool english_take_two_styles(struct english_reader *reader, struct english_day *from,
                             struct english_day *to);

/* "12 vendémiaire an IV": a day of the French Republican calendar, as one of ours. */
bool english_take_republican(struct english_reader *reader, struct english_day *day);

#endif
