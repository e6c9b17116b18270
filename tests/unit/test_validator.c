/* Validators: lists of entity tags, and dates in their three forms. */
#include "routing/validator.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void a_tag_is_found_in_any_list_that_has_it(void **state)
{
    static const char *const has[] = {
        "\"a\"",           "W/\"a\"",          "\"b\", \"a\"",
        "\"x,y\" ,,\"a\"", "\t\"b\",W/\"a\" ", "\"\", \"a\""};
    static const char *const lacks[] = {
        "", "a", "\"A\"", "\"a", "\"ab\"", "\"b,a\"", "w/\"a\"", "W/ \"a\"", "x, \"a\""};
    (void)state;
    for (size_t i = 0; i < sizeof(has) / sizeof(*has); i++) {
        assert_true(etag_listed(slice_of(has[i]), SLICE("\"a\"")));
        assert_true(etag_listed_by_name(slice_of(has[i]), SLICE("W/\"a\"")));
    }
    for (size_t i = 0; i < sizeof(lacks) / sizeof(*lacks); i++)
        assert_false(etag_listed(slice_of(lacks[i]), SLICE("\"a\"")));
}

static void a_star_is_every_tag_and_names_none(void **state)
{
    (void)state;
    assert_true(etag_listed(SLICE("*"), SLICE("\"a\"")));
    assert_true(etag_listed(SLICE(" \"b\" , *"), SLICE("\"a\"")));
    assert_false(etag_listed_by_name(SLICE("*"), SLICE("\"a\"")));
    assert_false(etag_listed(SLICE("*"), SLICE("")));
}

static void dates_are_read_in_three_forms_and_no_other(void **state)
{
    static const char *const same[] = {"Sun, 06 Nov 1994 08:49:37 GMT",
                                       "Sunday, 06-Nov-94 08:49:37 GMT",
                                       "Sun Nov  6 08:49:37 1994"};
    static const char *const wrong[] = {"",
                                        "yesterday",
                                        "784111777",
                                        "1994-11-06T08:49:37Z",
                                        "Sun, 06 Nov 1994 08:49:37",
                                        "Sun, 06 Nov 1994 08:49:37 GMT and more",
                                        "Sun, 36 Nov 1994 08:49:37 GMT",
                                        "Sun, 06 Nov 1994 08:49:37 +0100"};
    const time_t now = 1800000000; /* 2027 */
    time_t out;
    (void)state;
    for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
        assert_true(date_read(slice_of(same[i]), now, &out));
        assert_int_equal(out, 784111777);
    }
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
        assert_false(date_read(slice_of(wrong[i]), now, &out));
}

static void two_digits_are_at_most_fifty_years_ahead(void **state)
{
    const time_t now = 1800000000; /* 2027 */
    time_t out;
    (void)state;
    assert_true(date_read(SLICE("Friday, 01-Jan-77 00:00:00 GMT"), now, &out));
    assert_int_equal(out, 3376684800); /* 2077 */
    assert_true(date_read(SLICE("Sunday, 01-Jan-78 00:00:00 GMT"), now, &out));
    assert_int_equal(out, 252460800); /* 1978 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_is_found_in_any_list_that_has_it),
        cmocka_unit_test(a_star_is_every_tag_and_names_none),
        cmocka_unit_test(dates_are_read_in_three_forms_and_no_other),
        cmocka_unit_test(two_digits_are_at_most_fifty_years_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
