/* Kinds: rule 2, the head of a document or of an enclosure. */
#include "kind_rules.h"

/* Does a dateline, a salutation or a classification come soon after block `at`, or, for
 * `at_once`, running text right after it? */
static bool opens(const struct settling *settling, size_t at, bool at_once)
{
    for (size_t i = at + 1; i < settling->count && i < at + 4; i++) {
        const struct shape *next = &settling->shapes[i];
        if (next->form == FORM_DATELINE || next->form == FORM_SALUTATION ||
            next->form == FORM_CLASSIFICATION)
            return true;
        if (is_running(next))
            return at_once && i == at + 1;
    }
    return false;
}

/* Is the number printed before block `at` the document's? Only when text without a number
 * follows and no higher number does: else it counts paragraphs. */
static bool has_document_number(const struct settling *settling, size_t at)
{
    enum { IN_WORDS = 12 }; /* code points: a longer gap is told in words */
    unsigned number = settling->shapes[at].number;
    if (number == 0 || at + 1 == settling->count || settling->shapes[at + 1].number > 0 ||
        (settling->shapes[at + 1].form == FORM_OMISSION &&
         settling->shapes[at + 1].length < IN_WORDS))
        return false;
    for (size_t i = at + 2; i < settling->count; i++)
        if (settling->shapes[i].number > number)
            return false;
    return true;
}

/* Is block `at` a title, by its words or by the head that follows it? */
static bool is_title(const struct settling *settling, size_t at)
{
    const struct shape *shape = &settling->shapes[at];
    if (shape->form == FORM_PARTIES)
        return true;
    bool form =
        shape->form == FORM_PROSE || shape->form == FORM_NAME || shape->form == FORM_FILE;
    if (!form || shape->length > LONGEST_TITLE || shape->length < 2 || !shape->starts_big)
        return false;
    bool evident = has_document_number(settling, at) || opens(settling, at, false);
    if (shape->heads || shape->has_title_word)
        return evident || (shape->heads && !shape->sentence);
    if (shape->sentence || shape->continues || !is_set_off(settling, at))
        return false;
    if (evident || shape->number > 0)
        return evident;
    return (shape->capitals && shape->length > 8) ||
           (shape->length < SHORT && opens(settling, at, true));
}

/* A file number or the name of files, before the title or the classification above it. */
static bool is_source(const struct settling *settling, size_t at)
{
    return settling->shapes[at].form == FORM_FILE && at + 1 < settling->count &&
           (is_title(settling, at + 1) ||
            settling->shapes[at + 1].form == FORM_CLASSIFICATION);
}

static bool may_precede_title(enum form form)
{
    return form == FORM_EMPTY || form == FORM_CLASSIFICATION || form == FORM_CAPTION ||
           form == FORM_DATELINE || form == FORM_NAME || form == FORM_FILE ||
           form == FORM_COMMENT || form == FORM_STAMP;
}

static bool is_plain(const struct shape *shape)
{
    return shape->form == FORM_PROSE || shape->form == FORM_NAME;
}

/* A subject in capitals between title and running text, if it is the only such line: the
 * head of a telegram has several that are no headings, and so has a text all in capitals.
 */
static bool is_capital_heading(const struct settling *settling, size_t at, size_t title)
{
    const struct shape *shape = &settling->shapes[at];
    if (title >= at || at + 1 == settling->count || !is_plain(shape) ||
        !shape->capitals || shape->length <= 8 || shape->sentence || shape->continues ||
        !is_set_off(settling, at))
        return false;
    const struct shape *before = shape - 1, *next = shape + 1;
    bool settled = next->form == FORM_SALUTATION || next->form == FORM_DATELINE ||
                   (is_running(next) && !next->capitals);
    return settled && !(is_plain(before) && before->capitals && at - 1 > title);
}

static uint8_t kind_of_stamp(const struct shape *shape)
{
    return shape->has_level ? BLOCK_CLASSIFICATION : BLOCK_SOURCE;
}

void kind_settle_head(struct settling *settling)
{
    size_t at = settling->is_part, title = settling->count;
    size_t end = settling->count < KIND_HEAD ? settling->count : KIND_HEAD;
    for (; at < end && title == settling->count; at++) {
        if (is_source(settling, at))
            settling->kinds[at] = BLOCK_SOURCE;
        else if (is_title(settling, at))
            settling->kinds[title = at] = settling->is_part ? BLOCK_HEADING : BLOCK_TITLE;
        else if (settling->shapes[at].form == FORM_STAMP)
            settling->kinds[at] = kind_of_stamp(&settling->shapes[at]);
        else if (!may_precede_title((enum form)settling->shapes[at].form))
            break;
    }
    bool dated = false;
    settling->head = at;
    for (; at < end && !is_running(&settling->shapes[at]); at++) {
        const struct shape *shape = &settling->shapes[at];
        if (shape->form == FORM_DATELINE && !dated &&
            (is_set_off(settling, at) || settling->is_part))
            settling->kinds[at] = BLOCK_DATELINE;
        else if (title < settling->count && shape->form == FORM_FILE &&
                 shape->length < 60 && !shape->sentence)
            settling->kinds[at] = BLOCK_SOURCE;
        else if (shape->form == FORM_STAMP)
            settling->kinds[at] = kind_of_stamp(shape);
        else if (is_capital_heading(settling, at, title))
            settling->kinds[at] = BLOCK_HEADING;
        dated |= settling->kinds[at] == BLOCK_DATELINE;
    }
    settling->body = at;
}
