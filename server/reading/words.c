/* Words: compared without regard to case, and cut where a word ends. */
#include "words.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool in_word(char c)
{
    return (c & 0x80) || (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

/* A bit for each letter, and one for all other bytes. */
static uint32_t letter_bit(char c)
{
    char letter = lower(c);
    return UINT32_C(1) << (letter >= 'a' && letter <= 'z' ? letter - 'a' : 26);
}

struct word_table words_table(const char *const *words)
{
    struct word_table table = {words, 0};
    for (; *words; words++)
        table.letters |= letter_bit(**words);
    return table;
}

static bool same(struct slice text, const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (lower(text.at[i]) != word[i])
            return false;
    return true;
}

bool words_equal(const struct word_table *table, struct slice text)
{
    if (text.len == 0 || !(table->letters & letter_bit(text.at[0])))
        return false;
    for (const char *const *word = table->words; *word; word++)
        if (text.len == strlen(*word) && same(text, *word, text.len))
            return true;
    return false;
}

size_t words_match(const struct word_table *table, struct slice text)
{
    size_t longest = 0;
    if (text.len == 0 || !(table->letters & letter_bit(text.at[0])))
        return 0;
    for (const char *const *word = table->words; *word; word++) {
        size_t length = strlen(*word);
        if (length > longest && text.len >= length && same(text, *word, length) &&
            (text.len == length || !in_word(text.at[length])))
            longest = length;
    }
    return longest;
}

bool words_start(const struct word_table *table, struct slice text)
{
    return words_match(table, text) > 0;
}

struct slice words_next(struct slice *text)
{
    size_t from = 0;
    while (from < text->len && !in_word(text->at[from]))
        from++;
    size_t to = from;
    while (to < text->len &&
           (in_word(text->at[to]) || ((text->at[to] == '.' || text->at[to] == '\'') &&
                                      to + 1 < text->len && in_word(text->at[to + 1]))))
        to++;
    struct slice word = {text->at + from, to - from};
    *text = slice_from(*text, to);
    return word;
}

bool letter_is_capital(uint32_t cp)
{
    return (cp >= 'A' && cp <= 'Z') || (cp >= 0xc0 && cp <= 0xde && cp != 0xd7) ||
           (cp >= 0x410 && cp <= 0x42f) || cp == 0x401;
}

bool letter_is_small(uint32_t cp)
{
    return (cp >= 'a' && cp <= 'z') || (cp >= 0xdf && cp <= 0xff && cp != 0xf7) ||
           (cp >= 0x430 && cp <= 0x45f);
}
