/* Parameters: a row for each, and a reader for each kind of value.
 *
 * The rows are those of the API, although rooms above this one answer it: the table is
 * data, and knows no handler. */
#include "parameters.h"
#include "base/utf8.h"
#include "text/edtf.h"

#include <stdlib.h>

enum value_kind {
    VALUE_TEXT,    /* any text, up to `most` bytes */
    VALUE_NUMBER,  /* from `least` to `most` */
    VALUE_SWITCH,  /* 1, true or empty; 0 or false */
    VALUE_WORD,    /* one of the words */
    VALUE_WORDS,   /* some of the words, with commas */
    VALUE_NUMBERS, /* 4 or 4-12 */
    VALUE_IDS,     /* p4..p12 */
    VALUE_DATE,    /* EDTF */
};

struct parameter_row {
    const char *name;
    enum value_kind kind;
    int64_t least, most;
    const char *const *words; /* ends with NULL; NULL: those of the route */
};

static const char *const format_words[] = {"json", "ndjson", "csv", "txt", "atom", NULL};
static const char *const offset_words[] = {"cp", "utf16", "utf8", NULL};
static const char *const sort_words[] = {"document", "date", "-date", "title", NULL};
static const char *const facet_words[] = {"collection", "classification", "year",
                                          "decade",     "author",         "recipient",
                                          "kind",       "entity",         NULL};
static const char *const include_words[] = {
    "paragraphs", "footnotes", "omissions", "source", "entities", "mentions", NULL};
static const char *const type_words[] = {"person",      "place", "organization", "treaty",
                                         "publication", "event", "date",         NULL};
static const char *const note_words[] = {"none", "inline", "end", NULL};
static const char *const scope_words[] = {"body", "notes", "title", NULL};
static const char *const within_words[] = {"passage", "document", NULL};
static const char *const group_words[] = {"none", "document", NULL};
static const char *const highlight_words[] = {"offsets", "html", "none", NULL};
static const char *const syntax_words[] = {"plain", "advanced", NULL};
static const char *const match_words[] = {"auto", "all", "any", NULL};
static const char *const expand_words[] = {"auto", "none", NULL};
static const char *const omission_words[] = {"keep", "drop", NULL};

static const struct parameter_row rows[PARAMETERS] = {
    [PARAM_LIMIT] = {"limit", VALUE_NUMBER, 1, 200, NULL},
    [PARAM_CURSOR] = {"cursor", VALUE_TEXT, 1, 2000, NULL},
    [PARAM_FIELDS] = {"fields", VALUE_WORDS, 0, 0, NULL},
    [PARAM_FORMAT] = {"format", VALUE_WORD, 0, 0, format_words},
    [PARAM_PRETTY] = {"pretty", VALUE_SWITCH, 0, 0, NULL},
    [PARAM_OFFSETS] = {"offsets", VALUE_WORD, 0, 0, offset_words},
    [PARAM_REV] = {"rev", VALUE_TEXT, 0, 64, NULL},
    [PARAM_COLLECTION] = {"collection", VALUE_TEXT, 1, 300, NULL},
    [PARAM_DOCUMENT] = {"document", VALUE_TEXT, 1, 300, NULL},
    [PARAM_Q] = {"q", VALUE_TEXT, 0, 500, NULL},
    [PARAM_CLASSIFICATION] = {"classification", VALUE_TEXT, 1, 100, NULL},
    [PARAM_DATE_FROM] = {"date.from", VALUE_DATE, 0, 100, NULL},
    [PARAM_DATE_TO] = {"date.to", VALUE_DATE, 0, 100, NULL},
    [PARAM_AUTHOR] = {"author", VALUE_TEXT, 1, 300, NULL},
    [PARAM_RECIPIENT] = {"recipient", VALUE_TEXT, 1, 300, NULL},
    [PARAM_AUTHOR_IS] = {"author.is", VALUE_TEXT, 1, 2000, NULL},
    [PARAM_RECIPIENT_IS] = {"recipient.is", VALUE_TEXT, 1, 2000, NULL},
    [PARAM_GENRE] = {"document.kind", VALUE_TEXT, 1, 100, NULL},
    [PARAM_SORT] = {"sort", VALUE_WORD, 0, 0, sort_words},
    [PARAM_FACETS] = {"facets", VALUE_WORDS, 0, 0, facet_words},
    [PARAM_INCLUDE] = {"include", VALUE_WORDS, 0, 0, include_words},
    [PARAM_NOTES] = {"notes", VALUE_WORD, 0, 0, note_words},
    [PARAM_OMISSIONS] = {"omissions", VALUE_WORD, 0, 0, omission_words},
    [PARAM_NUMBER] = {"number", VALUE_NUMBERS, 1, 999999, NULL},
    [PARAM_RANGE] = {"range", VALUE_IDS, 0, 200, NULL},
    [PARAM_KIND] = {"kind", VALUE_WORDS, 0, 0, NULL},
    [PARAM_CONTEXT] = {"context", VALUE_NUMBER, 0, 5, NULL},
    [PARAM_PARAGRAPH] = {"paragraph", VALUE_TEXT, 1, 100, NULL},
    [PARAM_IDS] = {"ids", VALUE_TEXT, 0, 30000, NULL},
    [PARAM_SCOPE] = {"scope", VALUE_WORDS, 0, 0, scope_words},
    [PARAM_WITHIN] = {"within", VALUE_WORD, 0, 0, within_words},
    [PARAM_GROUP] = {"group", VALUE_WORD, 0, 0, group_words},
    [PARAM_HIGHLIGHT] = {"highlight", VALUE_WORD, 0, 0, highlight_words},
    [PARAM_CROP] = {"crop", VALUE_NUMBER, 20, 2000, NULL},
    [PARAM_SYNTAX] = {"syntax", VALUE_WORD, 0, 0, syntax_words},
    [PARAM_MATCH] = {"match", VALUE_WORD, 0, 0, match_words},
    [PARAM_EXPAND] = {"expand", VALUE_WORD, 0, 0, expand_words},
    [PARAM_PARTIAL] = {"partial", VALUE_SWITCH, 0, 0, NULL},
    [PARAM_PREFIX] = {"prefix", VALUE_TEXT, 0, 100, NULL},
    [PARAM_ENTITY] = {"entity", VALUE_TEXT, 1, 1000, NULL},
    [PARAM_TYPE] = {"type", VALUE_WORDS, 0, 0, type_words},
    [PARAM_SINCE] = {"since", VALUE_TEXT, 1, 100, NULL},
    [PARAM_MIN_MENTIONS] = {"minMentions", VALUE_NUMBER, 0, 999999, NULL},
};

const char *parameter_name(enum parameter parameter)
{
    return rows[parameter].name;
}

bool parameter_fits(enum parameter parameter, struct slice text)
{
    const struct parameter_row *row = &rows[parameter];
    return row->kind == VALUE_TEXT && text.len >= (size_t)row->least &&
           text.len <= (size_t)row->most;
}

enum parameter parameter_find(struct slice name)
{
    enum parameter parameter = 0;
    while (parameter < PARAMETERS && !slice_is(name, rows[parameter].name))
        parameter++;
    return parameter;
}

bool parameter_is_tracker(struct slice name)
{
    return slice_starts(name, SLICE("utm_")) || slice_is(name, "fbclid") ||
           slice_is(name, "gclid") || slice_is(name, "_");
}

/* Reads the value of one parameter. */
struct parameter_reader {
    const struct parameter_row *row;
    const char *const *words;
    uint64_t words_allowed; /* bits */
    struct arena *arena;
    struct value *value;
    struct slice *allowed;
    struct fault_detail *detail;
};

static enum fault reject(struct parameter_reader *reader, struct slice allowed)
{
    *reader->allowed = allowed;
    return fault_set(reader->detail, FAULT_BAD_PARAMETER, "%s must be %.*s",
                     reader->row->name, SLICE_PRINT(allowed));
}

/* A number of at most 9 digits, up to `most`; -1 otherwise. */
static int64_t read_digits(struct slice text, int64_t most)
{
    uint64_t number;
    bool good = text.len <= 9 && slice_number(text, (uint64_t)most, &number);
    return good ? (int64_t)number : -1;
}

static enum fault read_number(struct parameter_reader *reader, struct slice text)
{
    const struct parameter_row *row = reader->row;
    reader->value->number = read_digits(text, row->most);
    if (reader->value->number < row->least)
        return reject(reader, arena_print(reader->arena, "a number from %lld to %lld",
                                          (long long)row->least, (long long)row->most));
    return FAULT_NONE;
}

static enum fault read_numbers(struct parameter_reader *reader, struct slice text)
{
    int64_t most = reader->row->most;
    struct slice high = text;
    struct slice low = slice_cut(&high, '-');
    bool range = low.len < text.len;
    reader->value->from = read_digits(low, most);
    reader->value->to = range ? read_digits(high, most) : reader->value->from;
    if (reader->value->from < 1 || reader->value->to < reader->value->from)
        return reject(reader,
                      SLICE("a printed number such as 4, or a range such as 4-12"));
    return FAULT_NONE;
}

static enum fault read_ids(struct parameter_reader *reader, struct slice text)
{
    struct slice high = text;
    reader->value->low = slice_cut(&high, '.');
    if (reader->value->low.len == 0 || high.len < 2 || high.at[0] != '.')
        return reject(reader, SLICE("two ids of blocks, such as p4..p12"));
    reader->value->high = slice_from(high, 1);
    return FAULT_NONE;
}

static enum fault read_switch(struct parameter_reader *reader, struct slice text)
{
    bool on = text.len == 0 || slice_is(text, "1") || slice_is(text, "true");
    if (!on && !slice_is(text, "0") && !slice_is(text, "false"))
        return reject(reader, SLICE("1 or 0"));
    reader->value->number = on;
    return FAULT_NONE;
}

/* "a, b, c": the words that the route allows. */
static struct slice list_words(struct parameter_reader *reader)
{
    struct slice list = SLICE("");
    for (int i = 0; reader->words[i]; i++)
        if (reader->words_allowed >> i & 1)
            list = arena_print(reader->arena, "%.*s%s%s", SLICE_PRINT(list),
                               list.len ? ", " : "", reader->words[i]);
    return list;
}

static int find_word(const struct parameter_reader *reader, struct slice text)
{
    for (int i = 0; reader->words[i]; i++)
        if (reader->words_allowed >> i & 1 && slice_is(text, reader->words[i]))
            return i;
    return -1;
}

static enum fault read_word(struct parameter_reader *reader, struct slice text)
{
    reader->value->number = find_word(reader, text);
    if (reader->value->number < 0)
        return reject(reader, arena_print(reader->arena, "one of %.*s",
                                          SLICE_PRINT(list_words(reader))));
    return FAULT_NONE;
}

/* The wrong word comes first in the message: after many allowed ones it could be cut. */
static enum fault wrong_words(struct parameter_reader *reader, struct slice word)
{
    enum { SHOWN = 60 };
    if (word.len > SHOWN)
        word.len = SHOWN;
    *reader->allowed = arena_print(reader->arena, "some of %.*s, with commas",
                                   SLICE_PRINT(list_words(reader)));
    return fault_set(reader->detail, FAULT_BAD_PARAMETER,
                     "%s says \"%.*s\", but must be %.*s", reader->row->name,
                     SLICE_PRINT(word), SLICE_PRINT(*reader->allowed));
}

static enum fault read_words(struct parameter_reader *reader, struct slice text)
{
    do {
        struct slice word = utf8_trim(slice_cut(&text, ','));
        int found = find_word(reader, word);
        if (found < 0)
            return wrong_words(reader, word);
        reader->value->flags |= UINT64_C(1) << found;
    } while (text.len > 0);
    return FAULT_NONE;
}

static enum fault read_date(struct parameter_reader *reader, struct slice text)
{
    struct edtf_range days;
    if (!edtf_read(text, &days))
        return reject(reader,
                      SLICE("a date in EDTF, such as 1953, 1953-03 or 1953-03-05"));
    reader->value->from = days.first;
    reader->value->to = days.last;
    return FAULT_NONE;
}

static enum fault read_text(struct parameter_reader *reader, struct slice text)
{
    if (text.len < (size_t)reader->row->least)
        return reject(reader, SLICE("given a value, or left out"));
    if (text.len > (size_t)reader->row->most)
        return reject(reader, arena_print(reader->arena, "at most %lld bytes long",
                                          (long long)reader->row->most));
    return FAULT_NONE;
}

enum fault parameter_read(enum parameter parameter, const struct route *route,
                          struct slice text, struct arena *arena, struct value *value,
                          struct slice *allowed, struct fault_detail *detail)
{
    static enum fault (*const readers[])(struct parameter_reader *, struct slice) = {
        [VALUE_TEXT] = read_text,     [VALUE_NUMBER] = read_number,
        [VALUE_SWITCH] = read_switch, [VALUE_WORD] = read_word,
        [VALUE_WORDS] = read_words,   [VALUE_NUMBERS] = read_numbers,
        [VALUE_IDS] = read_ids,       [VALUE_DATE] = read_date,
    };
    const struct parameter_row *row = &rows[parameter];
    struct parameter_reader reader = {.row = row,
                                      .words = row->words ? row->words : route->kinds,
                                      .words_allowed = UINT64_MAX,
                                      .arena = arena,
                                      .value = value,
                                      .allowed = allowed,
                                      .detail = detail};
    if (parameter == PARAM_SORT && route->sorts)
        reader.words = route->sorts;
    if (parameter == PARAM_FIELDS)
        reader.words = route->items->fields;
    if (parameter == PARAM_INCLUDE)
        reader.words_allowed = route->includes;
    if (parameter == PARAM_FORMAT)
        reader.words_allowed = route->formats;
    *value = (struct value){.given = true, .text = text};
    return readers[row->kind](&reader, text);
}
