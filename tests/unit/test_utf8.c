/* UTF-8: what is taken for it, and counting in it. */
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* The first `good` bytes of `text` are UTF-8; is what follows a character cut off? */
static void expect_good(const char *text, size_t good, bool cut)
{
    bool was_cut;
    assert_int_equal(utf8_check(slice_of(text), &was_cut), good);
    assert_int_equal(was_cut, cut);
}

static void utf8_check_takes_whole_characters_only(void **state)
{
    (void)state;
    expect_good("", 0, false);
    expect_good("plain ASCII text of some length, and more", 41, false);
    expect_good("é漢😀", 9, false);
    expect_good("ab\xc3", 2, true);
    expect_good("ab\xe6\xbc", 2, true);
    expect_good("ab\xf0\x9f\x98", 2, true);
    expect_good("ab\xc3(", 2, false);
    expect_good("0123456789\xff", 10, false);
}

static void utf8_check_refuses_what_table_3_7_does(void **state)
{
    (void)state;
    expect_good("\x80", 0, false);
    expect_good("\xc0\x80", 0, false);
    expect_good("\xc1\xbf", 0, false);
    expect_good("\xe0\x9f\xbf", 0, false);
    expect_good("\xed\xa0\x80", 0, false);
    expect_good("\xf0\x8f\xbf\xbf", 0, false);
    expect_good("\xf4\x90\x80\x80", 0, false);
    expect_good("\xf5\x80\x80\x80", 0, false);
    expect_good("\xf4\x8f\xbf\xbf", 4, false);
    expect_good("\xee\x80\x80", 3, false);
}

static void utf8_reads_back_every_character_it_writes(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
        char bytes[4];
        bool cut;
        size_t size, len = utf8_encode(cp, bytes);
        struct slice text = {bytes, len};
        bool surrogate = cp >= 0xd800 && cp < 0xe000;
        if (utf8_check(text, &cut) != (surrogate ? 0 : len))
            fail_msg("U+%04X is not checked rightly", (unsigned)cp);
        if (!surrogate && (utf8_decode(text, &size) != cp || size != len))
            fail_msg("U+%04X is not read back", (unsigned)cp);
    }
}

static void utf8_counts_in_three_units(void **state)
{
    (void)state;
    struct slice text = SLICE("aé漢😀 and then some ASCII, é漢😀 again");
    assert_int_equal(text.len, 47);
    assert_int_equal(utf8_length(text), 35);
    assert_int_equal(utf8_length_utf16(text), 37);
    assert_int_equal(utf8_length(SLICE_NONE), 0);
}

static void utf8_finds_the_byte_of_each_character(void **state)
{
    (void)state;
    struct slice text = SLICE("aé漢😀 and then some ASCII, é漢😀 again");
    size_t cp = 0, size;
    for (size_t at = 0; at < text.len; at += size, cp++) {
        assert_int_equal(utf8_byte_at(text, cp), at);
        utf8_decode(slice_from(text, at), &size);
    }
    assert_int_equal(utf8_byte_at(text, cp), text.len);
    assert_int_equal(utf8_byte_at(text, 1000), text.len);
}

static void utf8_trims_every_white_space(void **state)
{
    (void)state;
    assert_true(
        slice_is(utf8_trim(SLICE(" \t\r\n\xc2\xa0 a b\xe3\x80\x80\xe2\x80\xa8")), "a b"));
    assert_int_equal(utf8_trim(SLICE(" \xe2\x80\x83 ")).len, 0);
    assert_true(slice_is(utf8_trim(SLICE("\xe2\x80\x8b")), "\xe2\x80\x8b"));
    assert_int_equal(utf8_trim(SLICE_NONE).len, 0);
}

static void utf8_knows_the_twenty_five_white_spaces(void **state)
{
    (void)state;
    int count = 0;
    for (uint32_t cp = 0; cp <= 0x10ffff; cp++)
        count += utf8_is_space(cp);
    assert_int_equal(count, 25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_check_takes_whole_characters_only),
        cmocka_unit_test(utf8_check_refuses_what_table_3_7_does),
        cmocka_unit_test(utf8_reads_back_every_character_it_writes),
        cmocka_unit_test(utf8_counts_in_three_units),
        cmocka_unit_test(utf8_finds_the_byte_of_each_character),
        cmocka_unit_test(utf8_trims_every_white_space),
        cmocka_unit_test(utf8_knows_the_twenty_five_white_spaces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
