/* Forms of single lines: dateline, parties, part, signature, addressee. */
#include "base/utf8.h"
#include "form.h"
#include "stamp.h"
#include "text/edtf.h"

static uint32_t first_of(struct slice word)
{
    size_t size;
    return utf8_decode(word, &size);
}

static bool is_dash(uint32_t cp)
{
    return cp == 0x2013 || cp == 0x2014;
}

size_t form_receipt_at(struct slice text)
{
    static const char *const openings[] = {"(Received", "(received", "[Received",
                                           "[received", "(Rec",      "[Rec"};
    size_t at = text.len;
    if (at < 4)
        return at;
    for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
        const char *found = memmem(text.at, at, openings[i], strlen(openings[i]));
        if (found)
            at = (size_t)(found - text.at);
    }
    if (at == text.len)
        return at;
    struct slice before = {text.at, at};
    for (;;) {
        before = utf8_trim(before);
        if (slice_ends(before, SLICE("—")) || slice_ends(before, SLICE("–")))
            before.len -= 3;
        else
            return before.len;
    }
}

static bool is_time_of_day(struct slice text, const struct form_words *words)
{
    for (struct slice word; (word = words_next(&text)).len > 0;) {
        bool digits = false;
        for (size_t i = 0; i < word.len; i++)
            digits |= word.at[i] >= '0' && word.at[i] <= '9';
        if (!digits && !is_dash(first_of(word)) && !words_equal(&words->clock, word))
            return false;
    }
    return true;
}

/* A place before a date: nothing, or a few words that begin with capitals. */
static bool is_place(struct slice text, const struct form_words *words)
{
    enum { MOST_WORDS = 8 };
    size_t count = 0;
    if (slice_find(text, ':') < text.len)
        return false;
    for (struct slice word; (word = words_next(&text)).len > 0; count++) {
        uint32_t first = first_of(word);
        if (!letter_is_capital(first) && !is_dash(first) &&
            !words_equal(&words->place_particles, word))
            return false;
    }
    return count <= MOST_WORDS;
}

/* Four digits in a row, or "an" (VIII); cheap, and most texts have none. */
static bool has_year(struct slice text)
{
    size_t run = 0;
    for (size_t i = 0; i < text.len && run < 4; i++)
        run = text.at[i] >= '0' && text.at[i] <= '9' ? run + 1 : 0;
    return run == 4 || memmem(text.at, text.len, " an ", 4);
}

/* A place and a date, or "undated", and at most a time of day after it. */
static bool is_plain_dateline(struct slice text, const struct form_words *words)
{
    char date[EDTF_ROOM];
    struct slice where, rest = text;
    if (has_year(text) && edtf_from_english(text, date, &where)) {
        struct slice before = {text.at, (size_t)(where.at - text.at)};
        struct slice after = slice_from(text, before.len + where.len);
        after.len = form_receipt_at(after);
        return is_place(before, words) && is_time_of_day(after, words);
    }
    if (words_equal(&words->undated, words_next(&rest)))
        return words_next(&rest).len == 0;
    size_t comma = slice_find(text, ',');
    struct slice after = slice_from(text, comma);
    return comma < text.len && words_equal(&words->undated, words_next(&after)) &&
           words_next(&after).len == 0 && is_place((struct slice){text.at, comma}, words);
}

bool form_is_dateline(struct slice text, const struct form_words *words)
{
    struct stamp stamp;
    if (is_plain_dateline(text, words))
        return true;
    return strchr("([SN", text.at[0]) && stamp_read(text, words, &stamp) &&
           stamp.rest.len > 0 && stamp.rest.len < text.len &&
           is_plain_dateline(stamp.rest, words);
}

/* --- parties --- */

/* Words of a party: with capitals, or small ones that offices have; words in brackets
 * count as well. */
static bool is_party(struct slice text, const struct form_words *words, bool first)
{
    enum { MOST_WORDS = 26 };
    static const char *const more[] = {"des",     "den",        "zu",     "les",
                                       "un",      "no",         "acting", "ad",
                                       "interim", "d'affaires", NULL};
    const struct word_table small = words_table(more);
    struct slice whole = text;
    bool office = false;
    size_t count = 0;
    for (struct slice word; (word = words_next(&text)).len > 0; count++) {
        if (word.at[0] >= '0' && word.at[0] <= '9')
            return false;
        office |= words_equal(&words->office_words, word);
        if (!letter_is_capital(first_of(word)) && !words_equal(&words->small, word) &&
            !words_equal(&small, word))
            return false;
    }
    if (count == 0 || count > MOST_WORDS)
        return false;
    bool person = words_start(&words->persons, whole) && count > 1 &&
                  !slice_starts(whole, SLICE("The "));
    return !first || office || person;
}

/* "Assistant to the President": an office, not a party to another. */
static bool ends_with_office_to(struct slice text)
{
    static const char *const offices[] = {
        "assistant", "adviser",  "advisor",    "representative", "ambassador",
        "minister",  "delegate", "mission",    "counsel",        "consultant",
        "aide",      "observer", "assistants", "advisers",       "representatives",
        "counselor", NULL};
    const struct word_table table = words_table(offices);
    size_t at = text.len;
    while (at > 0 && text.at[at - 1] != ' ')
        at--;
    return words_equal(&table, slice_from(text, at));
}

bool form_is_parties(struct slice text, const struct form_words *words)
{
    static const char *const joints[] = {" to ", " \xc3\xa0 ", " au ", " aux ", " an "};
    enum { LONGEST = 300 }; /* bytes */
    text.len = form_receipt_at(text);
    if (text.len > LONGEST || text.len < 5 || !letter_is_capital(first_of(text)))
        return false;
    for (size_t i = 0; i < sizeof(joints) / sizeof(*joints); i++) {
        size_t length = strlen(joints[i]);
        const char *at = memmem(text.at, text.len, joints[i], length);
        if (!at)
            continue;
        struct slice left = {text.at, (size_t)(at - text.at)};
        struct slice right = slice_from(text, left.len + length);
        if (slice_find(text, ';') == text.len && slice_find(text, ':') == text.len &&
            !ends_with_office_to(left) && is_party(left, words, true) &&
            is_party(right, words, false))
            return true;
    }
    return false;
}

/* --- parts and ends --- */

static struct slice without_brackets(struct slice text)
{
    while (text.len > 0 && strchr("[(", text.at[0]))
        text = slice_from(text, 1);
    while (text.len > 0 && strchr("]).", text.at[text.len - 1]))
        text.len--;
    return text;
}

bool form_is_part(struct slice text, const struct form_words *words)
{
    static const char *const tails[] = {
        "no", "in", "to", "copy", "despatch", "and", "translation", "extract", NULL};
    enum { LONGEST = 40 };
    const struct word_table table = words_table(tails);
    text = without_brackets(text);
    size_t length = words_match(&words->parts, text);
    if (length == 0 || text.len > LONGEST || !letter_is_capital(first_of(text)) ||
        slice_find(text, ':') < text.len)
        return false;
    text = slice_from(text, length);
    for (struct slice word; (word = words_next(&text)).len > 0;) {
        bool number = word.at[0] >= '0' && word.at[0] <= '9';
        bool roman = word.len < 5 && strspn(word.at, "IVX") >= word.len;
        if (!number && !roman && word.len > 1 && !words_equal(&table, word))
            return false;
    }
    return true;
}

/* "R. V. 25/6.", "S. H. 26/6/35.": initials and a day. */
static bool is_minuted(struct slice text)
{
    size_t at = 0, initials = 0;
    while (at + 1 < text.len && text.at[at] >= 'A' && text.at[at] <= 'Z' &&
           text.at[at + 1] == '.') {
        at += 2;
        at += at < text.len && text.at[at] == ' ';
        initials++;
    }
    struct slice rest = slice_from(text, at);
    uint64_t day, month;
    slice_take_number(&rest, 99, &day);
    if (initials == 0 || initials > 5 || day < 1 || day > 31 || rest.len == 0 ||
        !strchr("/.", rest.at[0]))
        return false;
    rest = slice_from(rest, 1);
    slice_take_number(&rest, 99, &month);
    return month >= 1 && month <= 12 && rest.len <= 6;
}

bool form_is_signature(struct slice text, const struct form_words *words)
{
    enum { MOST_WORDS = 8 };
    struct slice rest = text;
    if (is_minuted(text))
        return true;
    if (!strchr("([/S", text.at[0]))
        return false;
    bool bracket = text.at[0] != 'S';
    if (bracket)
        rest = slice_from(rest, 1);
    size_t length = words_match(&words->signed_words, rest);
    rest = slice_from(rest, length);
    bool closed = rest.len > 0 && strchr(")]/.:", rest.at[0]);
    if (length < (bracket ? 1 : 6) || (bracket && !closed) ||
        (length == 1 && text.at[0] != '/'))
        return false;
    size_t count = 0;
    for (struct slice word; (word = words_next(&rest)).len > 0; count++)
        if (!letter_is_capital(first_of(word)) && !words_equal(&words->small, word))
            return false;
    return count <= MOST_WORDS && (bracket || count > 0);
}

bool form_is_addressee(struct slice text, const struct form_words *words)
{
    static const char *const openings[] = {"hon",
                                           "the hon",
                                           "the honorable",
                                           "the honourable",
                                           "the right hon",
                                           "the right honourable",
                                           "the rt",
                                           "his excellency",
                                           "to his excellency",
                                           "to the",
                                           NULL};
    const struct word_table table = words_table(openings);
    if (!words_start(&table, text) || !strchr(",.", text.at[text.len - 1]))
        return false;
    for (struct slice rest = text, word; (word = words_next(&rest)).len > 0;)
        if (!letter_is_capital(first_of(word)) && !words_equal(&words->small, word))
            return false;
    return true;
}
