/* Forms that words show: the tests, by the tables of form_tables.c. */
#include "base/utf8.h"
#include "form.h"
#include "stamp.h"

enum {
    LONGEST_NAME = 64,
    LONGEST_STAMP = 60,
    LONGEST_DATELINE = 120,
};

static uint32_t first_of(struct slice word)
{
    size_t size;
    return utf8_decode(word, &size);
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
    bool colon = false;
    for (; text.len > 0 && (text.at[text.len - 1] == ':' || text.at[text.len - 1] == ' ');
         text.len--)
        colon |= text.at[text.len - 1] == ':';
    return words_equal(&words->captions, text) ||
           (colon && words_equal(&words->parts, text));
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

static bool is_in_capitals(struct slice text)
{
    for (size_t size; text.len > 0; text = slice_from(text, size))
        if (letter_is_small(utf8_decode(text, &size)))
            return false;
    return true;
}

/* A few words that begin with capitals, and nothing that a name does not have. */
static bool is_name(struct slice text, const struct form_words *words)
{
    enum { MOST_WORDS = 10 };
    if (text.at[0] == '[' && text.len > 1 && text.at[text.len - 1] == ']')
        text = (struct slice){text.at + 1, text.len - 2};
    if (text.len == 0 || (text.at[text.len - 1] == '.' && !ends_abbreviated(text) &&
                          !is_in_capitals(text)))
        return false;
    size_t count = 0, capitals = 0;
    for (struct slice rest = text, word; (word = words_next(&rest)).len > 0; count++) {
        bool capital = letter_is_capital(first_of(word));
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
    if (form_is_part(text, words))
        return FORM_PART;
    if (length <= LONGEST_DATELINE && form_is_dateline(text, words))
        return FORM_DATELINE;
    if (in_head && stamp_is_line(text, words))
        return FORM_STAMP;
    if (length <= LONGEST_NAME && form_is_signature(text, words))
        return FORM_SIGNATURE;
    if (length <= LONGEST_NAME && form_is_addressee(text, words))
        return FORM_ADDRESSEE;
    if (in_head && form_is_parties(text, words))
        return FORM_PARTIES;
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
