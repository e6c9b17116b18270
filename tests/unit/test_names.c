/* Names that last: what a load calls blocks and notes, with and without a past. */
#include "base/buffer.h"
#include "loading/block_ids.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST = 16 };

/* "p4=A b5=B": names wanted, each with a letter for what it says. */
static size_t read_wants(const char *text, struct id_request *wants)
{
    static const char *const letters[] = {"fn", "en", "p", "b"};
    struct slice rest = slice_of(text);
    size_t count = 0;
    while (rest.len > 0) {
        struct slice word = slice_cut(&rest, ' ');
        size_t i = 0;
        while (!slice_starts(word, slice_of(letters[i])))
            i++;
        wants[count++] = (struct id_request){
            .letters = letters[i],
            .number = strtoull(word.at + strlen(letters[i]), NULL, 10),
            .digest = (unsigned char)word.at[word.len - 1]};
    }
    return count;
}

/* The same; "!" before a name says that it is retired. */
static size_t read_past(const char *text, struct predecessor_id *past)
{
    struct slice rest = slice_of(text);
    size_t count = 0;
    while (rest.len > 0) {
        struct slice word = slice_cut(&rest, ' ');
        bool retired = word.at[0] == '!';
        if (retired)
            word = slice_from(word, 1);
        past[count++] =
            (struct predecessor_id){.id = {word.at, word.len - 2},
                                    .digest = (unsigned char)word.at[word.len - 1],
                                    .retired = retired};
    }
    return count;
}

/* `gone`: the names of the past that nobody has any more. */
static void expect_names(const char *past_text, const char *wanted, const char *names,
                         const char *gone)
{
    struct arena arena;
    struct buffer out;
    struct id_request wants[MOST];
    struct predecessor_id past[MOST];
    struct slice ids[MOST];
    size_t count = read_wants(wanted, wants), past_count = read_past(past_text, past);
    arena_init(&arena);
    buffer_init(&out);
    assert_int_equal(block_ids_assign(&arena, wants, count, past, past_count, ids),
                     FAULT_NONE);
    for (size_t i = 0; i < count; i++)
        buffer_print(&out, "%s%.*s", i ? " " : "", SLICE_PRINT(ids[i]));
    buffer_put_char(&out, '\0');
    assert_string_equal(out.at, names);
    buffer_clear(&out);
    for (size_t i = 0; i < past_count; i++)
        if (!past[i].retained)
            buffer_print(&out, "%s%.*s", out.len ? " " : "", SLICE_PRINT(past[i].id));
    buffer_put_char(&out, '\0');
    assert_string_equal(out.at, gone);
    buffer_release(&out);
    arena_release(&arena);
}

static void without_a_past_names_are_natural(void **state)
{
    (void)state;
    expect_names("", "b1=A p4=B b3=C p5=D", "b1 p4 b3 p5", "");
    expect_names("", "fn2=A en2=B fn3=C", "fn2 en2 fn3", "");
    expect_names("", "", "", "");
}

static void a_repeated_number_is_counted(void **state)
{
    (void)state;
    expect_names("", "p2=A p2=B p2=C", "p2 p2-2 p2-3", "");
    expect_names("", "fn2=A fn3=B fn2=A", "fn2 fn3 fn2-2", "");
}

static void what_is_unchanged_keeps_its_name_wherever_it_stands(void **state)
{
    (void)state;
    expect_names("b1=A p4=B b3=C", "b1=A b2=C p4=B", "b1 b3 p4", "");
    expect_names("b1=A b2=B b3=C", "b1=C b2=A b3=B", "b3 b1 b2", "");
}

static void what_is_said_twice_keeps_its_names_in_order(void **state)
{
    (void)state;
    expect_names("b1=A b2=A b3=A", "b1=A b2=A b3=A", "b1 b2 b3", "");
    expect_names("b1=A b2=A b3=A", "b1=A b2=A", "b1 b2", "b3");
    expect_names("b1=A", "b1=A b2=A", "b1 b2", "");
}

static void what_was_edited_keeps_its_number(void **state)
{
    (void)state;
    expect_names("p4=A p5=B", "p4=X p5=B", "p4 p5", "");
    expect_names("fn2=A", "fn2=X", "fn2", "");
}

static void a_number_that_moved_with_its_text_is_not_taken_again(void **state)
{
    (void)state;
    /* a new 4 before the old one, which is 5 now: the old one is still called p4 */
    expect_names("p4=A", "p4=N p5=A", "p4-2 p4", "");
}

static void what_was_edited_behind_its_old_neighbour_keeps_its_name(void **state)
{
    (void)state;
    expect_names("b1=A b2=B b3=C", "b1=A b2=X b3=C", "b1 b2 b3", "");
    expect_names("b1=A b2=B", "b1=X b2=B", "b1 b2", "");
    expect_names("p1=A b2=B", "p1=A b2=X", "p1 b2", "");
}

static void what_is_new_takes_a_name_that_was_never_used(void **state)
{
    (void)state;
    expect_names("b1=A b2=B b3=C", "b1=A b2=N b3=B b4=C", "b1 b5 b2 b3", "");
    expect_names("p4=A", "p4=A p4=N", "p4 p4-2", "");
    expect_names("p4=A p4-2=B", "p4=A p4=B p4=N", "p4 p4-2 p4-3", "");
}

static void what_vanished_is_gone(void **state)
{
    (void)state;
    expect_names("p1=A p2=B p3=C", "p1=A p3=C", "p1 p3", "p2");
    expect_names("b1=A fn2=B", "", "", "b1 fn2");
}

static void a_retired_name_is_not_given_to_another(void **state)
{
    (void)state;
    expect_names("p1=A !p2=B", "p1=A p2=N", "p1 p2-2", "p2");
    expect_names("b1=A !b2=B", "b1=A b2=N", "b1 b3", "b2");
    expect_names("fn2=A !fn3=B !fn3-2=C", "fn2=A fn3=N", "fn2 fn3-3", "fn3 fn3-2");
}

static void a_retired_name_comes_back_to_what_it_named(void **state)
{
    (void)state;
    expect_names("p1=A !p2=B", "p1=A p2=B", "p1 p2", "");
    expect_names("b1=A !b7=B", "b1=A b2=B", "b1 b7", "");
}

static void settling_twice_changes_nothing(void **state)
{
    (void)state;
    expect_names("b1=A p4=B p4-2=C b4=D fn2=E fn2-2=F", "b1=A p4=B p4=C b4=D fn2=E fn2=F",
                 "b1 p4 p4-2 b4 fn2 fn2-2", "");
}

/* No two things of a document may ever have one name. */
static void names_are_unique_whatever_the_past_was(void **state)
{
    (void)state;
    uint32_t random = 1;
    for (int round = 0; round < 2000; round++) {
        struct arena arena;
        struct id_request wants[MOST];
        struct predecessor_id past[MOST];
        struct slice ids[MOST];
        size_t past_count = 0;
        arena_init(&arena);
        for (int load = 0; load < 3; load++) {
            size_t count = 0;
            for (; count < 6; count++) {
                random = random * 1103515245u + 12345u;
                wants[count] =
                    (struct id_request){random >> 16 & 1 ? "p" : "b",
                                        random >> 16 & 1 ? (random >> 20) % 4 : count + 1,
                                        (random >> 24) % 8};
            }
            assert_int_equal(
                block_ids_assign(&arena, wants, count, past, past_count, ids),
                FAULT_NONE);
            for (size_t i = 0; i < count; i++)
                for (size_t j = 0; j < i; j++)
                    assert_false(slice_equal(ids[i], ids[j]));
            for (past_count = 0; past_count < count; past_count++)
                past[past_count] = (struct predecessor_id){
                    .id = ids[past_count], .digest = wants[past_count].digest};
        }
        arena_release(&arena);
    }
}

static void many_names_take_linear_time(void **state)
{
    (void)state;
    enum { MANY = 200000 };
    struct arena arena;
    arena_init(&arena);
    struct id_request *wants = calloc(MANY, sizeof(*wants));
    struct slice *ids = calloc(MANY, sizeof(*ids));
    assert_true(wants && ids);
    for (size_t i = 0; i < MANY; i++)
        wants[i] = (struct id_request){"p", 1, i}; /* all bear one number */
    assert_int_equal(block_ids_assign(&arena, wants, MANY, NULL, 0, ids), FAULT_NONE);
    assert_true(slice_is(ids[MANY - 1], "p1-200000"));
    free(wants);
    free(ids);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_past_names_are_natural),
        cmocka_unit_test(a_repeated_number_is_counted),
        cmocka_unit_test(what_is_unchanged_keeps_its_name_wherever_it_stands),
        cmocka_unit_test(what_is_said_twice_keeps_its_names_in_order),
        cmocka_unit_test(what_was_edited_keeps_its_number),
        cmocka_unit_test(a_number_that_moved_with_its_text_is_not_taken_again),
        cmocka_unit_test(what_was_edited_behind_its_old_neighbour_keeps_its_name),
        cmocka_unit_test(what_is_new_takes_a_name_that_was_never_used),
        cmocka_unit_test(what_vanished_is_gone),
        cmocka_unit_test(a_retired_name_is_not_given_to_another),
        cmocka_unit_test(a_retired_name_comes_back_to_what_it_named),
        cmocka_unit_test(settling_twice_changes_nothing),
        cmocka_unit_test(names_are_unique_whatever_the_past_was),
        cmocka_unit_test(many_names_take_linear_time),
    };
    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
