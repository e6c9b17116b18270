/* The base: arena, buffer, slices and faults. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/fault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void arena_gives_aligned_memory_of_any_size(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t size = 0; size < 100000; size = size * 2 + 1) {
        char *at = arena_take(&arena, size);
        assert_non_null(at);
        assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
        memset(at, 0xab, size);
    }
    arena_release(&arena);
}

static void arena_keeps_what_it_gave_until_it_is_cleared(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct slice texts[2000];
    for (int i = 0; i < 2000; i++)
        texts[i] = arena_print(&arena, "text %d", i);
    for (int i = 0; i < 2000; i++)
        assert_int_equal(atoi(texts[i].at + 5), i);
    arena_clear(&arena);
    assert_string_equal(arena_copy(&arena, SLICE("again")).at, "again");
    arena_release(&arena);
}

static void arena_array_is_zeroed_also_in_used_memory(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    memset(arena_take(&arena, 4000), 0xff, 4000);
    arena_clear(&arena);
    const unsigned char *at = arena_take_array(&arena, 1000, 4);
    for (int i = 0; i < 4000; i++)
        assert_int_equal(at[i], 0);
    arena_release(&arena);
}

static void arena_refuses_what_overflows_and_remembers_it(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_null(arena_take_array(&arena, SIZE_MAX / 2, 4));
    assert_true(arena_failed(&arena));
    arena_clear(&arena);
    assert_false(arena_failed(&arena));
    assert_null(arena_take(&arena, SIZE_MAX));
    assert_true(arena_failed(&arena));
    assert_non_null(arena_take(&arena, 1));
    assert_true(arena_failed(&arena));
    arena_release(&arena);
}

static void arena_copies_nothing_as_an_empty_text(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(arena_copy(&arena, SLICE_NONE).at, "");
    assert_string_equal(arena_print(&arena, "%s", "").at, "");
    arena_release(&arena);
}

static void buffer_grows_and_keeps_its_bytes(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer);
    for (int i = 0; i < 10000; i++)
        buffer_put_text(&buffer, "abc");
    assert_int_equal(buffer_slice(&buffer).len, 30000);
    assert_memory_equal(buffer.at + 29997, "abc", 3);
    buffer_clear(&buffer);
    assert_int_equal(buffer_slice(&buffer).len, 0);
    buffer_release(&buffer);
}

static void buffer_writes_every_integer(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer);
    buffer_put_int(&buffer, INT64_MIN);
    buffer_put_char(&buffer, ' ');
    buffer_put_int(&buffer, INT64_MAX);
    buffer_put_char(&buffer, ' ');
    buffer_put_int(&buffer, 0);
    buffer_print(&buffer, " %d%s", -7, "");
    assert_true(
        slice_is(buffer_slice(&buffer), "-9223372036854775808 9223372036854775807 0 -7"));
    buffer_release(&buffer);
}

static void buffer_that_failed_stays_so_until_cleared(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer);
    buffer_put_text(&buffer, "ab");
    assert_false(buffer_reserve(&buffer, SIZE_MAX - 1));
    buffer_put_text(&buffer, "c");
    assert_true(buffer_failed(&buffer));
    assert_true(slice_is(buffer_slice(&buffer), "ab"));
    buffer_clear(&buffer);
    buffer_put_text(&buffer, "c");
    assert_true(slice_is(buffer_slice(&buffer), "c"));
    buffer_release(&buffer);
}

static void buffer_hands_its_bytes_over(void **state)
{
    (void)state;
    struct buffer buffer;
    size_t len;
    buffer_init(&buffer);
    buffer_put(&buffer, SLICE("abc"));
    char *bytes = buffer_take(&buffer, &len);
    assert_int_equal(len, 3);
    assert_memory_equal(bytes, "abc", 3);
    assert_null(buffer.at);
    free(bytes);
}

static void slice_cut_goes_through_parts(void **state)
{
    (void)state;
    struct slice rest = SLICE("a,,b");
    assert_true(slice_is(slice_cut(&rest, ','), "a"));
    assert_true(slice_is(slice_cut(&rest, ','), ""));
    assert_true(slice_is(slice_cut(&rest, ','), "b"));
    assert_int_equal(rest.len, 0);
    assert_true(slice_equal(slice_cut(&rest, ','), SLICE_NONE));
}

static void slice_ends_and_starts_only_with_what_fits(void **state)
{
    (void)state;
    assert_true(slice_starts(SLICE("abc"), SLICE("ab")));
    assert_true(slice_ends(SLICE("abc"), SLICE("bc")));
    assert_false(slice_starts(SLICE("a"), SLICE("ab")));
    assert_false(slice_ends(SLICE("c"), SLICE("bc")));
    assert_int_equal(slice_from(SLICE("abc"), 9).len, 0);
}

static void every_fault_has_its_row(void **state)
{
    (void)state;
    for (int i = 0; i < FAULT_COUNT; i++) {
        enum fault fault = (enum fault)i;
        assert_in_range(fault_status(fault), 200, 599);
        assert_in_range(fault_exit_code(fault), 0, 2);
        assert_non_null(fault_slug(fault));
        assert_true(strlen(fault_title(fault)) > 0);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(fault_slug(fault), fault_slug((enum fault)j));
    }
    assert_int_equal(fault_exit_code(FAULT_NONE), 0);
}

static void fault_words_are_cut_at_a_character(void **state)
{
    (void)state;
    struct fault_detail detail = {.line = 7};
    char text[1001];
    for (size_t i = 0; i < 1000; i += 2)
        memcpy(text + i, "é", 3);
    assert_int_equal(fault_set(&detail, FAULT_INPUT, "%s", text), FAULT_INPUT);
    assert_int_equal(strlen(detail.text), sizeof(detail.text) - 2);
    assert_int_equal(fault_set(&detail, FAULT_INPUT, "line %d", 3), FAULT_INPUT);
    assert_string_equal(detail.text, "line 3");
    assert_int_equal(detail.line, 7);
    assert_int_equal(fault_set(NULL, FAULT_MEMORY, "nobody listens"), FAULT_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_aligned_memory_of_any_size),
        cmocka_unit_test(arena_keeps_what_it_gave_until_it_is_cleared),
        cmocka_unit_test(arena_array_is_zeroed_also_in_used_memory),
        cmocka_unit_test(arena_refuses_what_overflows_and_remembers_it),
        cmocka_unit_test(arena_copies_nothing_as_an_empty_text),
        cmocka_unit_test(buffer_grows_and_keeps_its_bytes),
        cmocka_unit_test(buffer_writes_every_integer),
        cmocka_unit_test(buffer_that_failed_stays_so_until_cleared),
        cmocka_unit_test(buffer_hands_its_bytes_over),
        cmocka_unit_test(slice_cut_goes_through_parts),
        cmocka_unit_test(slice_ends_and_starts_only_with_what_fits),
        cmocka_unit_test(every_fault_has_its_row),
        cmocka_unit_test(fault_words_are_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
