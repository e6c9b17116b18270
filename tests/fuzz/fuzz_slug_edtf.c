/* Any bytes as a name, as words, as a date. */
#define FUZZ_NAME "slug_edtf"
#include "replay.h"

#include "base/model.h"
#include "text/edtf.h"
#include "text/slug.h"

static const char *const fuzz_words[FUZZ_WORDS] = {"1953",     "-08",
                                                   "-21",      "/",
                                                   "..",       "?",
                                                   "~",        "%",
                                                   "X",        "XX",
                                                   "Y",        "-24",
                                                   "T",        ":30",
                                                   "Z",        "+01",
                                                   "-0",       "June ",
                                                   "9",        "th",
                                                   ", ",       "6-7",
                                                   "March",    ".json",
                                                   ".txt",     ".",
                                                   "_",        "-",
                                                   "\xd0\x9c", " ",
                                                   "\xcc",     "\x88",
                                                   "\xea\x9e", "d10",
                                                   "007",      "TOP SECRET",
                                                   "\xc4\xb0", "\xe1\xba\x9e",
                                                   "\xcd\x85", "\xf0\x9d\x94\x8a",
                                                   NULL};

static bool ends_in_suffix(struct slice slug)
{
    static const char *const suffixes[] = {".json", ".ndjson", ".csv", ".txt", ".xml"};
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++)
        if (slice_ends(slug, slice_of(suffixes[i])))
            return true;
    return false;
}

static void check_slug(struct arena *arena, struct slice name)
{
    struct slice slug = slug_of(arena, name);
    struct slice again = slug_of(arena, slug);
    HOLDS(slug.len > 0 && slug.len <= 200 && is_utf8(slug), "%zu bytes", slug.len);
    HOLDS(slice_equal(slug, again), "\"%.*s\" becomes \"%.*s\"", SLICE_PRINT(slug),
          SLICE_PRINT(again));
    HOLDS(!strchr(".-", slug.at[0]) && !strchr(".-", slug.at[slug.len - 1]), "\"%.*s\"",
          SLICE_PRINT(slug));
    HOLDS(!ends_in_suffix(slug), "\"%.*s\"", SLICE_PRINT(slug));
    for (size_t i = 0; i < slug.len; i++)
        HOLDS((unsigned char)slug.at[i] > ' ' && !strchr("/?#%&\"<>\\", slug.at[i]),
              "\"%.*s\"", SLICE_PRINT(slug));
    struct slice order = slug_order(arena, name);
    HOLDS(slice_equal(order, slug_order(arena, name)), "two orders");
}

static void check_words(struct arena *arena, struct slice text)
{
    struct slice words = slug_words(arena, text);
    struct slice again = slug_words(arena, words);
    HOLDS(words.len > 0 && words.at[0] == ' ' && words.at[words.len - 1] == ' ',
          "\"%.*s\"", SLICE_PRINT(words));
    HOLDS(is_utf8(words), "not UTF-8");
    HOLDS(!memmem(words.at, words.len, "  ", 2), "\"%.*s\"", SLICE_PRINT(words));
    HOLDS(slice_equal(words, again), "\"%.*s\" becomes \"%.*s\"", SLICE_PRINT(words),
          SLICE_PRINT(again));
    if (!is_utf8(text))
        return;
    struct slice key = classification_key(arena, text);
    HOLDS(is_utf8(key), "\"%.*s\"", SLICE_PRINT(key));
    HOLDS(slice_equal(key, classification_key(arena, key)), "\"%.*s\"", SLICE_PRINT(key));
}

static bool is_day(int32_t day)
{
    int32_t month = (day < 0 ? -(day + 1) : day) / 100 % 100;
    return day == INT32_MIN || day == INT32_MAX || day < 0 ||
           (month >= 1 && month <= 12 && day % 100 >= 1 && day % 100 <= 31);
}

static void check_dates(struct slice text)
{
    struct edtf_range range = {0, 0};
    if (edtf_read(text, &range)) {
        HOLDS(range.first <= range.last, "\"%.*s\": %d to %d", SLICE_PRINT(text),
              range.first, range.last);
        HOLDS(is_day(range.first) && is_day(range.last), "\"%.*s\": %d to %d",
              SLICE_PRINT(text), range.first, range.last);
    }
    char date[EDTF_ROOM];
    struct slice where;
    if (!is_utf8(text) || !edtf_from_english(text, date, &where))
        return;
    HOLDS(memchr(date, '\0', sizeof(date)), "has no end");
    HOLDS(edtf_read(slice_of(date), &range), "\"%.*s\" is read as \"%s\"",
          SLICE_PRINT(text), date);
    HOLDS(where.len > 0 && where.at >= text.at &&
              where.at + where.len <= text.at + text.len && is_utf8(where),
          "\"%s\" is not in the text", date);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice text = {(const char *)bytes, size};
    struct arena arena;
    arena_init(&arena);
    check_slug(&arena, text);
    check_words(&arena, text);
    check_dates(text);
    HOLDS(!arena_failed(&arena), "memory ran out");
    arena_release(&arena);
    return 0;
}
