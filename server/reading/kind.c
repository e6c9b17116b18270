/* Kinds: the rules by which surroundings settle what a block is. */
#include "kind_rules.h"

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
    case FORM_PART:
        return BLOCK_HEADING;
    case FORM_SIGNATURE:
        return BLOCK_SIGNATURE;
    default:
        return BLOCK_PARAGRAPH;
    }
}

enum block_kind kind_alone(const struct block *block)
{
    return kind_of_form(form_of_signs(block));
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

/* May block `at` be an item under a caption; the first one below it may be anything. */
static bool is_item(const struct settling *settling, size_t at, bool first)
{
    const struct shape *item = &settling->shapes[at];
    bool plain = item->form == FORM_PROSE || item->form == FORM_NAME ||
                 item->form == FORM_FILE || item->form == FORM_PARTIES ||
                 item->form == FORM_ADDRESSEE;
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

/* Rule 5: names right after a closer, wherever it is. */
static void settle_signers(struct settling *settling)
{
    enum { MOST_NAMES = 4 };
    for (size_t i = 0; i < settling->count; i++)
        for (size_t j = i + 1;
             settling->kinds[i] == BLOCK_CLOSER && j < settling->count &&
             j - i <= MOST_NAMES && is_free(settling, j) &&
             settling->shapes[j].form == FORM_NAME;
             j++)
            settling->kinds[j] = BLOCK_SIGNATURE;
}

/* Rule 5: names at the end, after running text. */
static void settle_tail(struct settling *settling)
{
    enum { MOST_NAMES = 6 };
    size_t at = settling->count, names = 0;
    while (at > settling->body && names < MOST_NAMES) {
        const struct shape *shape = &settling->shapes[at - 1];
        uint8_t kind = settling->kinds[at - 1];
        if (at > 1 && settling->shapes[at - 2].form == FORM_ADDRESSEE)
            break; /* the office of whom it is sent to */
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

/* Where the part that begins at `from` ends: before the next heading of an enclosure. */
static size_t part_end(const struct shape *shapes, size_t count, size_t from)
{
    enum { LEAST = 2 }; /* blocks before the first one */
    size_t at = from + 1 > LEAST ? from + 1 : LEAST;
    while (at < count && shapes[at].form != FORM_PART)
        at++;
    return at < count ? at : count;
}

static void settle_part(struct settling *settling)
{
    kind_settle_head(settling);
    settle_lists(settling);
    settle_rows(settling);
    settle_set_off(settling);
    settle_last(settling);
    settle_signers(settling);
    settle_tail(settling);
}

void kind_settle(const struct shape *shapes, size_t count, uint8_t *kinds)
{
    struct settling settling = {.shapes = shapes, .kinds = kinds, .count = count};
    for (size_t i = 0; i < count; i++)
        kinds[i] = (uint8_t)kind_of_form((enum form)shapes[i].form);
    bool whole_indents = indents(&settling);
    for (size_t from = 0, to; from < count; from = to) {
        to = part_end(shapes, count, from);
        settling = (struct settling){.shapes = shapes + from,
                                     .kinds = kinds + from,
                                     .count = to - from,
                                     .indents = whole_indents,
                                     .is_part = from > 0};
        settle_part(&settling);
    }
}
