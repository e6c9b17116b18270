/* Search without a data set: matches and snippets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "query/match.h"

#include <stdio.h>

/* The text with its matches in brackets. */
static void expect(const char *typed, const char *text, const char *want)
{
    struct arena arena;
    struct query_tree query;
    struct match *matches;
    struct buffer got;
    size_t count, at = 0;
    arena_init(&arena);
    buffer_init(&got);
    assert_int_equal(query_read(&query, slice_of(typed), &arena), FAULT_NONE);
    struct matcher *matcher = matcher_new(&arena, query.root);
    assert_non_null(matcher);
    assert_int_equal(
        match_find(matcher, slice_of(text), TREE_BODY, &arena, &matches, &count),
        FAULT_NONE);
    for (size_t i = 0; i < count; i++) {
        buffer_put(&got, (struct slice){text + at, matches[i].start - at});
        buffer_print(&got, "[%.*s]", (int)(matches[i].end - matches[i].start),
                     text + matches[i].start);
        at = matches[i].end;
    }
    buffer_put_text(&got, text + at);
    buffer_put_char(&got, '\0');
    assert_string_equal(got.at, want);
    buffer_release(&got);
    arena_release(&arena);
}

static void words_match_in_any_spelling(void **state)
{
    (void)state;
    expect("zhizn", "Nauka i zhizn\xea\x9e\x8c.", "Nauka i [zhizn\xea\x9e\x8c].");
    expect("coexistence", "peaceful co-existence, coexistence",
           "peaceful [co-existence], [coexistence]");
    expect("stalin", "Stalin\xe2\x80\x99s death", "[Stalin]\xe2\x80\x99s death");
    expect("final", "the \xef\xac\x81nal word", "the [\xef\xac\x81nal] word");
    expect("etat", "coup d\xe2\x80\x99\xc3\xa9tat, e\xcc\x81tat",
           "coup d\xe2\x80\x99[\xc3\xa9tat], [e\xcc\x81tat]");
}

static void matches_lie_right_behind_astral_characters(void **state)
{
    (void)state;
    expect("war", "\xf0\x9f\x98\x80 war \xf0\x9d\x92\xb2 war",
           "\xf0\x9f\x98\x80 [war] \xf0\x9d\x92\xb2 [war]");
}

static void phrases_match_as_one(void **state)
{
    (void)state;
    expect("\"soviet union\"", "the Soviet Union; union soviet",
           "the [Soviet Union]; union soviet");
    expect("\"peaceful co-existence\"", "peaceful co-existence",
           "[peaceful co-existence]");
    expect("\"peaceful coexist\"*", "peaceful coexistence", "[peaceful coexistence]");
    expect("\"a a\"", "a a a", "[a a a]");
    expect("\"coexistence policy\"", "a co-existence policy", "a [co-existence policy]");
    expect("\"co-existence policy\"", "a coexistence policy", "a [coexistence policy]");
    expect("\"coexistence policy\"", "coexistence of policy", "coexistence of policy");
}

static void what_is_left_out_is_not_marked(void **state)
{
    (void)state;
    expect("policy -soviet", "soviet policy", "soviet [policy]");
}

static void many_matches_come_in_order(void **state)
{
    (void)state;
    expect("\"b c\" a", "a b c a b c", "[a] [b c] [a] [b c]");
}

static void expect_crop(const char *text, struct match match, size_t crop,
                        const char *want)
{
    struct match shown = match_crop(slice_of(text), &match, match.end > 0, crop);
    char got[300];
    snprintf(got, sizeof(got), "%.*s", (int)(shown.end - shown.start),
             text + shown.start);
    assert_string_equal(got, want);
}

static void snippets_are_cut_at_blanks(void **state)
{
    (void)state;
    const char *text = "one two three four five six seven eight nine ten";
    expect_crop(text, (struct match){0, 0}, 12, "one two");
    expect_crop(text, (struct match){19, 23}, 18, "five six seven");
    expect_crop(text, (struct match){45, 48}, 18, "nine ten");
    expect_crop("short", (struct match){0, 0}, 20, "short");
}

static void snippets_never_cut_a_character_or_a_match(void **state)
{
    (void)state;
    const char *text = "\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6"
                       "\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6\xd0\xb6";
    for (uint32_t crop = 1; crop < 30; crop++) {
        struct match match = {10, 14},
                     shown = match_crop(slice_of(text), &match, 1, crop);
        assert_true(shown.start % 2 == 0 && shown.end % 2 == 0);
        assert_true(shown.start <= 10 && shown.end >= 14);
    }
}

static void snippets_show_where_matches_are_densest(void **state)
{
    (void)state;
    const char *text = "war and then for a very long time nothing at all but war, war "
                       "and war";
    struct match matches[] = {{0, 3}, {53, 56}, {58, 61}, {66, 69}};
    struct match shown = match_crop(slice_of(text), matches, 4, 20);
    assert_true(shown.start <= 53 && shown.end >= 69);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_match_in_any_spelling),
        cmocka_unit_test(matches_lie_right_behind_astral_characters),
        cmocka_unit_test(phrases_match_as_one),
        cmocka_unit_test(what_is_left_out_is_not_marked),
        cmocka_unit_test(many_matches_come_in_order),
        cmocka_unit_test(snippets_are_cut_at_blanks),
        cmocka_unit_test(snippets_never_cut_a_character_or_a_match),
        cmocka_unit_test(snippets_show_where_matches_are_densest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
