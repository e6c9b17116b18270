/* Stamps: items are taken off the line one after the other, whatever is between them. */
#include "stamp.h"
#include "base/utf8.h"
#include "text/edtf.h"

/* The rest of the line, and the bracket that was opened last. */
struct stamp_reader {
    struct slice rest;
    char bracket;
    const struct form_words *words;
};

static bool is_digit(struct slice text, size_t at)
{
    return at < text.len && text.at[at] >= '0' && text.at[at] <= '9';
}

static bool is_letter(struct slice text, size_t at)
{
    return at < text.len && ((text.at[at] | 0x20) >= 'a') &&
           ((text.at[at] | 0x20) <= 'z');
}

/* Skips brackets, points, dashes and blanks. */
static void skip_signs(struct stamp_reader *reader)
{
    for (;;) {
        size_t size = utf8_space(reader->rest);
        if (size == 0 && reader->rest.len > 0 && strchr("()[].;:,-", reader->rest.at[0]))
            size = 1;
        if (slice_starts(reader->rest, SLICE("—")) ||
            slice_starts(reader->rest, SLICE("–")))
            size = 3;
        if (size == 0)
            return;
        if (strchr("([", reader->rest.at[0]))
            reader->bracket = reader->rest.at[0];
        else if (strchr(")]", reader->rest.at[0]))
            reader->bracket = '\0';
        reader->rest = slice_from(reader->rest, size);
    }
}

static size_t digits_of(struct slice text)
{
    size_t length = 0;
    while (is_digit(text, length))
        length++;
    return length;
}

/* "206", "615 E", "29A" at the start of `text`: its length, or 0. */
static size_t number_length(struct slice text)
{
    size_t length = digits_of(text);
    if (length == 0 || length > 6)
        return 0;
    bool blank = length + 1 < text.len && text.at[length] == ' ';
    size_t letter = length + blank;
    if (is_letter(text, letter) && text.at[letter] <= 'Z' &&
        !is_letter(text, letter + 1) && !is_digit(text, letter + 1))
        return letter + 1;
    return is_letter(text, length) ? 0 : length;
}

static void set_number(struct stamp *stamp, struct slice number)
{
    if (stamp->number.len == 0)
        stamp->number = number;
    else if (stamp->second.len == 0)
        stamp->second = number;
}

/* "No. 206", "(314)" */
static bool take_number(struct stamp_reader *reader, struct stamp *stamp)
{
    static const char *const signs[] = {"No. ",       "NO. ",    "No ",  "N\xc2\xb0 ",
                                        "N\xc2\xba ", "Number ", "Nos. "};
    struct slice rest = reader->rest;
    bool is_named = false;
    for (size_t i = 0; !is_named && i < sizeof(signs) / sizeof(*signs); i++)
        if (slice_starts(rest, slice_of(signs[i]))) {
            rest = slice_from(rest, strlen(signs[i]));
            is_named = true;
        }
    size_t length = number_length(rest);
    if (length == 0)
        return false;
    struct slice after = slice_from(rest, length);
    bool closed = after.len > 0 && strchr(".)]", after.at[0]);
    if (!is_named && (!reader->bracket || !closed))
        return false;
    struct slice number = {rest.at, length};
    enum { LONGEST = 4 }; /* digits of a number; more in brackets are a registry's */
    if (!is_named && length > LONGEST)
        stamp->reference = number;
    else
        set_number(stamp, number);
    reader->rest = after;
    return true;
}

/* "C 5160/55/18", "F.O. 29,105/14/3", "FO 371/1071": letters, then digits with "/". */
static bool take_reference(struct stamp_reader *reader, struct stamp *stamp)
{
    struct slice rest = reader->rest;
    size_t at = 0, letters = 0, slashes = 0;
    while (at < rest.len && ((rest.at[at] >= 'A' && rest.at[at] <= 'Z') ||
                             (letters > 0 && rest.at[at] == '.')))
        letters += rest.at[at++] != '.';
    if (letters == 0 || letters > 4 || at >= rest.len || rest.at[at] != ' ')
        return false;
    size_t digits = ++at;
    for (; is_digit(rest, at) ||
           (at < rest.len && strchr("/,", rest.at[at]) &&
            (is_digit(rest, at + 1) || is_letter(rest, at + 1))) ||
           (is_letter(rest, at) && rest.at[at] <= 'Z' && rest.at[at - 1] == '/');
         at++)
        slashes += rest.at[at] == '/';
    if (slashes == 0 || !is_digit(rest, digits) || is_letter(rest, at))
        return false;
    stamp->reference = (struct slice){rest.at, at};
    reader->rest = slice_from(rest, at);
    return true;
}

/* From the start of `first` to the end of `last`. */
static struct slice span(struct slice first, struct slice last)
{
    return first.len ? (struct slice){first.at, (size_t)(last.at + last.len - first.at)}
                     : last;
}

/* A word or phrase of classification, urgency, handling or kind. */
static bool take_word(struct stamp_reader *reader, struct stamp *stamp)
{
    const struct form_words *words = reader->words;
    const struct {
        const struct word_table *table;
        struct slice *out;
    } sorts[] = {{&words->handling, &stamp->handling},
                 {&words->precedence, &stamp->precedence},
                 {&words->marks, &stamp->level}};
    for (size_t i = 0; i < sizeof(sorts) / sizeof(*sorts); i++) {
        size_t length = words_match(sorts[i].table, reader->rest);
        if (length == 0)
            continue;
        struct slice word = {reader->rest.at, length};
        *sorts[i].out = span(*sorts[i].out, word);
        reader->rest = slice_from(reader->rest, length);
        return true;
    }
    size_t length = words_match(&words->media, reader->rest);
    bool single = reader->rest.len > 1 && reader->rest.at[1] == '.' &&
                  strchr("PR", reader->rest.at[0]) && stamp->is_telegraphic;
    if (length == 0 && !single)
        return false;
    stamp->is_telegraphic |= length > 5 && (reader->rest.at[0] | 0x20) == 't';
    stamp->is_extract |= length > 0 && (reader->rest.at[0] | 0x20) == 'e';
    reader->rest = slice_from(reader->rest, length ? length : 1);
    return true;
}

static bool is_month_day(struct slice text)
{
    int month, day;
    return edtf_month_day(text, &month, &day);
}

/* "Received June 4." in brackets, "[March 14.]", "D. 3.10 p.m.; R. 5 p.m.", "SECTION 2"
 */
static bool take_receipt(struct stamp_reader *reader, struct stamp *stamp)
{
    size_t end = slice_find(reader->rest, reader->bracket == '[' ? ']' : ')');
    struct slice inside = {reader->rest.at, end};
    size_t length = words_match(&reader->words->receipts, inside);
    bool section = length > 0 && (inside.at[0] | 0x20) == 's';
    bool clock = slice_starts(inside, SLICE("D. ")) || slice_starts(inside, SLICE("R. "));
    if (section) {
        struct slice rest = slice_from(reader->rest, length);
        rest = slice_from(rest, utf8_space(rest));
        reader->rest = slice_from(rest, digits_of(rest));
        return digits_of(rest) > 0;
    }
    bool receipt = length > 0 && reader->bracket;
    if (!receipt && !(clock && is_digit(inside, 3)) &&
        !(reader->bracket == '[' && end < 24 && is_month_day(inside)))
        return false;
    if (receipt)
        stamp->received = utf8_trim(slice_from(inside, length));
    reader->rest =
        slice_from(reader->rest, clock && !reader->bracket ? reader->rest.len : end);
    return true;
}

bool stamp_read(struct slice text, const struct form_words *words, struct stamp *out)
{
    struct stamp_reader reader = {.rest = text, .words = words};
    size_t items = 0;
    *out = (struct stamp){.is_extract = false};
    for (;; items++) {
        struct stamp_reader before = reader;
        skip_signs(&reader);
        if (take_number(&reader, out) || take_reference(&reader, out) ||
            take_word(&reader, out) || take_receipt(&reader, out))
            continue;
        /* A bracket that is opened and not read belongs to the rest. */
        if (reader.bracket && reader.rest.len > 0 && items == 0)
            reader = before;
        break;
    }
    out->rest = reader.rest;
    out->has_office = words_match(&words->offices, reader.rest) > 0;
    return items > 0;
}

bool stamp_is_line(struct slice text, const struct form_words *words)
{
    struct stamp stamp;
    if (text.len == 0 || !strchr("([NDFCSMTVPEU", text.at[0]) ||
        !stamp_read(text, words, &stamp))
        return false;
    bool marked = stamp.number.len || stamp.reference.len || stamp.received.len ||
                  stamp.is_telegraphic || stamp.is_extract || text.at[0] == '(' ||
                  text.at[0] == '[';
    return marked && (stamp.rest.len == 0 || (stamp.number.len > 0 && stamp.has_office));
}

bool stamp_of_source(struct slice note, const struct form_words *words, struct stamp *out)
{
    *out = (struct stamp){.is_extract = false};
    while (note.len > 0) {
        size_t length = words_match(&words->marks, note);
        size_t end = length + slice_find(slice_from(note, length), '.');
        if (length > 0 && (end == length || note.at[length] == ';')) {
            struct slice rest = {note.at + length, end - length};
            out->level = (struct slice){note.at, length};
            for (slice_cut(&rest, ';'); rest.len > 0;) {
                struct slice part = utf8_trim(slice_cut(&rest, ';'));
                struct slice *to = words_equal(&words->precedence, part)
                                       ? &out->precedence
                                       : &out->handling;
                *to = span(*to, part);
            }
            return true;
        }
        const char *next = memmem(note.at, note.len, ". ", 2);
        note = next ? slice_from(note, (size_t)(next - note.at) + 2) : SLICE_NONE;
    }
    return false;
}
