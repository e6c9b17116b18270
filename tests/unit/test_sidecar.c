/* Sidecars: what is taken from them, what is left out, and with which words. */
#include "corpus_folder.h"

static struct document_sidecar read_document(struct corpus_folder *folder,
                                             struct arena *arena, struct slice json)
{
    struct document_sidecar sidecar;
    const struct reporter reporter = {.report = corpus_report, .self = folder};
    corpus_write_bytes("x.json", json);
    assert_int_equal(
        sidecar_read_document(&sidecar, arena, "x.json", "x.json", &reporter),
        FAULT_NONE);
    return sidecar;
}

/* Reads `json`, of which nothing may be left but `title`, and compares the reports. */
static void expect_bytes(void **state, struct slice json, const char *title,
                         const char *reports)
{
    struct arena arena;
    arena_init(&arena);
    struct document_sidecar sidecar = read_document(*state, &arena, json);
    assert_int_equal(sidecar.title.len, strlen(title));
    assert_true(slice_is(sidecar.title, title));
    sidecar.title = SLICE_NONE;
    struct document_sidecar nothing = {.id = SLICE_NONE};
    nothing.digest = sidecar.digest; /* the file's, whatever is in it */
    nothing.left_out = sidecar.left_out;
    assert_memory_equal(&sidecar, &nothing, sizeof(nothing));
    arena_release(&arena);
    expect_reports(*state, reports);
}

static void expect(void **state, const char *json, const char *title, const char *reports)
{
    expect_bytes(state, slice_of(json), title, reports);
}

static void every_field_of_a_document_is_read(void **state)
{
    struct arena arena;
    arena_init(&arena);
    struct document_sidecar sidecar = read_document(
        *state, &arena,
        SLICE("\xef\xbb\xbf{\"id\": \"D 1\", \"title\": \"Title\", \"date\": \"1953-08\","
              "\"author\": \"A\", \"recipient\": \"R\", \"place\": \"P\","
              "\"archiveReference\": \"FO 371\", \"language\": \"en-GB\","
              "\"licence\": \"CC0-1.0\", \"classification\": \"SECRET\","
              "\"formerIds\": [\"Old\", \"old/P4\"]}"));
    assert_string_equal(sidecar.id.at, "d-1");
    assert_string_equal(sidecar.title.at, "Title");
    assert_string_equal(sidecar.date.at, "1953-08");
    assert_string_equal(sidecar.author.at, "A");
    assert_string_equal(sidecar.recipient.at, "R");
    assert_string_equal(sidecar.place.at, "P");
    assert_string_equal(sidecar.archive_reference.at, "FO 371");
    assert_string_equal(sidecar.language.at, "en-GB");
    assert_string_equal(sidecar.licence.at, "CC0-1.0");
    assert_string_equal(sidecar.classification.at, "SECRET");
    assert_int_equal(sidecar.former_ids.count, 2);
    assert_string_equal(sidecar.former_ids.items[0].at, "old");
    assert_string_equal(sidecar.former_ids.items[1].at, "old/p4");
    arena_release(&arena);
    expect_reports(*state, "");
}

static void every_field_of_a_collection_is_read(void **state)
{
    struct arena arena;
    struct collection_sidecar sidecar;
    const struct reporter reporter = {.report = corpus_report, .self = *state};
    corpus_write("collection.json",
                 "{\"id\": \"C\", \"title\": \"T\", \"description\": \"D\",\n"
                 "\"publisher\": \"P\", \"licence\": \"L\", \"language\": \"fr\",\n"
                 "\"withdrawn\": [\"d9\", \"d8/p2\"], \"author\": \"nobody\"}");
    arena_init(&arena);
    assert_int_equal(sidecar_read_collection(&sidecar, &arena, "collection.json",
                                             "shown/collection.json", &reporter),
                     FAULT_NONE);
    assert_string_equal(sidecar.id.at, "c");
    assert_string_equal(sidecar.title.at, "T");
    assert_string_equal(sidecar.description.at, "D");
    assert_string_equal(sidecar.publisher.at, "P");
    assert_string_equal(sidecar.licence.at, "L");
    assert_string_equal(sidecar.language.at, "fr");
    assert_int_equal(sidecar.withdrawn.count, 2);
    assert_string_equal(sidecar.withdrawn.items[1].at, "d8/p2");
    arena_release(&arena);
    expect_reports(*state, "shown/collection.json:3: \"author\" is not a field of this "
                           "file; left out\n");
}

static void values_are_trimmed_and_must_not_be_empty(void **state)
{
    expect(state, "{\"title\": \"\\u00a0 T\\n\"}", "T", "");
    expect(state, "{\"title\": \" \\t\"}", "",
           "x.json:1: \"title\" is empty; left out\n");
    expect(state, "{\"title\": \"a\\u001bb\"}", "",
           "x.json:1: \"title\" holds a control character; left out\n");
}

static void a_field_of_a_wrong_type_is_left_out_alone(void **state)
{
    expect(
        state,
        "{\n\"author\": 3,\n\"place\": null,\n\"date\": [\"1953\"],\n\"title\": \"T\",\n"
        "\"recipient\": {\"title\": \"x\"}, \"formerIds\": \"old\"}",
        "T",
        "x.json:2: \"author\" must hold text, and holds a number; left out\n"
        "x.json:3: \"place\" must hold text, and holds null; left out\n"
        "x.json:4: \"date\" must hold text, and holds a list; left out\n"
        "x.json:6: \"recipient\" must hold text, and holds an object; left out\n"
        "x.json:6: \"formerIds\" must hold a list of ids, and holds text; left out\n");
}

static void unknown_fields_are_reported_with_their_line(void **state)
{
    expect(state, "{\"title\": \"x\\\"titel\\\":\",\r\n\"titel\"\r\n: \"y\"}",
           "x\"titel\":", "x.json:2: \"titel\" is not a field of this file; left out\n");
    expect(state, "{\"a\\u001b\": 1, \"\": 2}", "",
           "x.json:0: \"a\\x1b\" is not a field of this file; left out\n"
           "x.json:1: \"\" is not a field of this file; left out\n");
}

static void a_file_that_is_not_json_is_left_out_with_its_line(void **state)
{
    expect(state, "{\"title\": \"T\",\n\"author\": }", "",
           "x.json:2: not JSON: unexpected token near '}'; left out\n");
    expect(state, "", "",
           "x.json:1: not JSON: '[' or '{' expected near end of file; left out\n");
    expect(state, "[\"title\"]", "",
           "x.json:1: not a JSON object but a list; left out\n");
    expect(state, "{\"title\": \"T\",\n \"title\": \"U\"}", "",
           "x.json:2: not JSON: duplicate object key near '\"title\"'; left out\n");
    expect(state, "{\"title\": \"\xff\"}", "",
           "x.json:1: not JSON: unable to decode byte 0xff near '\"'; left out\n");
    expect(state, "{\"title\": \x1b}", "",
           "x.json:1: not JSON: invalid token near '\\x1b'; left out\n");
}

static void a_file_over_one_mebibyte_is_left_out(void **state)
{
    char *json = malloc(1024 * 1024 + 1);
    assert_non_null(json);
    memset(json, ' ', 1024 * 1024 + 1);
    memcpy(json, "{\"title\": \"T\"}", 14);
    expect_bytes(state, (struct slice){json, 1024 * 1024}, "T", "");
    expect_bytes(state, (struct slice){json, 1024 * 1024 + 1}, "",
                 "x.json:0: larger than 1 MiB; left out\n");
    free(json);
}

static void a_file_that_cannot_be_opened_is_reported(void **state)
{
    struct document_sidecar sidecar;
    struct arena arena;
    const struct reporter reporter = {.report = corpus_report, .self = *state};
    arena_init(&arena);
    mkfifo("pipe", 0644);
    assert_int_equal(sidecar_read_document(&sidecar, &arena, "pipe", "pipe", &reporter),
                     0);
    assert_int_equal(sidecar_read_document(&sidecar, &arena, "gone", "gone", &reporter),
                     0);
    arena_release(&arena);
    expect_reports(*state,
                   "pipe:0: not a regular file; left out\n"
                   "gone:0: cannot be read: No such file or directory; left out\n");
}

static void ids_are_of_a_document_or_of_a_block(void **state)
{
    struct arena arena;
    arena_init(&arena);
    struct document_sidecar sidecar = read_document(
        *state, &arena,
        SLICE("{\"formerIds\": [\"a/b/c\", \"/b\", \"a/\", 4, \"\", \"a/b\", \"a\"]}"));
    assert_int_equal(sidecar.former_ids.count, 2);
    assert_string_equal(sidecar.former_ids.items[0].at, "a/b");
    arena_release(&arena);
    const char *neither =
        "x.json:1: \"formerIds\" holds an id that is neither DOCUMENT nor "
        "DOCUMENT/BLOCK; left out\n";
    char expected[600];
    snprintf(
        expected, sizeof(expected),
        "%s%s%sx.json:1: \"formerIds\" must hold text, and holds a number; left out\n"
        "x.json:1: \"formerIds\" is empty; left out\n",
        neither, neither, neither);
    expect_reports(*state, expected);
}

static bool language_is_kept(void **state, const char *tag)
{
    char json[200];
    struct arena arena;
    arena_init(&arena);
    snprintf(json, sizeof(json), "{\"language\": \"%s\"}", tag);
    struct document_sidecar sidecar = read_document(*state, &arena, slice_of(json));
    bool kept = slice_is(sidecar.language, tag);
    struct corpus_folder *folder = *state;
    assert_int_equal(folder->reports.len > 0, !kept);
    buffer_clear(&folder->reports);
    arena_release(&arena);
    return kept;
}

static void a_language_looks_like_bcp_47_or_is_left_out(void **state)
{
    const char *good[] = {"en",         "rus",        "ru-Latn",        "zh-yue-Hant-HK",
                          "es-419",     "de-1996",    "sl-rozaj-biske", "x-ours",
                          "en-x-ours",  "cop",        "ru-Latn-t-ru",   "en-u-ca-gregory",
                          "de-CH-1901", "sr-Cyrl-RS", "EN-gb",          "qaa"};
    const char *bad[] = {
        "English (British)", "e",    "en_GB", "en-", "-en",      "en--GB", "123", "en-x",
        "englishes",         "en-a", "en-G",  "x",   "en-GB-en", "русский"};
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        if (!language_is_kept(state, good[i]))
            fail_msg("%s is refused", good[i]);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        if (language_is_kept(state, bad[i]))
            fail_msg("%s is taken", bad[i]);
}

static void a_date_is_edtf_or_is_left_out(void **state)
{
    struct arena arena;
    arena_init(&arena);
    struct document_sidecar sidecar =
        read_document(*state, &arena, SLICE("{\"date\": \" 1953-08-21/1953-09 \"}"));
    assert_string_equal(sidecar.date.at, "1953-08-21/1953-09");
    arena_release(&arena);
    expect(
        state, "{\"title\": \"T\",\n\"date\": \"21 August 1953\"}", "T",
        "x.json:2: \"date\" is not a date in EDTF, such as 1953-08-21 or 1953-08; left "
        "out\n");
    expect(
        state, "{\"date\": \"1953-02-30\"}", "",
        "x.json:1: \"date\" is not a date in EDTF, such as 1953-08-21 or 1953-08; left "
        "out\n");
}

static void a_quiet_look_finds_only_the_id(void **state)
{
    struct arena arena;
    struct slice id;
    arena_init(&arena);
    corpus_write("x.json", "{\"titel\": 4, \"id\": \"A B\"}");
    assert_int_equal(sidecar_find(&id, &arena, "x.json", SIDECAR_ID), FAULT_NONE);
    assert_string_equal(id.at, "a-b");
    corpus_write("x.json", "{\"place\": {\"id\": \"A B\"}}");
    assert_int_equal(sidecar_find(&id, &arena, "x.json", SIDECAR_ID), FAULT_NONE);
    assert_int_equal(id.len, 0);
    corpus_write("x.json", "{\"id\": ");
    assert_int_equal(sidecar_find(&id, &arena, "x.json", SIDECAR_ID), FAULT_NONE);
    assert_int_equal(id.len, 0);
    assert_int_equal(sidecar_find(&id, &arena, "gone.json", SIDECAR_ID), FAULT_NONE);
    assert_int_equal(id.len, 0);
    arena_release(&arena);
    expect_reports(*state, "");
}

int main(void)
{
#define IN_A_FOLDER(test)                                                                \
    cmocka_unit_test_setup_teardown(test, corpus_setup, corpus_teardown)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(every_field_of_a_document_is_read),
        IN_A_FOLDER(every_field_of_a_collection_is_read),
        IN_A_FOLDER(values_are_trimmed_and_must_not_be_empty),
        IN_A_FOLDER(a_field_of_a_wrong_type_is_left_out_alone),
        IN_A_FOLDER(unknown_fields_are_reported_with_their_line),
        IN_A_FOLDER(a_file_that_is_not_json_is_left_out_with_its_line),
        IN_A_FOLDER(a_file_over_one_mebibyte_is_left_out),
        IN_A_FOLDER(a_file_that_cannot_be_opened_is_reported),
        IN_A_FOLDER(ids_are_of_a_document_or_of_a_block),
        IN_A_FOLDER(a_language_looks_like_bcp_47_or_is_left_out),
        IN_A_FOLDER(a_date_is_edtf_or_is_left_out),
        IN_A_FOLDER(a_quiet_look_finds_only_the_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
