/* Kinds: the rules by which surroundings settle what a block is. */
#include "kind.h"

enum {
    SHORT = 150, /* code points; what is longer is running text */
    LONGEST_TITLE = 400,
};

/* The document whose kinds are being settled. */
struct settling {
    const struct shape *shapes;
    uint8_t *kinds;
    size_t count;
    bool indents; /* its running text is indented */
    size_t head;  /* the block after the title */
    size_t body;  /* where running text begins */
};

static enum block_kind kind_of_form(enum form form)
{
    switch (form) {
    case FORM_OMISSION:
        return BLOCK_OMISSION;
    case FORM_COMMENT:
        return BLOCK_COMMENT;
    case FORM_ROW:
        return BLOCK_TABLE_ROW;
    case FORM_BULLET:
    case FORM_ENUMERATOR:
        return BLOCK_LIST_ITEM;
    case FORM_CLASSIFICATION:
        return BLOCK_CLASSIFICATION;
    case FORM_CLOSER:
        return BLOCK_CLOSER;
    case FORM_SALUTATION:
        return BLOCK_SALUTATION;
    case FORM_CAPTION:
        return BLOCK_HEADING;
    default:
        return BLOCK_PARAGRAPH;
    }
}

enum block_kind kind_alone(const struct block *block)
{
    return kind_of_form(form_of_signs(block));
}

static bool is_running(const struct shape *shape)
{
    return shape->form == FORM_PROSE && (shape->length > SHORT || shape->number > 0);
}

static bool indents(const struct settling *settling)
{
    size_t indented = 0, all = 0;
    for (size_t i = 0; i < settling->count; i++)
        if (settling->shapes[i].form == FORM_PROSE &&
            settling->shapes[i].length > SHORT) {
            all++;
            indented += settling->shapes[i].indented;
        }
    return indented * 5 > all * 4;
}

/* In a document that indents its running text, is this line set off from it? */
static bool is_set_off(const struct settling *settling, size_t at)
{
    return !settling->indents || !settling->shapes[at].indented;
}

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
    unsigned number = settling->shapes[at].number;
    if (number == 0 || at + 1 == settling->count || settling->shapes[at + 1].number > 0 ||
        settling->shapes[at + 1].form == FORM_OMISSION)
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
           form == FORM_COMMENT;
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

/* Rule 2. */
static void settle_head(struct settling *settling)
{
    size_t at = 0, title = settling->count;
    size_t end = settling->count < KIND_HEAD ? settling->count : KIND_HEAD;
    for (; at < end && title == settling->count; at++) {
        if (is_source(settling, at))
            settling->kinds[at] = BLOCK_SOURCE;
        else if (is_title(settling, at))
            settling->kinds[title = at] = BLOCK_TITLE;
        else if (!may_precede_title((enum form)settling->shapes[at].form))
            break;
    }
    bool dated = false;
    settling->head = at;
    for (; at < end && !is_running(&settling->shapes[at]); at++) {
        const struct shape *shape = &settling->shapes[at];
        if (shape->form == FORM_DATELINE && is_set_off(settling, at) && !dated)
            settling->kinds[at] = BLOCK_DATELINE;
        else if (title < settling->count && shape->form == FORM_FILE &&
                 shape->length < 60 && !shape->sentence)
            settling->kinds[at] = BLOCK_SOURCE;
        else if (is_capital_heading(settling, at, title))
            settling->kinds[at] = BLOCK_HEADING;
        dated |= settling->kinds[at] == BLOCK_DATELINE;
    }
    settling->body = at;
}

/* May block `at` be an item under a caption; the first one below it may be anything. */
static bool is_item(const struct settling *settling, size_t at, bool first)
{
    const struct shape *item = &settling->shapes[at];
    bool plain =
        item->form == FORM_PROSE || item->form == FORM_NAME || item->form == FORM_FILE;
    if (item->lettered && item->length <= SHORT)
        return true;
    if (!plain || (settling->indents && !item->indented))
        return false;
    return first ? item->length <= LONGEST_TITLE
                 : item->length <= SHORT && !item->sentence && !item->continues &&
                       item->number == 0;
}

/* Rule 3. */
static void settle_lists(struct settling *settling)
{
    for (size_t i = 0; i < settling->count; i++) {
        const struct shape *shape = &settling->shapes[i];
        if (shape->form == FORM_ENUMERATOR && i + 1 < settling->count &&
            settling->shapes[i + 1].form == FORM_PROSE)
            settling->kinds[i + 1] = BLOCK_LIST_ITEM;
        if (shape->form != FORM_CAPTION)
            continue;
        if (!is_set_off(settling, i)) {
            settling->kinds[i] = BLOCK_PARAGRAPH;
            continue;
        }
        for (size_t j = i + 1; j < settling->count && is_item(settling, j, j == i + 1);
             j++)
            settling->kinds[j] = BLOCK_LIST_ITEM;
    }
}

/* Rule 1, for a block between two rows: a row of one cell. */
static void settle_rows(struct settling *settling)
{
    for (size_t i = 1; i + 1 < settling->count; i++)
        if (settling->kinds[i] == BLOCK_PARAGRAPH && settling->shapes[i].length < SHORT &&
            settling->kinds[i - 1] == BLOCK_TABLE_ROW &&
            settling->kinds[i + 1] == BLOCK_TABLE_ROW && is_set_off(settling, i))
            settling->kinds[i] = BLOCK_TABLE_ROW;
}

static bool is_free(const struct settling *settling, size_t at)
{
    return settling->kinds[at] == BLOCK_PARAGRAPH && settling->shapes[at].number == 0 &&
           settling->shapes[at].form != FORM_EMPTY;
}

/* Rule 4. */
static void settle_set_off(struct settling *settling)
{
    if (!settling->indents)
        return;
    for (size_t i = settling->head; i < settling->count; i++) {
        const struct shape *shape = &settling->shapes[i];
        if (!is_free(settling, i) || shape->indented || shape->length > SHORT)
            continue;
        bool leads = i + 1 < settling->count && settling->shapes[i + 1].indented;
        if (leads && !shape->sentence)
            settling->kinds[i] = BLOCK_HEADING;
        else if (shape->form == FORM_DATELINE)
            settling->kinds[i] = BLOCK_DATELINE;
        else if (shape->form == FORM_NAME && i > settling->body)
            settling->kinds[i] = BLOCK_SIGNATURE;
    }
}

/* Rule 4, for the very last line: where the paper is held. */
static void settle_last(struct settling *settling)
{
    size_t last = settling->count;
    if (last > 1 && settling->shapes[last - 1].is_source_line &&
        settling->kinds[last - 1] == BLOCK_PARAGRAPH)
        settling->kinds[last - 1] = BLOCK_SOURCE;
}

/* Rule 5: names at the end, after running text. */
static void settle_tail(struct settling *settling)
{
    enum { MOST_NAMES = 6 };
    size_t at = settling->count, names = 0;
    while (at > settling->body && names < MOST_NAMES) {
        const struct shape *shape = &settling->shapes[at - 1];
        uint8_t kind = settling->kinds[at - 1];
        if (kind == BLOCK_PARAGRAPH && shape->form == FORM_NAME &&
            is_set_off(settling, at - 1))
            settling->kinds[at - 1] = BLOCK_SIGNATURE;
        else if (kind != BLOCK_SIGNATURE && kind != BLOCK_CLOSER &&
                 kind != BLOCK_COMMENT && kind != BLOCK_SOURCE)
            break;
        at--;
        names++;
    }
}

void kind_settle(const struct shape *shapes, size_t count, uint8_t *kinds)
{
    struct settling settling = {.shapes = shapes, .kinds = kinds, .count = count};
    for (size_t i = 0; i < count; i++)
        kinds[i] = (uint8_t)kind_of_form((enum form)shapes[i].form);
    settling.indents = indents(&settling);
    settle_head(&settling);
    settle_lists(&settling);
    settle_rows(&settling);
    settle_set_off(&settling);
    settle_last(&settling);
    settle_tail(&settling);
}
