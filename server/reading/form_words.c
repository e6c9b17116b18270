/* Forms that words show: the tests, by the tables of form_tables.c. */
#include "base/utf8.h"
#include "form.h"
#include "text/edtf.h"

enum {
    LONGEST_NAME = 64,
    LONGEST_STAMP = 60,
    LONGEST_DATELINE = 120,
};

bool form_is_capital(uint32_t cp)
{
    return (cp >= 'A' && cp <= 'Z') || (cp >= 0xc0 && cp <= 0xde && cp != 0xd7) ||
           (cp >= 0x410 && cp <= 0x42f) || cp == 0x401;
}

bool form_is_small(uint32_t cp)
{
    return (cp >= 'a' && cp <= 'z') || (cp >= 0xdf && cp <= 0xff && cp != 0xf7) ||
           (cp >= 0x430 && cp <= 0x45f);
}

static uint32_t first_of(struct slice word)
{
    size_t size;
    return utf8_decode(word, &size);
}

static bool is_dash(uint32_t cp)
{
    return cp == 0x2013 || cp == 0x2014;
}

static bool is_classification(struct slice text, const struct form_words *words)
{
    bool level = false;
    for (struct slice word; (word = words_next(&text)).len > 0;) {
        bool is = words_equal(&words->levels, word);
        if (!is && !words_equal(&words->level_modifiers, word))
            return false;
        level |= is;
    }
    return level;
}

static bool is_caption(struct slice text, const struct form_words *words)
{
    while (text.len > 0 && (text.at[text.len - 1] == ':' || text.at[text.len - 1] == ' '))
        text.len--;
    if (words_equal(&words->captions, text))
        return true;
    struct slice first = words_next(&text);
    return words_equal(&words->lettered, first) && words_next(&text).len <= 2 &&
           words_next(&text).len == 0;
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
        if (!form_is_capital(first) && !is_dash(first) &&
            !words_equal(&words->place_particles, word))
            return false;
    }
    return count <= MOST_WORDS;
}

/* Four digits in a row; cheap, and most texts have none. */
static bool has_year(struct slice text)
{
    size_t run = 0;
    for (size_t i = 0; i < text.len && run < 4; i++)
        run = text.at[i] >= '0' && text.at[i] <= '9' ? run + 1 : 0;
    return run == 4;
}

/* A place and a date, or "undated", and at most a time of day after it. */
static bool is_dateline(struct slice text, const struct form_words *words)
{
    char date[EDTF_ROOM];
    struct slice where, rest = text;
    if (has_year(text) && edtf_from_english(text, date, &where)) {
        struct slice before = {text.at, (size_t)(where.at - text.at)};
        return is_place(before, words) &&
               is_time_of_day(slice_from(text, before.len + where.len), words);
    }
    if (words_equal(&words->undated, words_next(&rest)))
        return words_next(&rest).len == 0;
    size_t comma = slice_find(text, ',');
    struct slice after = slice_from(text, comma);
    return comma < text.len && words_equal(&words->undated, words_next(&after)) &&
           words_next(&after).len == 0 && is_place((struct slice){text.at, comma}, words);
}

static bool is_salutation(struct slice text, const struct form_words *words)
{
    static const struct slice dash = {"—", 3};
    if (slice_ends(text, dash))
        text.len -= dash.len;
    char last = text.len ? text.at[text.len - 1] : '\0';
    return (last == ',' || last == ':') && words_start(&words->salutations, text);
}

/* A decimal file number with a date in it, or the name of files. */
static bool is_file(struct slice text, const struct form_words *words)
{
    bool digit_first = text.at[0] >= '0' && text.at[0] <= '9';
    size_t digits = 0;
    while (digits < text.len && strchr("0123456789/", text.at[digits]))
        digits++;
    if (digit_first && slice_find(text, '/') < text.len)
        return digits < text.len; /* else it is a date */
    if (words_start(&words->titles, text) || text.at[text.len - 1] == '.')
        return false;
    for (struct slice word; (word = words_next(&text)).len > 0;)
        if (words_equal(&words->repositories, word))
            return true;
    return false;
}

/* "Jr.", "C.E.B.", "U.S.A.": a full stop that ends no sentence. */
static bool ends_abbreviated(struct slice text)
{
    size_t blank = text.len;
    while (blank > 0 && text.at[blank - 1] != ' ')
        blank--;
    struct slice last = slice_from(text, blank);
    return last.len <= 4 || slice_find(last, '.') < last.len - 1;
}

/* A few words that begin with capitals, and nothing that a name does not have. */
static bool is_name(struct slice text, const struct form_words *words)
{
    enum { MOST_WORDS = 10 };
    if (text.at[0] == '[' && text.len > 1 && text.at[text.len - 1] == ']')
        text = (struct slice){text.at + 1, text.len - 2};
    if (text.len == 0 || (text.at[text.len - 1] == '.' && !ends_abbreviated(text)))
        return false;
    size_t count = 0, capitals = 0;
    for (struct slice rest = text, word; (word = words_next(&rest)).len > 0; count++) {
        bool capital = form_is_capital(first_of(word));
        if (!capital && !words_equal(&words->small, word))
            return false;
        capitals += capital;
    }
    for (size_t i = 0; i < text.len; i++)
        if (strchr(":;?0123456789", text.at[i]))
            return false;
    return capitals > 0 && count <= MOST_WORDS;
}

enum form form_of_words(struct slice text, uint32_t length,
                        const struct form_words *words, bool in_head)
{
    if (length <= LONGEST_STAMP && is_classification(text, words))
        return FORM_CLASSIFICATION;
    if (is_caption(text, words))
        return FORM_CAPTION;
    if (length <= LONGEST_DATELINE && is_dateline(text, words))
        return FORM_DATELINE;
    if (length <= LONGEST_NAME && is_salutation(text, words))
        return FORM_SALUTATION;
    if (length <= LONGEST_NAME && words_start(&words->closers, text))
        return FORM_CLOSER;
    if (in_head && is_file(text, words))
        return FORM_FILE;
    return length <= LONGEST_NAME && is_name(text, words) ? FORM_NAME : FORM_PROSE;
}

bool form_heads_title(struct slice text, const struct form_words *words)
{
    if (!words_start(&words->titles, text))
        return false;
    words_next(&text);
    return text.len == 0 || text.at[0] != ':';
}

bool form_names_title(struct slice text, const struct form_words *words)
{
    for (int i = 0; i < 4; i++)
        if (words_equal(&words->titles, words_next(&text)))
            return true;
    return false;
}
