/* Parameters: a row for each, and a reader for each kind of value. */
#include "parameters.h"
#include "base/utf8.h"
#include "text/edtf.h"

#include <stdlib.h>

enum kind {
    KIND_TEXT,    /* any text, up to `most` bytes */
    KIND_NUMBER,  /* from `least` to `most` */
    KIND_SWITCH,  /* 1, true or nothing; 0 or false */
    KIND_WORD,    /* one of the words */
    KIND_WORDS,   /* some of the words, with commas */
    KIND_NUMBERS, /* 4 or 4-12 */
    KIND_IDS,     /* p4..p12 */
    KIND_DATE,    /* EDTF */
};

struct row {
    const char *name;
    enum kind kind;
    int64_t least, most;
    const char *const *words; /* ends with NULL; NULL: the route has them */
};

static const char *const format_words[] = {"json", "ndjson", "csv", "txt", "xml", NULL};
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
static const char *const omission_words[] = {"keep", "drop", NULL};

static const struct row rows[PARAMETERS] = {
    [PARAM_LIMIT] = {"limit", KIND_NUMBER, 1, 200, NULL},
    [PARAM_CURSOR] = {"cursor", KIND_TEXT, 1, 2000, NULL},
    [PARAM_FIELDS] = {"fields", KIND_WORDS, 0, 0, NULL},
    [PARAM_FORMAT] = {"format", KIND_WORD, 0, 0, format_words},
    [PARAM_PRETTY] = {"pretty", KIND_SWITCH, 0, 0, NULL},
    [PARAM_OFFSETS] = {"offsets", KIND_WORD, 0, 0, offset_words},
    [PARAM_REV] = {"rev", KIND_TEXT, 0, 64, NULL},
    [PARAM_COLLECTION] = {"collection", KIND_TEXT, 1, 300, NULL},
    [PARAM_DOCUMENT] = {"document", KIND_TEXT, 1, 300, NULL},
    [PARAM_Q] = {"q", KIND_TEXT, 0, 500, NULL},
    [PARAM_CLASSIFICATION] = {"classification", KIND_TEXT, 1, 100, NULL},
    [PARAM_DATE_FROM] = {"date.from", KIND_DATE, 0, 100, NULL},
    [PARAM_DATE_TO] = {"date.to", KIND_DATE, 0, 100, NULL},
    [PARAM_AUTHOR] = {"author", KIND_TEXT, 1, 300, NULL},
    [PARAM_RECIPIENT] = {"recipient", KIND_TEXT, 1, 300, NULL},
    [PARAM_AUTHOR_IS] = {"author.is", KIND_TEXT, 1, 2000, NULL},
    [PARAM_RECIPIENT_IS] = {"recipient.is", KIND_TEXT, 1, 2000, NULL},
    [PARAM_GENRE] = {"document.kind", KIND_TEXT, 1, 100, NULL},
    [PARAM_SORT] = {"sort", KIND_WORD, 0, 0, sort_words},
    [PARAM_FACETS] = {"facets", KIND_WORDS, 0, 0, facet_words},
    [PARAM_INCLUDE] = {"include", KIND_WORDS, 0, 0, include_words},
    [PARAM_NOTES] = {"notes", KIND_WORD, 0, 0, note_words},
    [PARAM_OMISSIONS] = {"omissions", KIND_WORD, 0, 0, omission_words},
    [PARAM_NUMBER] = {"number", KIND_NUMBERS, 1, 999999, NULL},
    [PARAM_RANGE] = {"range", KIND_IDS, 0, 200, NULL},
    [PARAM_KIND] = {"kind", KIND_WORDS, 0, 0, NULL},
    [PARAM_CONTEXT] = {"context", KIND_NUMBER, 0, 5, NULL},
    [PARAM_PARAGRAPH] = {"paragraph", KIND_TEXT, 1, 100, NULL},
    [PARAM_IDS] = {"ids", KIND_TEXT, 0, 30000, NULL},
    [PARAM_SCOPE] = {"scope", KIND_WORDS, 0, 0, scope_words},
    [PARAM_WITHIN] = {"within", KIND_WORD, 0, 0, within_words},
    [PARAM_GROUP] = {"group", KIND_WORD, 0, 0, group_words},
    [PARAM_HIGHLIGHT] = {"highlight", KIND_WORD, 0, 0, highlight_words},
    [PARAM_CROP] = {"crop", KIND_NUMBER, 20, 2000, NULL},
    [PARAM_SYNTAX] = {"syntax", KIND_WORD, 0, 0, syntax_words},
    [PARAM_PARTIAL] = {"partial", KIND_SWITCH, 0, 0, NULL},
    [PARAM_PREFIX] = {"prefix", KIND_TEXT, 0, 100, NULL},
    [PARAM_ENTITY] = {"entity", KIND_TEXT, 1, 1000, NULL},
    [PARAM_TYPE] = {"type", KIND_WORDS, 0, 0, type_words},
    [PARAM_MIN_MENTIONS] = {"minMentions", KIND_NUMBER, 0, 999999, NULL},
};

const char *parameter_name(enum parameter parameter)
{
    return rows[parameter].name;
}

bool parameter_fits(enum parameter parameter, struct slice text)
{
    const struct row *row = &rows[parameter];
    return row->kind == KIND_TEXT && text.len >= (size_t)row->least &&
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

/* What a reader works with. */
struct reading {
    const struct row *row;
    const char *const *words;
    uint64_t words_allowed; /* bits */
    struct arena *arena;
    struct value *value;
    struct slice *allowed;
    struct fault_detail *detail;
};

static enum fault wrong(struct reading *reading, struct slice allowed)
{
    *reading->allowed = allowed;
    return fault_set(reading->detail, FAULT_BAD_PARAMETER, "%s must be %.*s",
                     reading->row->name, SLICE_PRINT(allowed));
}

/* Digits only, up to `most`; -1 otherwise. */
static int64_t read_digits(struct slice text, int64_t most)
{
    int64_t number = 0;
    if (text.len == 0 || text.len > 9)
        return -1;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return -1;
        number = number * 10 + (text.at[i] - '0');
    }
    return number <= most ? number : -1;
}

static enum fault read_number(struct reading *reading, struct slice text)
{
    const struct row *row = reading->row;
    reading->value->number = read_digits(text, row->most);
    if (reading->value->number < row->least)
        return wrong(reading, arena_print(reading->arena, "a number from %lld to %lld",
                                          (long long)row->least, (long long)row->most));
    return FAULT_NONE;
}

static enum fault read_numbers(struct reading *reading, struct slice text)
{
    int64_t most = reading->row->most;
    struct slice high = text;
    struct slice low = slice_cut(&high, '-');
    bool range = low.len < text.len;
    reading->value->from = read_digits(low, most);
    reading->value->to = range ? read_digits(high, most) : reading->value->from;
    if (reading->value->from < 1 || reading->value->to < reading->value->from)
        return wrong(reading,
                     SLICE("a printed number such as 4, or a range such as 4-12"));
    return FAULT_NONE;
}

static enum fault read_ids(struct reading *reading, struct slice text)
{
    struct slice high = text;
    reading->value->low = slice_cut(&high, '.');
    if (reading->value->low.len == 0 || high.len < 2 || high.at[0] != '.')
        return wrong(reading, SLICE("two ids of blocks, such as p4..p12"));
    reading->value->high = slice_from(high, 1);
    return FAULT_NONE;
}

static enum fault read_switch(struct reading *reading, struct slice text)
{
    bool on = text.len == 0 || slice_is(text, "1") || slice_is(text, "true");
    if (!on && !slice_is(text, "0") && !slice_is(text, "false"))
        return wrong(reading, SLICE("1 or 0"));
    reading->value->number = on;
    return FAULT_NONE;
}

/* "a, b or c" of the words that the route allows. */
static struct slice list_words(struct reading *reading)
{
    struct slice list = SLICE("");
    for (int i = 0; reading->words[i]; i++)
        if (reading->words_allowed >> i & 1)
            list = arena_print(reading->arena, "%.*s%s%s", SLICE_PRINT(list),
                               list.len ? ", " : "", reading->words[i]);
    return list;
}

static int find_word(const struct reading *reading, struct slice text)
{
    for (int i = 0; reading->words[i]; i++)
        if (reading->words_allowed >> i & 1 && slice_is(text, reading->words[i]))
            return i;
    return -1;
}

static enum fault read_word(struct reading *reading, struct slice text)
{
    reading->value->number = find_word(reading, text);
    if (reading->value->number < 0)
        return wrong(reading, arena_print(reading->arena, "one of %.*s",
                                          SLICE_PRINT(list_words(reading))));
    return FAULT_NONE;
}

/* Which one comes first: where there are many that are right, the end is cut. */
static enum fault wrong_words(struct reading *reading, struct slice word)
{
    enum { SHOWN = 60 };
    if (word.len > SHOWN)
        word.len = SHOWN;
    *reading->allowed = arena_print(reading->arena, "some of %.*s, with commas",
                                    SLICE_PRINT(list_words(reading)));
    return fault_set(reading->detail, FAULT_BAD_PARAMETER,
                     "%s says \"%.*s\", but must be %.*s", reading->row->name,
                     SLICE_PRINT(word), SLICE_PRINT(*reading->allowed));
}

static enum fault read_words(struct reading *reading, struct slice text)
{
    do {
        struct slice word = utf8_trim(slice_cut(&text, ','));
        int found = find_word(reading, word);
        if (found < 0)
            return wrong_words(reading, word);
        reading->value->flags |= UINT64_C(1) << found;
    } while (text.len > 0);
    return FAULT_NONE;
}

static enum fault read_date(struct reading *reading, struct slice text)
{
    struct edtf_range days;
    if (!edtf_read(text, &days))
        return wrong(reading,
                     SLICE("a date in EDTF, such as 1953, 1953-03 or 1953-03-05"));
    reading->value->from = days.first;
    reading->value->to = days.last;
    return FAULT_NONE;
}

static enum fault read_text(struct reading *reading, struct slice text)
{
    if (text.len < (size_t)reading->row->least)
        return wrong(reading, SLICE("given a value, or left out"));
    if (text.len > (size_t)reading->row->most)
        return wrong(reading, arena_print(reading->arena, "at most %lld bytes long",
                                          (long long)reading->row->most));
    return FAULT_NONE;
}

enum fault parameter_read(enum parameter parameter, const struct route *route,
                          struct slice text, struct arena *arena, struct value *value,
                          struct slice *allowed, struct fault_detail *detail)
{
    static enum fault (*const readers[])(struct reading *, struct slice) = {
        [KIND_TEXT] = read_text,     [KIND_NUMBER] = read_number,
        [KIND_SWITCH] = read_switch, [KIND_WORD] = read_word,
        [KIND_WORDS] = read_words,   [KIND_NUMBERS] = read_numbers,
        [KIND_IDS] = read_ids,       [KIND_DATE] = read_date,
    };
    const struct row *row = &rows[parameter];
    struct reading reading = {.row = row,
                              .words = row->words ? row->words : route->kinds,
                              .words_allowed = UINT64_MAX,
                              .arena = arena,
                              .value = value,
                              .allowed = allowed,
                              .detail = detail};
    if (parameter == PARAM_SORT && route->sorts)
        reading.words = route->sorts;
    if (parameter == PARAM_FIELDS)
        reading.words = route->fields;
    if (parameter == PARAM_INCLUDE)
        reading.words_allowed = route->includes;
    if (parameter == PARAM_FORMAT)
        reading.words_allowed = route->formats;
    *value = (struct value){.given = true, .text = text};
    return readers[row->kind](&reading, text);
}
