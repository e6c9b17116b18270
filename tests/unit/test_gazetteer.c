/* The gazetteer: how names are kept, joined, forbidden, and what they take of memory. */
#include "naming/recogniser.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

static const struct edtf_range always = {INT32_MIN, INT32_MAX};

static uint32_t put(struct gazetteer *gazetteer, enum entity_type type,
                    enum authority_rank rank, uint32_t scope, const char *label)
{
    struct gazetteer_entity entity = {
        .type = type, .rank = rank, .scope = scope, .days = always};
    uint32_t number;
    assert_int_equal(gazetteer_put_entity(gazetteer, &entity, &number, NULL), 0);
    assert_int_equal(
        gazetteer_put_name(gazetteer, number, slice_of(label), NAME_LABEL, always, NULL),
        0);
    return number;
}

/* The only mention of `text` in a document of collection `scope`; NULL: there is none. */
static const struct mention *find(struct recogniser *recogniser, uint32_t scope,
                                  const char *text)
{
    const struct mention *mentions;
    size_t count;
    recogniser_begin(recogniser, scope, (struct edtf_range){0, 0}, NULL, 0);
    assert_int_equal(
        recogniser_learn(recogniser, slice_of(text), BLOCK_PARAGRAPH, false, NULL), 0);
    recogniser_learned(recogniser);
    assert_int_equal(recogniser_find(recogniser, slice_of(text), BLOCK_PARAGRAPH, false,
                                     &mentions, &count, NULL),
                     0);
    return count == 1 ? &mentions[0] : NULL;
}

static struct gazetteer *open_gazetteer(void)
{
    struct gazetteer *gazetteer;
    assert_int_equal(gazetteer_open(&gazetteer, NULL), 0);
    return gazetteer;
}

static struct recogniser *seal(struct gazetteer *gazetteer)
{
    struct recogniser *recogniser;
    assert_int_equal(gazetteer_seal(gazetteer, NULL), 0);
    assert_int_equal(recogniser_open(&recogniser, gazetteer, NULL), 0);
    return recogniser;
}

static void close_both(struct recogniser *recogniser, struct gazetteer *gazetteer)
{
    recogniser_close(recogniser);
    gazetteer_close(gazetteer);
}

static void names_match_across_accents_signs_and_look_alike_letters(void **state)
{
    (void)state;
    struct gazetteer *gazetteer = open_gazetteer();
    uint32_t paper =
        put(gazetteer, ENTITY_PUBLICATION, AUTHORITY_BUILT_IN, 0, "Nauka i zhizn'");
    uint32_t town = put(gazetteer, ENTITY_PLACE, AUTHORITY_BUILT_IN, 0, "Besançon");
    uint32_t line =
        put(gazetteer, ENTITY_PLACE, AUTHORITY_BUILT_IN, 0, "Oder-Neisse line");
    uint32_t moscow = put(gazetteer, ENTITY_PLACE, AUTHORITY_BUILT_IN, 0, "Moscow");
    struct recogniser *recogniser = seal(gazetteer);
    assert_int_equal(find(recogniser, 0, "in Nauka i zhiznꞌ of")->entity, paper);
    assert_int_equal(find(recogniser, 0, "in BESANCON of that year now")->entity, town);
    assert_int_equal(find(recogniser, 0, "on the Oder–Neisse line now")->entity, line);
    assert_int_equal(find(recogniser, 0, "in Мoscow now")->entity, moscow);
    close_both(recogniser, gazetteer);
}

static void a_list_is_known_in_its_collection_alone_and_outranks_ours(void **state)
{
    (void)state;
    struct gazetteer *gazetteer = open_gazetteer();
    uint32_t ours = put(gazetteer, ENTITY_PLACE, AUTHORITY_BUILT_IN, 0, "Springfield");
    uint32_t theirs =
        put(gazetteer, ENTITY_PLACE, AUTHORITY_COLLECTION, 7, "Springfield");
    struct recogniser *recogniser = seal(gazetteer);
    assert_int_equal(find(recogniser, 7, "in Springfield now")->entity, theirs);
    assert_int_equal(find(recogniser, 8, "in Springfield now")->entity, ours);
    assert_string_equal(find(recogniser, 7, "in Springfield now")->method, "authority");
    assert_string_equal(find(recogniser, 8, "in Springfield now")->method, "gazetteer");
    close_both(recogniser, gazetteer);
}

static void what_is_joined_links_to_one(void **state)
{
    (void)state;
    struct gazetteer *gazetteer = open_gazetteer();
    uint32_t one = put(gazetteer, ENTITY_PLACE, AUTHORITY_BUILT_IN, 0, "Constantinople");
    uint32_t two = put(gazetteer, ENTITY_PLACE, AUTHORITY_BUILT_IN, 0, "Istanbul");
    gazetteer_join(gazetteer, one, two);
    gazetteer_join(gazetteer, one, two); /* again: no circle */
    gazetteer_join(gazetteer, two, one);
    struct recogniser *recogniser = seal(gazetteer);
    assert_int_equal(find(recogniser, 0, "in Constantinople now")->entity, two);
    assert_int_equal(find(recogniser, 0, "in Istanbul now")->entity, two);
    close_both(recogniser, gazetteer);
}

static void what_the_editors_forbid_is_no_name_there(void **state)
{
    (void)state;
    struct gazetteer *gazetteer = open_gazetteer();
    put(gazetteer, ENTITY_PLACE, AUTHORITY_BUILT_IN, 0, "Turkey");
    uint32_t word;
    assert_int_equal(gazetteer_forbid(gazetteer, 3, SLICE("Turkey"), &word, NULL), 0);
    struct recogniser *recogniser = seal(gazetteer);
    assert_null(find(recogniser, 4, "ate Turk then"));
    assert_false(recogniser_saw_override(recogniser, word));
    assert_null(find(recogniser, 3, "ate Turkey then"));
    assert_true(recogniser_saw_override(recogniser, word));
    assert_non_null(find(recogniser, 4, "in Turkey then"));
    close_both(recogniser, gazetteer);
}

static void what_lies_within_longer_forbidden_words_is_no_name(void **state)
{
    (void)state;
    struct gazetteer *gazetteer = open_gazetteer();
    put(gazetteer, ENTITY_PLACE, AUTHORITY_BUILT_IN, 0, "Bonn");
    uint32_t word;
    assert_int_equal(
        gazetteer_forbid(gazetteer, 0, SLICE("little town of Bonn"), &word, NULL), 0);
    assert_int_equal(gazetteer_forbid(gazetteer, 0, SLICE("town of"), &word, NULL), 0);
    struct recogniser *recogniser = seal(gazetteer);
    assert_non_null(find(recogniser, 0, "in the town of Bonn now"));
    assert_null(find(recogniser, 0, "in the little town of Bonn now"));
    assert_non_null(find(recogniser, 0, "a little town of ours, and in Bonn now"));
    close_both(recogniser, gazetteer);
}

static void what_the_editors_force_is_a_name_whatever_it_looks_like(void **state)
{
    (void)state;
    struct gazetteer *gazetteer = open_gazetteer();
    uint32_t bonn = put(gazetteer, ENTITY_PLACE, AUTHORITY_BUILT_IN, 0, "Bonn"), small,
             none;
    assert_int_equal(gazetteer_force(gazetteer, 3, SLICE("little town/on the Rhine"),
                                     bonn, &small, NULL),
                     0);
    assert_int_equal(gazetteer_force(gazetteer, 3, SLICE("?!"), bonn, &none, NULL), 0);
    assert_int_equal(none, UINT32_MAX);
    struct recogniser *recogniser = seal(gazetteer);
    assert_null(find(recogniser, 4, "in the little town/on the Rhine then"));
    assert_false(recogniser_saw_override(recogniser, small));
    assert_null(find(recogniser, 3, "in the little town/on the rhine then"));
    const struct mention *mention =
        find(recogniser, 3, "in the little town/on the Rhine then");
    assert_non_null(mention);
    assert_int_equal(mention->entity, bonn);
    assert_string_equal(mention->method, "editor");
    assert_true(recogniser_saw_override(recogniser, small));
    close_both(recogniser, gazetteer);
}

static void a_label_gives_the_ways_to_write_a_person(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "saw John Foster Dulles then", "saw John Dulles then",
        "saw J. F. Dulles then",       "saw J.F. Dulles then",
        "saw Foster Dulles then",      "saw John F. Dulles then",
        "saw Mike Mansfield then",     "saw Heinrich von Brentano then"};
    struct gazetteer *gazetteer = open_gazetteer();
    uint32_t dulles =
        put(gazetteer, ENTITY_PERSON, AUTHORITY_BUILT_IN, 0, "Dulles, John Foster");
    put(gazetteer, ENTITY_PERSON, AUTHORITY_BUILT_IN, 0, "Mansfield, Michael J. (Mike)");
    put(gazetteer, ENTITY_PERSON, AUTHORITY_BUILT_IN, 0, "Brentano, Dr. Heinrich von");
    struct recogniser *recogniser = seal(gazetteer);
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        const struct mention *mention = find(recogniser, 0, ways[i]);
        assert_non_null(mention);
        assert_int_equal(mention->entity, i < 6 ? dulles : dulles + i - 5);
    }
    close_both(recogniser, gazetteer);
}

static void one_letter_is_no_name(void **state)
{
    (void)state;
    struct gazetteer *gazetteer = open_gazetteer();
    put(gazetteer, ENTITY_ORGANIZATION, AUTHORITY_BUILT_IN, 0, "I");
    struct recogniser *recogniser = seal(gazetteer);
    assert_null(find(recogniser, 0, "then I left"));
    close_both(recogniser, gazetteer);
}

static void an_empty_gazetteer_leaves_the_rules(void **state)
{
    (void)state;
    struct gazetteer *gazetteer = open_gazetteer();
    struct recogniser *recogniser = seal(gazetteer);
    assert_non_null(find(recogniser, 0, "saw Mr. Penhallow then"));
    assert_null(find(recogniser, 0, ""));
    close_both(recogniser, gazetteer);
}

static void sixteen_thousand_persons_take_less_than_eight_megabytes(void **state)
{
    (void)state;
    char label[64];
    struct gazetteer *gazetteer = open_gazetteer();
    for (unsigned i = 0; i < 16312; i++) {
        snprintf(label, sizeof(label), "Surname%c%c%c, Given%c Middle%c", 'a' + i % 26,
                 'a' + i / 26 % 26, 'a' + i / 676 % 26, 'a' + i % 7, 'a' + i % 11);
        put(gazetteer, ENTITY_PERSON, AUTHORITY_COMMAND_LINE, 0, label);
    }
    assert_int_equal(gazetteer_seal(gazetteer, NULL), 0);
    assert_in_range(gazetteer_bytes(gazetteer), 1000000, 8 * 1024 * 1024);
    gazetteer_close(gazetteer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_match_across_accents_signs_and_look_alike_letters),
        cmocka_unit_test(a_list_is_known_in_its_collection_alone_and_outranks_ours),
        cmocka_unit_test(what_is_joined_links_to_one),
        cmocka_unit_test(what_the_editors_forbid_is_no_name_there),
        cmocka_unit_test(what_lies_within_longer_forbidden_words_is_no_name),
        cmocka_unit_test(what_the_editors_force_is_a_name_whatever_it_looks_like),
        cmocka_unit_test(a_label_gives_the_ways_to_write_a_person),
        cmocka_unit_test(one_letter_is_no_name),
        cmocka_unit_test(an_empty_gazetteer_leaves_the_rules),
        cmocka_unit_test(sixteen_thousand_persons_take_less_than_eight_megabytes),
    };
    return cmocka_run_group_tests_name("gazetteer", tests, NULL, NULL);
}
