/* Genres of titles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading/genre.h"

static void expect(const char *title, const char *want)
{
    struct slice genre = genre_of(slice_of(title));
    if (!slice_is(genre, want))
        print_error("%s: %.*s\n", title, SLICE_PRINT(genre));
    assert_true(slice_is(genre, want));
}

static void titles_begin_with_their_genre(void **state)
{
    (void)state;
    expect("Telegram From the Embassy in France to the Department of State", "telegram");
    expect("242. Circular Telegram From the Department of State", "telegram");
    expect("Memorandum From Acting Secretary of State Herter", "memorandum");
    expect("MEMORANDUM OF CONVERSATION", "memorandum of conversation");
    expect("Memorandum of a Telephone Conversation, Washington",
           "memorandum of conversation");
    expect("Memorandum of Discussion at the 229th Meeting", "memorandum");
    expect("Special National Intelligence Estimate", "estimate");
    expect("Editorial Note", "editorial note");
    expect("Note From the Soviet Government", "note");
    expect("Despatch from Mr. Aldersey (Vienna)", "despatch");
    expect("Dispatch No. 12", "despatch");
    expect("Communiqu\xc3\xa9 of the Conference", "communiqu\xc3\xa9");
}

static void what_it_is_about_does_not_count(void **state)
{
    (void)state;
    expect("Letter From the Ambassador on the Telegram of March 5", "letter");
    expect("The Ambassador in the Soviet Union (Kohler) to the Secretary of State", "");
    expect("On a letter about shop windows", "");
    expect("", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_begin_with_their_genre),
        cmocka_unit_test(what_it_is_about_does_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
