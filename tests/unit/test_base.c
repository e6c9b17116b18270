/* The base: arena, arrays, buffer, slices, maps, varints and faults. */
#include "base/arena.h"
#include "base/array.h"
#include "base/buffer.h"
#include "base/fault.h"
#include "base/map.h"
#include "base/varint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../torture/faults.h"

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

static void arena_array_grows_and_keeps_its_elements(void **state)
{
    (void)state;
    struct arena arena;
    uint32_t *numbers = NULL;
    size_t room = 0;
    arena_init(&arena);
    for (uint32_t i = 0; i < 10000; i++) {
        assert_true(arena_room(&arena, &numbers, i, &room, sizeof(*numbers)));
        numbers[i] = i * 3;
    }
    for (uint32_t i = 0; i < 10000; i++)
        assert_int_equal(numbers[i], i * 3);
    size_t most = SIZE_MAX / 4, as_before = most;
    assert_false(arena_room(&arena, &numbers, most, &most, sizeof(*numbers)));
    assert_true(arena_failed(&arena));
    assert_int_equal(most, as_before);
    assert_int_equal(numbers[9999], 29997);
    arena_release(&arena);
}

static void array_grows_by_one_and_by_many(void **state)
{
    (void)state;
    uint64_t *numbers = NULL;
    size_t room = 0, count = 0;
    for (; count < 1000; count++) {
        assert_true(array_room(&numbers, count, &room, sizeof(*numbers)));
        numbers[count] = count;
    }
    assert_true(array_reserve(&numbers, count, 0, &room, sizeof(*numbers)));
    assert_true(array_reserve(&numbers, count, 9000, &room, sizeof(*numbers)));
    assert_in_range(room, 10000, 20000);
    memset(numbers + count, 0xff, 9000 * sizeof(*numbers));
    for (size_t i = 0; i < count; i++)
        assert_int_equal(numbers[i], i);
    free(numbers);
}

static void array_that_cannot_grow_is_as_before(void **state)
{
    (void)state;
    char *text = NULL;
    size_t room = 0;
    assert_true(array_reserve(&text, 0, 3, &room, 1));
    memcpy(text, "abc", 3);
    size_t before = room;
    assert_false(array_reserve(&text, 3, SIZE_MAX, &room, 1));
    assert_false(array_reserve(&text, 3, SIZE_MAX / 8, &room, 8));
    faults_arm(SORT_MEMORY, LANE_MAIN, 1);
    bool good = array_room(&text, room, &room, 1);
    assert_true(faults_disarm());
    assert_false(good);
    assert_int_equal(room, before);
    assert_memory_equal(text, "abc", 3);
    free(text);
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

static void number_is_digits_alone_and_at_most_so_many(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t most;
        bool good;
        uint64_t number;
    } cases[] = {
        {"0", 0, true, 0},
        {"1", 0, false, 0},
        {"007", 7, true, 7},
        {"8", 7, false, 0},
        {"99", 99, true, 99},
        {"100", 99, false, 0},
        {"18446744073709551615", UINT64_MAX, true, UINT64_MAX},
        {"18446744073709551616", UINT64_MAX, false, 0},
        {"184467440737095516150", UINT64_MAX, false, 0},
        {"00018446744073709551615", UINT64_MAX, true, UINT64_MAX},
        {"", 9, false, 0},
        {"+1", 9, false, 0},
        {"-1", 9, false, 0},
        {" 1", 9, false, 0},
        {"1 ", 9, false, 0},
        {"1x", 9, false, 0},
        {"0x1", 9, false, 0},
        {"\xd9\xa1", 9, false, 0}, /* the digit 1 of Arabic */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint64_t number = 99;
        assert_int_equal(slice_number(slice_of(cases[i].text), cases[i].most, &number),
                         cases[i].good);
        assert_int_equal(number, cases[i].number);
    }
    uint64_t number;
    assert_false(slice_number(SLICE_NONE, 9, &number));
    assert_false(slice_number((struct slice){"1\0", 2}, 9, &number));
    assert_true(slice_number((struct slice){"12", 1}, 9, &number)); /* and no further */
}

static void number_is_taken_with_all_its_digits(void **state)
{
    (void)state;
    uint64_t number;
    struct slice rest = SLICE("12-345.");
    assert_true(slice_take_number(&rest, 99, &number));
    assert_int_equal(number, 12);
    assert_true(slice_is(rest, "-345."));
    assert_false(slice_take_number(&rest, 99, &number));
    assert_int_equal(number, 0);
    assert_true(slice_is(slice_cut(&rest, '-'), ""));
    assert_false(slice_take_number(&rest, 99, &number));
    assert_int_equal(number, 99);
    assert_true(slice_is(rest, "."));
    rest = SLICE("100200300400500600700800900x");
    assert_false(slice_take_number(&rest, UINT64_MAX, &number));
    assert_true(number == UINT64_MAX);
    assert_true(slice_is(rest, "x"));
    rest = SLICE_NONE;
    assert_false(slice_take_number(&rest, 9, &number));
    assert_int_equal(number, 0);
}

static void map_of_numbers_finds_what_it_took(void **state)
{
    (void)state;
    struct map map = {0};
    assert_int_equal(map_find(&map, 0), MAP_NONE);
    for (uint32_t i = 0; i < 10000; i++) {
        uint32_t *number = map_take(&map, (uint64_t)i << 32);
        assert_int_equal(*number, MAP_NONE);
        *number = i;
    }
    assert_int_equal(map.count, 10000);
    for (uint32_t i = 0; i < 10000; i++) {
        assert_int_equal(map_find(&map, (uint64_t)i << 32), i);
        assert_int_equal(*map_take(&map, (uint64_t)i << 32), i);
    }
    assert_int_equal(map.count, 10000);
    assert_int_equal(map_find(&map, UINT64_MAX), MAP_NONE);
    map_clear(&map);
    assert_int_equal(map_find(&map, 0), MAP_NONE);
    assert_int_equal(*map_take(&map, 0), MAP_NONE);
    map_release(&map);
    assert_int_equal(map_find(&map, 0), MAP_NONE);
}

static void map_of_texts_tells_them_apart(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct map map = {.arena = &arena};
    for (uint32_t i = 0; i < 1000; i++)
        *map_take_text(&map, arena_print(&arena, "word %u", i)) = i;
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(map_find_text(&map, arena_print(&arena, "word %u", i)), i);
    assert_int_equal(map_find_text(&map, SLICE("word 10000")), MAP_NONE);
    assert_int_equal(map_find_text(&map, SLICE("word")), MAP_NONE);
    assert_int_equal(map_find_text(&map, SLICE_NONE), MAP_NONE);
    *map_take_text(&map, SLICE_NONE) = 7;
    assert_int_equal(map_find_text(&map, SLICE("")), 7);
    assert_int_equal(map_find_text(&map, (struct slice){"\0", 1}), MAP_NONE);
    map_release(&map);
    arena_release(&arena);
}

static void map_that_cannot_grow_is_as_before(void **state)
{
    (void)state;
    struct map map = {0};
    size_t taken = 0;
    faults_arm(SORT_NO_MEMORY, LANE_MAIN, 1);
    assert_null(map_take(&map, 1));
    assert_true(faults_disarm());
    assert_true(map_reserve(&map, 100));
    faults_arm(SORT_NO_MEMORY, LANE_MAIN, 1);
    for (uint32_t *number; (number = map_take(&map, taken)); taken++)
        *number = (uint32_t)taken;
    assert_true(faults_disarm());
    assert_in_range(taken, 100, map.room - 1);
    assert_int_equal(map.count, taken);
    for (size_t i = 0; i < taken; i++)
        assert_int_equal(map_find(&map, i), i);
    assert_int_equal(map_find(&map, taken), MAP_NONE);
    assert_false(map_reserve(&map, SIZE_MAX));
    *map_take(&map, taken) = 5;
    assert_int_equal(map_find(&map, taken), 5);
    map_release(&map);
}

static void varint_comes_back_as_it_was(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer);
    for (unsigned bits = 0; bits < 64; bits++) {
        uint64_t number = UINT64_C(1) << bits, near[] = {number - 1, number, number + 1};
        for (int i = 0; i < 3; i++) {
            unsigned char bytes[VARINT_BYTES];
            size_t len = varint_write(bytes, near[i]);
            assert_in_range(len, 1,
                            near[i] > UINT32_MAX ? VARINT_BYTES : VARINT_BYTES_32);
            varint_put(&buffer, near[i]);
            assert_memory_equal(buffer.at + buffer.len - len, bytes, len);
        }
    }
    varint_put(&buffer, UINT64_MAX);
    struct slice rest = buffer_slice(&buffer);
    uint64_t number;
    for (unsigned bits = 0; bits < 64; bits++)
        for (uint64_t i = 0; i < 3; i++) {
            assert_true(varint_take(&rest, &number));
            assert_true(number == (UINT64_C(1) << bits) - 1 + i);
        }
    assert_true(varint_take(&rest, &number));
    assert_true(number == UINT64_MAX);
    assert_false(varint_take(&rest, &number));
    buffer_release(&buffer);
}

/* In memory that ends where the bytes end, so that a look beyond them is seen. */
static bool take_copy(struct slice bytes, uint64_t *number, size_t *left)
{
    char *copy = malloc(bytes.len);
    memcpy(copy, bytes.at, bytes.len);
    struct slice rest = {copy, bytes.len};
    bool good = varint_take(&rest, number);
    *left = rest.len;
    free(copy);
    return good;
}

static void varint_that_is_damaged_is_refused(void **state)
{
    (void)state;
    const struct slice cases[] = {
        SLICE("\x80"),
        SLICE("\xff\xff"),
        SLICE("\x80\x80\x80\x80\x80\x80\x80\x80\x80"),
        SLICE("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"),     /* 65 bits */
        SLICE("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x81"),     /* goes on */
        SLICE("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"), /* eleven bytes */
    };
    uint64_t number;
    size_t left;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        number = 9;
        assert_false(take_copy(cases[i], &number, &left));
        assert_int_equal(number, 0);
        assert_int_equal(left, cases[i].len);
    }
    assert_true(take_copy(SLICE("\x80\x01\x05"), &number, &left));
    assert_int_equal(number, 128);
    assert_int_equal(left, 1);
    struct slice none = SLICE_NONE;
    assert_false(varint_take(&none, &number));
}

static void varints_of_a_list_end_where_one_is_damaged(void **state)
{
    (void)state;
    static const unsigned char bytes[] = {0x05, 0xff, 0xff, 0xff, 0xff,
                                          0x0f,                         /* 32 bits */
                                          0x80, 0x80, 0x80, 0x80, 0x10, /* 33 */
                                          0x07, 0x80};
    const unsigned char *at = bytes, *end = bytes + sizeof(bytes);
    uint32_t number;
    at = varint_next(at, end, &number);
    assert_int_equal(number, 5);
    at = varint_next(at, end, &number);
    assert_int_equal(number, UINT32_MAX);
    assert_ptr_equal(at, bytes + 6);
    assert_ptr_equal(varint_next(at, end, &number), end);
    assert_int_equal(number, 0);
    at = varint_next(bytes + 11, end, &number);
    assert_int_equal(number, 7);
    number = 9;
    assert_ptr_equal(varint_next(at, end, &number), end);
    assert_int_equal(number, 0);
    assert_ptr_equal(varint_next(end, end, &number), end);
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

static void fault_of_memory_has_its_words(void **state)
{
    (void)state;
    struct fault_detail detail = {.line = 7};
    assert_int_equal(fault_memory(&detail), FAULT_MEMORY);
    assert_string_equal(detail.text, "out of memory");
    assert_int_equal(fault_memory(NULL), FAULT_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_aligned_memory_of_any_size),
        cmocka_unit_test(arena_keeps_what_it_gave_until_it_is_cleared),
        cmocka_unit_test(arena_array_is_zeroed_also_in_used_memory),
        cmocka_unit_test(arena_refuses_what_overflows_and_remembers_it),
        cmocka_unit_test(arena_copies_nothing_as_an_empty_text),
        cmocka_unit_test(arena_array_grows_and_keeps_its_elements),
        cmocka_unit_test(array_grows_by_one_and_by_many),
        cmocka_unit_test(array_that_cannot_grow_is_as_before),
        cmocka_unit_test(buffer_grows_and_keeps_its_bytes),
        cmocka_unit_test(buffer_writes_every_integer),
        cmocka_unit_test(buffer_that_failed_stays_so_until_cleared),
        cmocka_unit_test(buffer_hands_its_bytes_over),
        cmocka_unit_test(slice_cut_goes_through_parts),
        cmocka_unit_test(slice_ends_and_starts_only_with_what_fits),
        cmocka_unit_test(number_is_digits_alone_and_at_most_so_many),
        cmocka_unit_test(number_is_taken_with_all_its_digits),
        cmocka_unit_test(map_of_numbers_finds_what_it_took),
        cmocka_unit_test(map_of_texts_tells_them_apart),
        cmocka_unit_test(map_that_cannot_grow_is_as_before),
        cmocka_unit_test(varint_comes_back_as_it_was),
        cmocka_unit_test(varint_that_is_damaged_is_refused),
        cmocka_unit_test(varints_of_a_list_end_where_one_is_damaged),
        cmocka_unit_test(every_fault_has_its_row),
        cmocka_unit_test(fault_words_are_cut_at_a_character),
        cmocka_unit_test(fault_of_memory_has_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
