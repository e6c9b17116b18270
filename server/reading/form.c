/* Forms that signs show, and the shape of a block. */
#include "form.h"
#include "base/utf8.h"
#include "invisible.h"
#include "omission.h"
#include "stamp.h"

enum {
    LONGEST_LINE = 160, /* code points of what can be more than prose */
    LONGEST_TITLE = 400,
};

static const char *const bullets[] = {"•", "●", "▪",  "■",  "◦",
                                      "‣", "·", "* ", "- ", NULL};

/* The dots or stars of an omission: how many, or 0 when there is something else. */
static size_t count_points(struct slice text)
{
    size_t points = 0, size;
    char sign = 0;
    for (; text.len > 0; text = slice_from(text, size)) {
        uint32_t cp = utf8_decode(text, &size);
        char this = cp == 0x2026 || cp == '.' ? '.' : cp == '*' ? '*' : '\0';
        if (cp == ' ')
            continue;
        if (!this || (sign && this != sign))
            return 0;
        sign = this;
        points += cp == 0x2026 ? 3 : 1;
    }
    return points;
}

/* Three points or more, alone or in brackets; a full stop may follow. */
static bool is_omission(struct slice text)
{
    static const char pairs[][2] = {{'[', ']'}, {'(', ')'}, {'<', '>'}, {'{', '}'}};
    for (size_t i = 0; i < 4; i++) {
        size_t end = text.len;
        if (end > 3 && text.at[end - 1] == '.' && text.at[end - 2] == pairs[i][1])
            end--;
        if (end > 2 && text.at[0] == pairs[i][0] && text.at[end - 1] == pairs[i][1])
            return count_points((struct slice){text.at + 1, end - 2}) >= 3;
    }
    return count_points(text) >= 3;
}

/* "(a)", "4.", "4. a.", "iv)": nothing but an item's number or letter. Capitals alone are
 * initials or headings. */
static bool is_enumerator(struct slice text)
{
    char last = text.at[text.len - 1];
    if (text.len > 8 || (last != ')' && last != '.'))
        return false;
    size_t run = 0, signs = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool mark = c == ')' || c == '.' || c == '(' || c == ' ';
        bool digit = c >= '0' && c <= '9';
        bool roman = c == 'i' || c == 'v' || c == 'x';
        bool letter = c >= 'a' && c <= 'z';
        run = mark ? 0 : run + 1;
        signs += !mark;
        if ((!mark && !digit && !letter) || run > 3 || (run > 1 && letter && !roman))
            return false;
    }
    return signs > 0;
}

static bool is_bullet(struct slice text)
{
    if (!(text.at[0] & 0x80) && text.at[0] != '*' && text.at[0] != '-')
        return false;
    for (const char *const *bullet = bullets; *bullet; bullet++)
        if (slice_starts(text, slice_of(*bullet)))
            return true;
    return false;
}

/* A tab between words, but not only the one after an item's number or letter; prose of
 * several sentences with a tab in it is no row. */
static bool is_row(const struct block *block)
{
    enum { LONGEST_CELL = 400 };
    size_t first = 0, last = block->cell_count;
    while (first < last && block->cells[first].start == block->cells[first].end)
        first++;
    while (last > first && block->cells[last - 1].start == block->cells[last - 1].end)
        last--;
    if (last - first < 2)
        return block->cell_count - last > 0 && last > first && !block->label.len;
    struct span cell = block->cells[first];
    size_t from = utf8_byte_at(block->text, cell.start);
    struct slice head = slice_from(block->text, from);
    head.len = utf8_byte_at(head, cell.end - cell.start);
    if (last - first == 2 && (is_enumerator(head) || is_bullet(head)))
        return false;
    for (size_t i = first; i < last; i++)
        if (block->cells[i].end - block->cells[i].start > LONGEST_CELL)
            return false;
    return true;
}

enum form form_of_signs(const struct block *block)
{
    char room[LONGEST_TITLE * 4];
    struct slice text = invisible_strip(block->text, room, sizeof(room));
    if (block->kind == BLOCK_COMMENT)
        return FORM_COMMENT;
    if (text.len == 0)
        return FORM_EMPTY;
    if (block->cell_count > 1 && is_row(block))
        return FORM_ROW;
    struct omission omission;
    if (block->length <= LONGEST_TITLE && strchr("[0123456789", text.at[0]) &&
        omission_read(text, &omission))
        return FORM_OMISSION;
    bool is_short = block->length <= LONGEST_LINE && block->label.len == 0;
    if (is_short && strchr("[(<{.*\xe2", text.at[0]) && is_omission(text))
        return FORM_OMISSION;
    if (is_bullet(text))
        return FORM_BULLET;
    return is_short && is_enumerator(text) ? FORM_ENUMERATOR : FORM_PROSE;
}

/* The last character, but for closing quotation marks and brackets. */
static char last_sign(struct slice text)
{
    while (text.len > 0) {
        char last = text.at[text.len - 1];
        bool quote = slice_ends(text, SLICE("”")) || slice_ends(text, SLICE("’"));
        if (quote)
            text.len -= 3;
        else if (last == '"' || last == '\'' || last == ')' || last == ']')
            text.len--;
        else
            return last;
    }
    return '\0';
}

static bool all_capitals(struct slice text)
{
    size_t capitals = 0, size;
    for (; text.len > 0; text = slice_from(text, size)) {
        uint32_t cp = utf8_decode(text, &size);
        if (letter_is_small(cp))
            return false;
        capitals += letter_is_capital(cp);
    }
    return capitals >= 2;
}

/* "(a) ", "(iv) ", "(3) " and text after it. */
static bool is_lettered(struct slice text)
{
    size_t end = slice_find(text, ')');
    return end > 1 && end < 6 && end + 2 < text.len && text.at[0] == '(' &&
           text.at[end + 1] == ' ' && is_enumerator((struct slice){text.at, end + 1});
}

static uint16_t number_of(const struct block *block)
{
    uint64_t number;
    slice_number(block->number, UINT16_MAX, &number);
    return (uint16_t)number; /* 0 when there is none */
}

static bool has_level(struct slice text, const struct form_words *words)
{
    struct stamp stamp;
    return stamp_read(text, words, &stamp) && stamp.level.len > 0;
}

/* Does a line of a head begin with what registries set? */
static bool is_stamped(struct slice text)
{
    return text.at[0] == '(' || text.at[0] == '[' || slice_starts(text, SLICE("No. "));
}

struct shape shape_of(const struct block *block, const struct form_words *words,
                      bool in_head)
{
    char room[LONGEST_TITLE * 4];
    struct slice text = invisible_strip(block->text, room, sizeof(room));
    bool is_short = block->length <= LONGEST_LINE;
    enum form form = form_of_signs(block), line = form;
    if ((form == FORM_PROSE || form == FORM_ROW) && is_short && block->label.len == 0)
        line = form_of_words(text, block->length, words, in_head);
    if (form != FORM_ROW || line == FORM_STAMP || line == FORM_SIGNATURE ||
        (line == FORM_DATELINE && is_stamped(text)) || line == FORM_CLOSER)
        form = line;
    else if (form == FORM_PROSE && in_head && form_is_parties(text, words))
        form = FORM_PARTIES;
    char last = last_sign(text);
    size_t size = 0;
    uint32_t first = text.len ? utf8_decode(text, &size) : 0;
    bool titled = in_head && form != FORM_FILE && block->length <= LONGEST_TITLE;
    return (struct shape){
        .length = block->length,
        .number = number_of(block),
        .form = (uint8_t)form,
        .indented = block->cell_count > 1 && block->cells[0].end == 0,
        .has_level = form == FORM_STAMP && has_level(text, words),
        .sentence = last == '.' || last == '!' || last == '?',
        .continues = last == ':' || last == ',' || last == ';',
        .capitals = is_short && in_head && all_capitals(text),
        .lettered = is_lettered(text),
        .is_source_line = is_short && slice_starts(text, SLICE("Source: ")),
        .heads = titled && form_heads_title(text, words),
        .has_title_word = titled && form_names_title(text, words),
        .starts_big = letter_is_capital(first) || (first >= '0' && first <= '9') ||
                      first == 0x201c || first == '"' || first == '[' || first == '(',
    };
}
