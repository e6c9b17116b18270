/* Slugs: what becomes of names, and that it does so for ever. */
#include "base/utf8.h"
#include "text/slug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void expect_slug(const char *name, const char *slug)
{
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(slug_of(&arena, slice_of(name)).at, slug);
    arena_release(&arena);
}

static void expect_words(const char *text, const char *words)
{
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(slug_words(&arena, slice_of(text)).at, words);
    arena_release(&arena);
}

static int compare(const char *a, const char *b)
{
    struct arena arena;
    arena_init(&arena);
    struct slice left = slug_order(&arena, slice_of(a));
    struct slice right = slug_order(&arena, slice_of(b));
    size_t len = left.len < right.len ? left.len : right.len;
    int order = memcmp(left.at, right.at, len);
    order = order ? order : (left.len > right.len) - (left.len < right.len);
    arena_release(&arena);
    return order;
}

static void slug_keeps_letters_digits_dot_underscore_and_hyphen(void **state)
{
    (void)state;
    expect_slug("frus1955-57v04_d1.a", "frus1955-57v04_d1.a");
    expect_slug("Moscow--Despatch", "moscow--despatch");
}

static void slug_makes_anything_else_one_hyphen(void **state)
{
    (void)state;
    expect_slug("Despatch No. 12 (final)", "despatch-no.-12-final");
    expect_slug("a - b", "a-b");
    expect_slug("a/../b", "a-..-b");
    expect_slug("a\tb\nc", "a-b-c");
    expect_slug("½ page", "page");
}

static void slug_is_lower_case_in_every_script(void **state)
{
    (void)state;
    expect_slug("ТЕЛЕГРАММА", "телеграмма");
    expect_slug("ÉTÉ", "été");
    expect_slug("İstanbul", "istanbul");
    expect_slug("漢字٣", "漢字٣");
    expect_slug("\xc8\xba\xc8\xba\xc8\xba", "ⱥⱥⱥ"); /* each grows by a byte */
}

static void slug_is_composed_also_where_only_lower_case_composes(void **state)
{
    (void)state;
    expect_slug("e\xcc\x81", "\xc3\xa9");
    expect_slug("J\xcc\x8c", "\xc7\xb0");
}

static void slug_never_ends_in_a_suffix_of_ours(void **state)
{
    (void)state;
    expect_slug("report.json", "report-json");
    expect_slug("Report.TXT", "report-txt");
    expect_slug("a.json.xml", "a.json-xml");
    expect_slug("a.csv.", "a-csv");
    expect_slug(".json", "json");
    expect_slug("report.jsonx", "report.jsonx");
}

static void slug_has_no_dot_or_hyphen_at_its_ends(void **state)
{
    (void)state;
    expect_slug("-.a.-", "a");
    expect_slug("(a)", "a");
    expect_slug("_a_", "_a_");
}

static void slug_of_nothing_is_document(void **state)
{
    (void)state;
    expect_slug("", "document");
    expect_slug("..", "document");
    expect_slug("\xff\xfe", "document");
}

static void slug_of_bytes_that_are_not_utf8_has_hyphens(void **state)
{
    (void)state;
    expect_slug("caf\xe9 noir", "caf-noir");
    expect_slug("a\xf0\x9f\x98z", "a-z");
}

static void slug_is_cut_at_a_character(void **state)
{
    (void)state;
    char name[] = "aжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжж"
                  "жжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжж";
    struct arena arena;
    arena_init(&arena);
    struct slice slug = slug_of(&arena, slice_of(name));
    bool cut;
    assert_int_equal(slug.len, 199);
    assert_int_equal(utf8_check(slug, &cut), slug.len);
    arena_release(&arena);
}

static void slug_of_a_slug_is_itself_for_every_character(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (uint32_t cp = 1; cp < 0x32000; cp++) {
        if (cp >= 0xd800 && cp < 0xe000)
            continue;
        char name[9] = {'a'};
        name[1 + utf8_encode(cp, name + 1)] = 'b';
        struct slice once = slug_of(&arena, slice_of(name));
        struct slice twice = slug_of(&arena, once);
        if (!slice_equal(once, twice))
            fail_msg("U+%04X: %s, then %s", (unsigned)cp, once.at, twice.at);
        arena_clear(&arena);
    }
    arena_release(&arena);
}

static void order_is_natural(void **state)
{
    (void)state;
    assert_true(compare("d2", "d10") < 0);
    assert_true(compare("d9999999999", "d10000000000") < 0);
    assert_true(compare("d999999999", "d9999999999") < 0);
    assert_true(compare("d999999999999999999", "d1000000000000000000") < 0);
    assert_true(compare("v1-d10", "v1-d9") > 0);
    assert_true(compare("d1", "d1a") < 0);
}

static void order_passes_over_case_and_leading_zeros(void **state)
{
    (void)state;
    assert_int_equal(compare("D002", "d2"), 0);
    assert_true(compare("d002", "d10") < 0);
    assert_true(compare("d0", "d1") < 0);
    assert_int_equal(compare("Ж", "ж"), 0);
}

static void words_are_folded_between_blanks(void **state)
{
    (void)state;
    expect_words("Café “Größe”, No. 3", " cafe grosse no 3 ");
    expect_words("Министр", " министр ");
    expect_words("ﬁle x²", " file x2 ");
    expect_words("co\xc2\xadoperation", " cooperation ");
}

static void words_of_nothing_are_one_blank(void **state)
{
    (void)state;
    expect_words("", " ");
    expect_words("…", " ");
}

static void words_lose_the_sign_that_stands_for_a_soft_sign(void **state)
{
    (void)state;
    expect_words("zhizn\xea\x9e\x8c", " zhizn ");
    expect_words("zhizn\xca\xb9", " zhizn ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slug_keeps_letters_digits_dot_underscore_and_hyphen),
        cmocka_unit_test(slug_makes_anything_else_one_hyphen),
        cmocka_unit_test(slug_is_lower_case_in_every_script),
        cmocka_unit_test(slug_is_composed_also_where_only_lower_case_composes),
        cmocka_unit_test(slug_never_ends_in_a_suffix_of_ours),
        cmocka_unit_test(slug_has_no_dot_or_hyphen_at_its_ends),
        cmocka_unit_test(slug_of_nothing_is_document),
        cmocka_unit_test(slug_of_bytes_that_are_not_utf8_has_hyphens),
        cmocka_unit_test(slug_is_cut_at_a_character),
        cmocka_unit_test(slug_of_a_slug_is_itself_for_every_character),
        cmocka_unit_test(order_is_natural),
        cmocka_unit_test(order_passes_over_case_and_leading_zeros),
        cmocka_unit_test(words_are_folded_between_blanks),
        cmocka_unit_test(words_of_nothing_are_one_blank),
        cmocka_unit_test(words_lose_the_sign_that_stands_for_a_soft_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
