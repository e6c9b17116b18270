/* What surroundings settle: kinds, numbers, facts; and the dates that facts are read to.
 */
#include "base/buffer.h"
#include "reading/outline.h"
#include "text/edtf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define LONG                                                                             \
    "The winter was mild, and the ports stayed open until February, so that the grain "  \
    "could be shipped without delay and at lower rates than in any year since the war, " \
    "as the harbour masters report."

#define ELLIPSIS "\xe2\x80\xa6"

static FILE *file_of(const char *text)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fflush(file), 0);
    return file;
}

static void read_outline(struct outline *outline, const char *text)
{
    FILE *file = file_of(text);
    struct fault_detail detail = {0};
    struct parse *parse;
    assert_int_equal(parse_open(&parse, fileno(file), NULL, &detail), FAULT_NONE);
    assert_int_equal(outline_read(outline, parse, &detail), FAULT_NONE);
    parse_close(parse);
    fclose(file);
}

/* The kinds of all blocks, with a blank between. */
static void expect_kinds(const char *text, const char *kinds)
{
    struct outline outline;
    struct buffer out;
    outline_init(&outline);
    buffer_init(&out);
    read_outline(&outline, text);
    for (size_t i = 0; i < outline.count; i++)
        buffer_print(&out, "%s%s", i ? " " : "",
                     block_kind_name((enum block_kind)outline.entries[i].kind));
    buffer_put_char(&out, '\0');
    assert_false(buffer_failed(&out));
    assert_string_equal(out.at, kinds);
    buffer_release(&out);
    outline_release(&outline);
}

/* "4", "(1)" inferred, "[2-3]" missing, "[]" an omission of what is not known, "-". */
static void expect_numbers(const char *text, const char *numbers)
{
    struct outline outline;
    struct buffer out;
    outline_init(&outline);
    buffer_init(&out);
    read_outline(&outline, text);
    for (size_t i = 0; i < outline.count; i++) {
        const struct outline_entry *entry = &outline.entries[i];
        if (i)
            buffer_put_char(&out, ' ');
        if (entry->missing_from)
            buffer_print(&out, "[%u-%u]", entry->missing_from, entry->missing_to);
        else if (entry->kind == BLOCK_OMISSION)
            buffer_put_text(&out, "[]");
        else if (entry->inferred)
            buffer_print(&out, "(%u)", entry->inferred);
        else if (entry->number)
            buffer_print(&out, "%u", entry->number);
        else
            buffer_put_char(&out, '-');
    }
    buffer_put_char(&out, '\0');
    assert_false(buffer_failed(&out));
    assert_string_equal(out.at, numbers);
    buffer_release(&out);
    outline_release(&outline);
}

/* Kinds */

static void head_of_a_despatch_is_settled(void **state)
{
    (void)state;
    expect_kinds(" CONFIDENTIAL\n\nREMARKS ON THE GRAIN TRADE\n\nMy Lord,\n\t" LONG
                 "\n[" ELLIPSIS "]\n \t4. " LONG "\n",
                 "classification title salutation paragraph omission paragraph");
}

static void head_of_an_edition_is_settled(void **state)
{
    (void)state;
    expect_kinds(
        "12. Telegram From the Port Office to the Ministry[footnoteRef:2] [2:  N.] \n\n"
        "Odessa, June 9, 1953"
        "\xe2\x80\x94"
        "4 p.m.\n" LONG "\nRoss\n",
        "title dateline paragraph signature");
    expect_kinds("501.BC/8"
                 "\xe2\x80\x93"
                 "2248: Telegram\nThe Consul to the Minister\nOdessa, "
                 "[undated].\nsecret\n" LONG "\n",
                 "source title dateline classification paragraph");
}

static void first_line_that_is_no_title_is_none(void **state)
{
    (void)state;
    expect_kinds("Hello world!\n", "paragraph");
    expect_kinds("a line\nanother line\n", "paragraph paragraph");
    expect_kinds(LONG "\n", "paragraph");
    expect_kinds("1. Roads\n2. Ports\n3. Rails\n", "paragraph paragraph paragraph");
    expect_kinds("Note: the text was copied.\n", "paragraph");
}

static void captions_lead_lists(void **state)
{
    (void)state;
    expect_kinds(
        "Memorandum of Conversation\nOdessa, June 9, 1953.\nSUBJECT\nGrain\n"
        "PARTICIPANTS:\nMr. Ross\nMr. Hill, Port Office\n" LONG "\n",
        "title dateline heading list-item heading list-item list-item paragraph");
}

static void lone_enumerator_leads_an_item(void **state)
{
    (void)state;
    expect_kinds(LONG "\n(a)\nRepair the quay.\n\xe2\x80\xa2 Paint it.\n",
                 "paragraph list-item list-item list-item");
}

static void rows_stay_rows_and_prose_with_a_tab_is_prose(void **state)
{
    (void)state;
    expect_kinds("Port\tTons\nOdessa\t40\nin all\nTotal\t90\n\n" LONG " " LONG " " LONG
                 "\t" LONG " " LONG " " LONG "\n4.\tRoads\n",
                 "table-row table-row table-row table-row paragraph paragraph");
}

static void indented_text_sets_other_lines_off(void **state)
{
    (void)state;
    expect_kinds(
        "12. Letter From Ross to Hill\nOdessa, June 9, 1953.\n\tDear Hill:\n\t" LONG
        "\nGrain Prices\n\t" LONG "\n\tSincerely,\nJohn Ross\nHarbour Master\n",
        "title dateline salutation paragraph heading paragraph closer signature "
        "signature");
}

static void markers_alone_make_an_empty_block(void **state)
{
    (void)state;
    expect_kinds("[footnoteRef:2] [2:  N.] \n\n" LONG "\n", "paragraph paragraph");
}

/* Numbers */

static void omissions_hide_the_numbers_around_them(void **state)
{
    (void)state;
    expect_numbers("\t" LONG "\n[" ELLIPSIS "]\n4. Roads\n[...]\n11. Ports\n12. Rails\n",
                   "(1) [2-3] 4 [5-10] 11 12");
    expect_numbers("1. Roads\n* * *\n3. Ports\n", "1 [2-2] 3");
}

static void opening_paragraph_before_two_is_one(void **state)
{
    (void)state;
    expect_numbers("\t" LONG "\n2. Roads\n3. Ports\n", "(1) 2 3");
    expect_numbers("\t" LONG "\n1. Roads\n2. Ports\n", "- 1 2");
    expect_numbers("\t" LONG "\n\t" LONG "\n2. Roads\n", "- - 2");
    expect_numbers("\t" LONG "\n4. Roads\n", "- 4");
}

static void what_is_not_settled_is_not_said(void **state)
{
    (void)state;
    expect_numbers("1. Roads\n[...]\n[...]\n4. Ports\n", "1 [] [] 4");
    expect_numbers("1. Roads\n[...]\nMore of it was\n4. Ports\n", "1 [] - 4");
    expect_numbers("5. Roads were bad.\n[...]\n2. Ports\n", "5 [] 2");
    expect_numbers("1. Roads\n[...]\n4. Ports\n4. Rails\n", "1 [] 4 4");
    expect_numbers("1. Roads\n[...]\n2. Ports\n", "1 [] 2");
    expect_numbers("[...]\n4. Ports\n", "[] 4");
    expect_numbers("3. Ports\n[...]\n", "3 []");
}

static void title_has_no_paragraph_number(void **state)
{
    (void)state;
    expect_numbers("242. Memorandum From Ross to Hill\nOdessa, June 9, 1953.\n1. Roads\n"
                   "[...]\n3. Ports\n",
                   "- - 1 [2-2] 3");
}

/* Heads and ends of other times */

static void numbers_and_parties_head_a_despatch(void **state)
{
    (void)state;
    expect_kinds("No. 41.\n\nMr. Hall to Lord Penrose.\xe2\x80\x94(Received July 9.)\n\n"
                 "(No. 7. Confidential.)\n(Extract.)\tOdessa, June 9, 1853.\n"
                 "My Lord,\n\t" LONG "\n\tI have, &c.\n\t(Signed)\tHALL.\n",
                 "source title classification dateline salutation paragraph closer "
                 "signature");
}

static void enclosures_have_heads_and_ends_of_their_own(void **state)
{
    (void)state;
    expect_kinds("12. Letter From Ross to Hill\nOdessa, June 9, 1953.\nDear Hill:\n" LONG
                 "\nSincerely,\nJohn Ross\n[Enclosure]\nGRAIN TRADE PLAN\n"
                 "Odessa, June 1, 1953.\n" LONG "\nAda Ross\n",
                 "title dateline salutation paragraph closer signature heading heading "
                 "dateline paragraph signature");
}

static void gaps_in_words_are_omissions(void **state)
{
    (void)state;
    expect_kinds("1. " LONG "\n[2\xc2\xbd lines not declassified]\n"
                 "[Here follows talk of other harbours.]\n[His letter was lost.]\n",
                 "paragraph omission omission paragraph");
}

static void lines_begin_without_width(void **state)
{
    (void)state;
    expect_kinds("\xe2\x80\x8fSECRET\n\xe2\x81\xa0"
                 "12. Letter From Ross to Hill\n"
                 "\xc2\xad"
                 "Odessa, June 9, 1953\n1. " LONG "\n"
                 "\xef\xbb\xbf[" ELLIPSIS "]\n\xe2\x80\x8b"
                 "5. " LONG "\n",
                 "classification title dateline paragraph omission paragraph");
}

static void number_of_a_telegram_is_no_paragraph_number(void **state)
{
    (void)state;
    expect_numbers("390. 1. Roads\n2. Ports\n", "1 2");
    expect_numbers("2. August 1953 was wet.\n", "-");
}

/* Facts */

static void expect_fact(struct slice fact, const char *wanted)
{
    assert_int_equal(fact.len, strlen(wanted));
    assert_memory_equal(fact.at ? fact.at : "", wanted, fact.len);
}

static void facts_are_read_from_the_head(void **state)
{
    (void)state;
    struct outline outline;
    outline_init(&outline);
    read_outline(
        &outline,
        "TOP SECRET\n242. Memorandum From Ross to Hill[footnoteRef:2] [2:  N.] \n\n"
        "[Odessa ,] June 9, 1953"
        "\xe2\x80\x94"
        "4 p.m.\nDear Hill:\n" LONG "\n");
    expect_fact(outline.facts.number, "242");
    expect_fact(outline.facts.title, "Memorandum From Ross to Hill");
    expect_fact(outline.facts.classification, "TOP SECRET");
    expect_fact(outline.facts.dateline, "[Odessa ,] June 9, 1953"
                                        "\xe2\x80\x94"
                                        "4 p.m.");
    expect_fact(outline.facts.date, "1953-06-09");
    expect_fact(outline.facts.place, "Odessa");
    expect_fact(outline.facts.salutation, "Dear Hill:");
    assert_int_equal(outline.note_count, 1);
    read_outline(&outline, "Hello world!\n");
    expect_fact(outline.facts.title, "");
    expect_fact(outline.facts.date, "");
    assert_int_equal(outline.count, 1);
    assert_int_equal(outline.note_count, 0);
    outline_release(&outline);
}

static void facts_of_an_old_despatch_are_read(void **state)
{
    (void)state;
    struct outline outline;
    outline_init(&outline);
    read_outline(&outline, "No. 41.\n\nMr. Hall to Lord Penrose.\xe2\x80\x94(Received "
                           "July 9.)\n\n(No. 7. Confidential.) [K 12/5/8]\n(Extract.)\t"
                           "Odessa, June 9, 1853.\nSir: " LONG "\n");
    expect_fact(outline.facts.number, "41");
    expect_fact(outline.facts.despatch_number, "7");
    expect_fact(outline.facts.title, "Mr. Hall to Lord Penrose");
    expect_fact(outline.facts.author, "Mr. Hall");
    expect_fact(outline.facts.recipient, "Lord Penrose");
    expect_fact(outline.facts.received, "1853-07-09");
    expect_fact(outline.facts.classification, "Confidential");
    expect_fact(outline.facts.archive_reference, "K 12/5/8");
    expect_fact(outline.facts.dateline, "Odessa, June 9, 1853.");
    expect_fact(outline.facts.date, "1853-06-09");
    expect_fact(outline.facts.salutation, "Sir:");
    outline_release(&outline);
}

static void source_note_says_the_classification(void **state)
{
    (void)state;
    struct outline outline;
    outline_init(&outline);
    read_outline(&outline,
                 "12. Letter From Ross to Hill[footnoteRef:2] [2:  Source: Port "
                 "Office, Secret Files, Box 3. Top Secret; Priority; Nodis. "
                 "Drafted by Hill.] \n\nOdessa, June 9, 1953\n" LONG "\n");
    expect_fact(outline.facts.classification, "Top Secret");
    expect_fact(outline.facts.precedence, "Priority");
    expect_fact(outline.facts.handling, "Nodis");
    assert_true(outline.facts.classified_by_note);
    read_outline(&outline,
                 "12. Letter From Ross to Hill[footnoteRef:2] [2:  Source: Port "
                 "Office. No classification marking. Secret papers are "
                 "elsewhere.] \n\nOdessa, June 9, 1953\n" LONG "\n");
    expect_fact(outline.facts.classification, "");
    outline_release(&outline);
}

static void undated_dateline_has_a_place(void **state)
{
    (void)state;
    struct outline outline;
    outline_init(&outline);
    read_outline(&outline, "Report by the Port Office\n[Odessa, undated.]\n" LONG "\n");
    expect_fact(outline.facts.place, "Odessa");
    expect_fact(outline.facts.date, "");
    expect_fact(outline.facts.dateline, "[Odessa, undated.]");
    outline_release(&outline);
}

/* Digests and counts */

static uint64_t digest_of(const char *text)
{
    struct outline outline;
    outline_init(&outline);
    read_outline(&outline, text);
    uint64_t digest = outline.entries[0].digest;
    outline_release(&outline);
    return digest;
}

static void digest_covers_label_and_text(void **state)
{
    (void)state;
    uint64_t digest = digest_of("4. Roads[footnoteRef:2] [2:  Bad.] \n\n");
    assert_true(digest == digest_of("\n \t4.  Roads[footnoteRef:2]  [2: Bad.] \n\n"));
    assert_true(digest != digest_of("5. Roads[footnoteRef:2] [2:  Bad.] \n\n"));
    assert_true(digest != digest_of("4. Roods[footnoteRef:2] [2:  Bad.] \n\n"));
    assert_true(digest == digest_of("4. Roads[footnoteRef:2] [2:  Mud.] \n\n"));
    assert_true(digest == digest_of("4. Roads[footnoteRef:3] [3:  Bad.] \n\n"));
    assert_true(digest == digest_of("4. Road[footnoteRef:2]s [2:  Bad.] \n\n"));
    assert_true(digest == digest_of("4. Roads\n"));
    assert_true(digest != digest_of("Roads\n"));
}

static void counts_cover_notes_omissions_and_problems(void **state)
{
    (void)state;
    struct outline outline;
    outline_init(&outline);
    read_outline(&outline,
                 "A[footnoteRef:2] b[footnoteRef:3]. [2:  a] \n\n[...]\n[...]\n");
    assert_int_equal(outline.note_count, 2);
    assert_int_equal(outline.problem_count, 1);
    assert_int_equal(outline.omission_count, 2);
    assert_int_equal(outline.entries[0].note_count, 2);
    outline_release(&outline);
}

static void entry_stays_under_forty_bytes(void **state)
{
    (void)state;
    assert_true(sizeof(struct outline_entry) <= 40);
}

static void fault_of_the_file_is_found_by_the_outline(void **state)
{
    (void)state;
    FILE *file = file_of("One.\nTwo.\nCaf\xe9.\n");
    struct fault_detail detail = {0};
    struct parse *parse;
    struct outline outline;
    outline_init(&outline);
    assert_int_equal(parse_open(&parse, fileno(file), NULL, &detail), FAULT_NONE);
    assert_int_equal(outline_read(&outline, parse, &detail), FAULT_INPUT);
    assert_int_equal(detail.line, 3);
    parse_close(parse);
    outline_release(&outline);
    fclose(file);
}

/* Dates */

static void edtf_of_levels_0_and_1_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct edtf_range range;
    } dates[] = {
        {"1953", {19530101, 19531231}},
        {"1953-06", {19530601, 19530630}},
        {"1952-02-29", {19520229, 19520229}},
        {"195X", {19500101, 19591231}},
        {"1953-XX-XX", {19530101, 19531231}},
        {"1953-06-XX", {19530601, 19530630}},
        {"1953-06-09?", {19530609, 19530609}},
        {"1953~", {19530101, 19531231}},
        {"1953-06%", {19530601, 19530630}},
        {"1953-22", {19530601, 19530831}},
        {"1953-24", {19531201, 19540228}},
        {"-0044-03-15", {-439685, -439685}},
        {"Y-17000", {-169999899, -169998769}},
        {"1953-06/1954", {19530601, 19541231}},
        {"1953-06-09/..", {19530609, INT32_MAX}},
        {"/1953", {INT32_MIN, 19531231}},
        {"1953-06-09T16:00:00Z", {19530609, 19530609}},
        {"1953-06-09T16:00:00+05:30", {19530609, 19530609}},
    };
    for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
        struct edtf_range range;
        assert_true(edtf_read(slice_of(dates[i].text), &range));
        assert_int_equal(range.first, dates[i].range.first);
        assert_int_equal(range.last, dates[i].range.last);
    }
}

static void what_is_not_edtf_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "June 1953",
        "1953-13",
        "1953-02-29",
        "1953-6-9",
        "19X3",
        "1XXX",
        "1954/1953",
        "/",
        "../..",
        "Y1953",
        "1953-25",
        "1953??",
        "1953-06-09T25:00:00",
        "1953T10:00:00",
        "1953-XX-09",
        "1953 ",
        "195X-06",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct edtf_range range;
        if (edtf_read(slice_of(texts[i]), &range))
            fail_msg("read as EDTF: \"%s\"", texts[i]);
    }
}

static void english_dates_become_edtf(void **state)
{
    (void)state;
    static const struct {
        const char *text, *edtf, *where;
    } dates[] = {
        {"Odessa, June 9, 1953.", "1953-06-09", "June 9, 1953"},
        {"Odessa, June, 9,1953", "1953-06-09", "June, 9,1953"},
        {"9th of June, 1953", "1953-06-09", "9th of June, 1953"},
        {"Odessa\xe2\x80\x94"
         "22 Sept. 1949",
         "1949-09-22", "22 Sept. 1949"},
        {"April 1963", "1963-04", "April 1963"},
        {"[Rome, July 10(?), 1955.]", "1955-07-10?", "July 10(?), 1955"},
        {"Rome, July 26 [27], 1955", "1955-07-27?", "July 26 [27], 1955"},
        {"Rome, July [26], 1955", "1955-07-26", "July [26], 1955"},
        {"[7] July 1955", "1955-07-07", "[7] July 1955"},
        {"Rome, [ca. July 7, 1955]", "1955-07-07~", "ca. July 7, 1955"},
        {"circa July 1955", "1955-07~", "circa July 1955"},
        {"the Seventh of July, 1955", "1955-07-07", "Seventh of July, 1955"},
        {"twenty-first of July 1955", "1955-07-21", "twenty-first of July 1955"},
        {"Rome, 1955-07-26", "1955-07-26", "1955-07-26"},
        {"Autumn of 1955", "1955-23", "Autumn of 1955"},
        {"9 January 1712/3", "1713-01-09", "9 January 1712/3"},
        {"2/14 June 1868", "1868-06-14", "2/14 June 1868"},
        {"28/9 June 1877", "1877-06-09", "28/9 June 1877"},
        {"20 December (1 January) 1869", "1869-01-01", "20 December (1 January) 1869"},
        {"November 1/14, 1911", "1911-11-14", "November 1/14, 1911"},
        {"4/5 June 1868", "1868-06-04/1868-06-05", "4/5 June 1868"},
        {"Paris, le 7 ao\xc3\xbbt 1871", "1871-08-07", "7 ao\xc3\xbbt 1871"},
        {"Wien, den 7. M\xc3\xa4rz 1871", "1871-03-07", "7. M\xc3\xa4rz 1871"},
        {"18 brumaire an VIII", "1799-11-09", "18 brumaire an VIII"},
        {"March 6-7, 1972", "1972-03-06/1972-03-07", "March 6-7, 1972"},
        {"6\xe2\x80\x93"
         "7 March 1972",
         "1972-03-06/1972-03-07",
         "6\xe2\x80\x93"
         "7 March 1972"},
        {"March 30 to April 2, 1961", "1961-03-30/1961-04-02",
         "March 30 to April 2, 1961"},
        {"December 31, 1954\xe2\x80\x93January 2, 1955", "1954-12-31/1955-01-02",
         "December 31, 1954\xe2\x80\x93January 2, 1955"},
    };
    for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
        char edtf[EDTF_ROOM];
        struct slice where;
        assert_true(edtf_from_english(slice_of(dates[i].text), edtf, &where));
        assert_string_equal(edtf, dates[i].edtf);
        expect_fact(where, dates[i].where);
    }
}

static void what_is_no_english_date_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "undated",
                                        "June 9",
                                        "February 30, 1955",
                                        "12 Marching 1950",
                                        "June 1, 19555",
                                        "May be 1955x"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        char edtf[EDTF_ROOM];
        struct slice where;
        if (edtf_from_english(slice_of(texts[i]), edtf, &where))
            fail_msg("read as a date: \"%s\" as %s", texts[i], edtf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(head_of_a_despatch_is_settled),
        cmocka_unit_test(head_of_an_edition_is_settled),
        cmocka_unit_test(first_line_that_is_no_title_is_none),
        cmocka_unit_test(captions_lead_lists),
        cmocka_unit_test(lone_enumerator_leads_an_item),
        cmocka_unit_test(rows_stay_rows_and_prose_with_a_tab_is_prose),
        cmocka_unit_test(indented_text_sets_other_lines_off),
        cmocka_unit_test(markers_alone_make_an_empty_block),
        cmocka_unit_test(omissions_hide_the_numbers_around_them),
        cmocka_unit_test(opening_paragraph_before_two_is_one),
        cmocka_unit_test(what_is_not_settled_is_not_said),
        cmocka_unit_test(title_has_no_paragraph_number),
        cmocka_unit_test(numbers_and_parties_head_a_despatch),
        cmocka_unit_test(enclosures_have_heads_and_ends_of_their_own),
        cmocka_unit_test(gaps_in_words_are_omissions),
        cmocka_unit_test(lines_begin_without_width),
        cmocka_unit_test(number_of_a_telegram_is_no_paragraph_number),
        cmocka_unit_test(facts_of_an_old_despatch_are_read),
        cmocka_unit_test(source_note_says_the_classification),
        cmocka_unit_test(facts_are_read_from_the_head),
        cmocka_unit_test(undated_dateline_has_a_place),
        cmocka_unit_test(digest_covers_label_and_text),
        cmocka_unit_test(counts_cover_notes_omissions_and_problems),
        cmocka_unit_test(entry_stays_under_forty_bytes),
        cmocka_unit_test(fault_of_the_file_is_found_by_the_outline),
        cmocka_unit_test(edtf_of_levels_0_and_1_is_read),
        cmocka_unit_test(what_is_not_edtf_is_refused),
        cmocka_unit_test(english_dates_become_edtf),
        cmocka_unit_test(what_is_no_english_date_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
