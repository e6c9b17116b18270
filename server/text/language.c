/* Language tags: subtags between hyphens, each kind in its place. */
#include "text/language.h"

#include <ctype.h>

/* A tag that is being checked: the current subtag, and what comes after it. */
struct tag {
    struct slice part, rest;
    bool bad; /* a subtag that is empty, too long or not ASCII letters and digits */
};

static bool all(struct slice text, int kind(int))
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0x80 || !kind((unsigned char)text.at[i]))
            return false;
    return true;
}

/* On to the next subtag, which is empty at the end. */
static void next(struct tag *tag)
{
    bool more = tag->rest.len > 0;
    tag->part = slice_cut(&tag->rest, '-');
    bool ends_in_hyphen = more && tag->rest.len == 0 && tag->rest.at[-1] == '-';
    bool is_part = tag->part.len > 0 && tag->part.len <= 8 && all(tag->part, isalnum);
    if (more && (!is_part || ends_in_hyphen))
        tag->bad = true;
}

static bool is_letters(struct slice part, size_t min, size_t max)
{
    return part.len >= min && part.len <= max && all(part, isalpha);
}

static bool is_region(struct slice part)
{
    return is_letters(part, 2, 2) || (part.len == 3 && all(part, isdigit));
}

static bool is_variant(struct slice part)
{
    return part.len >= 5 || (part.len == 4 && isdigit((unsigned char)part.at[0]));
}

/* Takes the subtags of an extension or of private use; false when there is none. */
static bool take_extension(struct tag *tag)
{
    bool private = tolower((unsigned char)tag->part.at[0]) == 'x';
    size_t min = private ? 1 : 2, count = 0;
    next(tag);
    for (; tag->part.len >= min && !tag->bad; count++)
        next(tag);
    return count > 0 && !(private && tag->part.len > 0);
}

static void take_language(struct tag *tag)
{
    bool is_short = is_letters(tag->part, 2, 3);
    if (!is_letters(tag->part, 2, 8))
        tag->bad = true;
    next(tag);
    for (int i = 0; is_short && i < 3 && is_letters(tag->part, 3, 3); i++)
        next(tag);
}

bool language_is_tag(struct slice text)
{
    struct tag tag = {SLICE_NONE, text, text.len == 0};
    if (tag.bad)
        return false;
    next(&tag);
    bool private = tag.part.len == 1 && tolower((unsigned char)tag.part.at[0]) == 'x';
    if (!tag.bad && !private) {
        take_language(&tag);
        if (is_letters(tag.part, 4, 4))
            next(&tag);
        if (is_region(tag.part))
            next(&tag);
        while (!tag.bad && is_variant(tag.part))
            next(&tag);
    }
    while (!tag.bad && tag.part.len == 1)
        if (!take_extension(&tag))
            return false;
    return !tag.bad && tag.part.len == 0;
}
