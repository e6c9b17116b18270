/* The grammar, rule by rule, in the bytes that the extractor prints. */
#include "base/buffer.h"
#include "reading/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static FILE *file_of(struct slice text)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(text.at, 1, text.len, file), text.len);
    assert_int_equal(fflush(file), 0);
    return file;
}

/* "{2@49 First note.}": e for an endnote, ! with problems, / where paragraphs end. */
static void put_note(struct buffer *out, const struct note *note)
{
    buffer_print(out, " {%s%.*s@%u", note->kind == NOTE_ENDNOTE ? "e" : "",
                 SLICE_PRINT(note->label), note->at);
    if (note->problems)
        buffer_print(out, "!%u", note->problems);
    buffer_print(out, " %.*s", SLICE_PRINT(note->text));
    for (size_t i = 0; i < note->break_count; i++)
        buffer_print(out, " /%u", note->breaks[i]);
    buffer_put_char(out, '}');
}

/* One line a block: kind unless paragraph, label, text, /breaks, {notes}. */
static void put_block(struct buffer *out, const struct block *block)
{
    if (block->kind != BLOCK_PARAGRAPH)
        buffer_print(out, "%s: ", block_kind_name(block->kind));
    if (block->label.len)
        buffer_print(out, "<%.*s> ", SLICE_PRINT(block->label));
    buffer_put(out, block->text);
    for (size_t i = 0; i < block->break_count; i++)
        buffer_print(out, " /%u", block->breaks[i]);
    for (size_t i = 0; i < block->note_count; i++)
        put_note(out, &block->notes[i]);
    buffer_put_char(out, '\n');
}

static void expect_bytes(struct slice text, const char *blocks)
{
    FILE *file = file_of(text);
    struct fault_detail detail = {0};
    struct parse *parse;
    const struct block *block;
    struct buffer out;
    buffer_init(&out);
    assert_int_equal(parse_open(&parse, fileno(file), NULL, &detail), FAULT_NONE);
    while (parse_next(parse, &block, &detail) == FAULT_NONE && block)
        put_block(&out, block);
    buffer_put_char(&out, '\0');
    assert_false(buffer_failed(&out));
    assert_string_equal(detail.text, "");
    assert_string_equal(out.at, blocks);
    assert_int_equal(parse_bytes(parse), text.len);
    parse_close(parse);
    buffer_release(&out);
    fclose(file);
}

static void expect(const char *text, const char *blocks)
{
    expect_bytes(slice_of(text), blocks);
}

static void expect_fault_within(struct slice text, const struct parse_limits *limits,
                                const char *words, unsigned long line)
{
    FILE *file = file_of(text);
    struct fault_detail detail = {0};
    struct parse *parse = NULL;
    const struct block *block = NULL;
    enum fault fault = parse_open(&parse, fileno(file), limits, &detail);
    while (!fault && !(fault = parse_next(parse, &block, &detail)) && block)
        ;
    assert_int_equal(fault, FAULT_INPUT);
    assert_non_null(strstr(detail.text, words));
    assert_int_equal(detail.line, line);
    parse_close(parse);
    fclose(file);
}

/* `count` times `piece`, in memory that the caller frees. */
static struct slice repeat(const char *piece, size_t count)
{
    size_t len = strlen(piece);
    char *at = malloc(len * count + 1);
    assert_non_null(at);
    for (size_t i = 0; i < count; i++)
        memcpy(at + i * len, piece, len);
    return (struct slice){at, len * count};
}

static void release(struct slice text)
{
    char *at;
    memcpy(&at, &text.at, sizeof(at));
    free(at);
}

/* Paragraphs */

static void every_line_is_a_block_and_blank_lines_are_none(void **state)
{
    (void)state;
    expect("One.\n\nTwo.\n \t \n\xc2\xa0\nThree.", "One.\nTwo.\nThree.\n");
    expect("", "");
    expect("\n", "");
    expect(" \n\t\n\xc2\xa0 \n", "");
}

static void white_space_folds_to_one_space_and_ends_are_trimmed(void **state)
{
    (void)state;
    expect(" \tA  wet\xc2\xa0\xe2\x80\x83 spring \x0b\n", "A wet spring\n");
    expect("narrow\xe2\x80\xafspace, no\xe2\x80\x8b"
           "break\n",
           "narrow space, no\xe2\x80\x8b"
           "break\n");
    expect("long enough to be taken in strides, then  two blanks and\ta tab\n",
           "table-row: long enough to be taken in strides, then two blanks and a tab\n");
}

static void control_characters_stay(void **state)
{
    (void)state;
    expect_bytes(SLICE("a\x01 b\0c\x1f d\n"), "a\x01 b");
}

static void crlf_ends_lines_everywhere(void **state)
{
    (void)state;
    expect("One[footnoteRef:2]. [2:  First.\r\nSecond.] \r\n\r\nTwo.\r\n",
           "One. {2@3 First. Second. /6}\nTwo.\n");
    expect("One[footnoteRef:2]\r\nmore [2:  N.] \r\n\r\n", "One more /3 {2@3 N.}\n");
    expect("a\tb\r\n", "table-row: a b\n");
    expect("orphan [5:  lost] \r\n\r\n", "orphan {5@6!1 lost}\n");
}

static void printed_label_is_taken_out(void **state)
{
    (void)state;
    expect("4. Harvests were poor.\n", "<4.> Harvests were poor.\n");
    expect(" \t4.\tHarvests were poor.\n", "<4.> Harvests were poor.\n");
    expect("412.\xc2\xa0Roads\n", "<412.> Roads\n");
    expect("4.\n4.5 tons\n1953. A year\n(4) Roads\n",
           "list-item: 4.\n4.5 tons\n1953. A year\n(4) Roads\n");
}

static void anchors_in_the_label_are_at_zero(void **state)
{
    (void)state;
    expect("[footnoteRef:2]4. Roads [2:  N.] \n\n", "<4.> Roads {2@0 N.}\n");
    expect("4.[footnoteRef:2] Roads [2:  N.] \n\n", "<4.> Roads {2@0 N.}\n");
    expect("4. R[footnoteRef:2]oads [2:  N.] \n\n", "<4.> Roads {2@1 N.}\n");
}

/* Notes */

static void body_joins_its_marker(void **state)
{
    (void)state;
    expect("The mill[footnoteRef:2] burned. [2:  In May.] \n\nNext.\n",
           "The mill burned. {2@8 In May.}\nNext.\n");
    expect("The mill[footnoteRef:2] burned. [2:  In May.] ",
           "The mill burned. {2@8 In May.}\n");
    expect("The mill[endnoteRef:0]. [0: No blank.] \n\n", "The mill. {e0@8 No blank.}\n");
    expect("[footnoteRef:2] [2:  Alone.] \n\n", " {2@0 Alone.}\n");
    expect("A[footnoteRef:2147483647]. [2147483647:  Big.] \n\n",
           "A. {2147483647@1 Big.}\n");
}

static void bodies_come_in_the_order_of_their_markers(void **state)
{
    (void)state;
    expect("A[footnoteRef:9] b[footnoteRef:2][endnoteRef:2]. [9:  nine]  [2:  two]  [2:  "
           "end] \n\n",
           "A b. {9@1 nine} {2@3 two} {e2@3 end}\n");
    expect("A[footnoteRef:2] b[footnoteRef:2]. [2:  same]  [2:  same] \n\n",
           "A b. {2@1 same} {2@3 same}\n");
}

static void notes_may_be_empty(void **state)
{
    (void)state;
    expect("A[footnoteRef:2]. [2:  ] \n\n", "A. {2@1 }\n");
    expect("A[footnoteRef:2]. [2: ] \n\n", "A. {2@1 }\n");
}

static void note_of_several_paragraphs_keeps_its_breaks(void **state)
{
    (void)state;
    expect("A[footnoteRef:2]. [2:  One.\nTwo.\n3. Three.] \n\nB.\n",
           "A. {2@1 One. Two. 3. Three. /4 /9}\nB.\n");
    expect("A[footnoteRef:2]. [2:  One.\n] \n\nB.\n", "A. {2@1 One.}\nB.\n");
}

static void brackets_in_a_note_do_not_close_it(void **state)
{
    (void)state;
    expect("A[footnoteRef:2]. [2:  See [No. 4], p. 2 [sic].] \n\n",
           "A. {2@1 See [No. 4], p. 2 [sic].}\n");
    expect("A[footnoteRef:2]. [2:  Vol. 3] p. 17.] \n\n", "A. {2@1 Vol. 3] p. 17.}\n");
    expect(
        "A[footnoteRef:2] b[footnoteRef:3]. [2:  Opens [not closed.]  [3:  Other.] \n\n",
        "A b. {2@1 Opens [not closed.} {3@3 Other.}\n");
    expect("A[footnoteRef:2]. [2:  [All of it.]] \n\n", "A. {2@1 [All of it.]}\n");
}

static void note_syntax_in_a_note_is_text(void **state)
{
    (void)state;
    expect("A[footnoteRef:2], b[footnoteRef:3]. [2:  Form [3: x] and [footnoteRef:9] "
           "here.]  [3:  Real.] \n\n",
           "A, b. {2@1 Form [3: x] and [footnoteRef:9] here.} {3@4 Real.}\n");
    expect("A[footnoteRef:2] b[footnoteRef:3]. [2:  One.\n[3: fake] line]  [3:  Three.] "
           "\n\n",
           "A b. {2@1 One. [3: fake] line /4} {3@3 Three.}\n");
}

static void prose_brackets_are_no_notes(void **state)
{
    (void)state;
    expect(
        "Cable [4: groups corrupt] at [7:30 p.m.] and [footnoteRef:x], [footnoteRef:].\n",
        "Cable [4: groups corrupt] at [7:30 p.m.] and [footnoteRef:x], "
        "[footnoteRef:].\n");
    expect(
        "A[footnoteRef:2] b[footnoteRef:3] [3: groups corrupt] c. [2:  x]  [3:  y] \n\n",
        "A b [3: groups corrupt] c. {2@1 x} {3@3 y}\n");
}

static void anchor_between_blanks_goes_before_the_one_left(void **state)
{
    (void)state;
    expect("a [footnoteRef:2] b [2:  n] \n\n", "a b {2@1 n}\n");
    expect("a [footnoteRef:2]b [2:  n] \n\n", "a b {2@2 n}\n");
    expect("a[footnoteRef:2] b [2:  n] \n\n", "a b {2@1 n}\n");
    expect("a [footnoteRef:2][footnoteRef:3]b [2:  n]  [3:  m] \n\n",
           "a b {2@2 n} {3@2 m}\n");
    expect("a b [footnoteRef:2] [2:  n] \n\n", "a b {2@3 n}\n");
    expect(" [footnoteRef:2] a [2:  n] \n\n", "a {2@0 n}\n");
}

static void anchors_count_code_points(void **state)
{
    (void)state;
    expect("\xf0\x9d\x94\x89\xd0\xb6\xe2\x80\x94x[footnoteRef:2]! [2:  n] \n\n",
           "\xf0\x9d\x94\x89\xd0\xb6\xe2\x80\x94x! {2@4 n}\n");
}

static void body_on_a_later_line_joins_the_lines(void **state)
{
    (void)state;
    expect("Line one[footnoteRef:2]\nLine two\nLine three [2:  Of one.] \n\nNext.\n",
           "Line one Line two Line three /8 /17 {2@8 Of one.}\nNext.\n");
    expect("One[footnoteRef:2]\nTwo[footnoteRef:3] [2:  a]  [3:  b] \n\n",
           "One Two /3 {2@3 a} {3@7 b}\n");
}

static void marker_without_a_body_is_kept_and_reported(void **state)
{
    (void)state;
    expect("Control[footnoteRef:2] text\nsecond\nNext[footnoteRef:3]. [3:  b] \n\n",
           "Control text {2@7!2 }\nsecond\nNext. {3@4 b}\n");
    expect("A[footnoteRef:2] b[footnoteRef:3] c[footnoteRef:4]. [2:  a]  [4:  c] \n\n",
           "A b c. {2@1 a} {3@3!2 } {4@5 c}\n");
    expect("A[footnoteRef:2] b[footnoteRef:3]. [3:  b] \n\nC.\n",
           "A b. {2@1!2 } {3@3 b}\nC.\n");
    expect("A[footnoteRef:2] b[footnoteRef:3]. [2:  a] \n\nC.\n",
           "A b. {2@1 a} {3@3!2 }\nC.\n");
}

static void body_that_never_ends_is_text(void **state)
{
    (void)state;
    expect("A[footnoteRef:2]. [2:  and so on\nB.\n", "A. [2: and so on {2@1!2 }\nB.\n");
}

static void body_ends_before_a_marker_on_a_later_line(void **state)
{
    (void)state;
    expect("in1[footnoteRef:5] [5:  n5] in2\n\nAfter[footnoteRef:6]. [6:  z] \n\n",
           "in1in2 {5@3 n5}\nAfter. {6@5 z}\n");
    expect("A[footnoteRef:5]. [5:  n5]\n\nB[footnoteRef:6]. [6:  n6]\n",
           "A. {5@1 n5}\nB. {6@1 n6}\n");
}

static void dangling_note_keeps_the_extractors_words(void **state)
{
    (void)state;
    expect(
        "A[footnoteRef:7]. [7: !!! End note with ID \"7\" not found in document.] \n\n",
        "A. {7@1!4 !!! End note with ID \"7\" not found in document.}\n");
}

static void body_without_a_marker_is_told_by_its_unmistakable_form(void **state)
{
    (void)state;
    expect("Roads. [5:  Orphan.] \n\nNext.\n", "Roads. {5@6!1 Orphan.}\nNext.\n");
    expect("Roads. [5:  Orphan.] \nNext.\n", "Roads. [5: Orphan.]\nNext.\n");
    expect("Roads. [5: No second blank.] \n\n", "Roads. [5: No second blank.]\n");
    expect("Roads [5:  groups] lost. \n\n", "Roads [5: groups] lost.\n");
}

/* Rows, comments, variants */

static void notes_stand_in_table_rows(void **state)
{
    (void)state;
    expect("Item[footnoteRef:2] [2:  n2] \tSum[footnoteRef:3] [3:  n3] \n\nB.\n",
           "table-row: Item Sum {2@4 n2} {3@8 n3}\nB.\n");
    expect("a\tb[footnoteRef:4] [4:  n4\nmore] \tc\n\n",
           "table-row: a b c {4@3 n4 more /2}\n");
    expect("[footnoteRef:2] [2:  first] \tName\tVisa\n",
           "table-row: Name Visa {2@0 first}\n");
}

static void tabs_divide_cells(void **state)
{
    (void)state;
    static const struct span wanted[] = {{0, 0}, {0, 4}, {4, 4}, {5, 8}, {8, 8}};
    FILE *file = file_of(SLICE("\tItem\t\t1 2\t\n"));
    struct fault_detail detail = {0};
    struct parse *parse;
    const struct block *block;
    assert_int_equal(parse_open(&parse, fileno(file), NULL, &detail), FAULT_NONE);
    assert_int_equal(parse_next(parse, &block, &detail), FAULT_NONE);
    assert_int_equal(block->cell_count, 5);
    assert_memory_equal(block->cells, wanted, sizeof(wanted));
    assert_int_equal(block->kind, BLOCK_TABLE_ROW);
    parse_close(parse);
    fclose(file);
}

static void comment_follows_its_paragraph_as_a_block(void **state)
{
    (void)state;
    expect("The mill\tComment by Ed: check\n\nNext.\n",
           "The mill\ncomment: Comment by Ed: check\nNext.\n");
    expect(
        "The mill[footnoteRef:2]\tComment by Ed, A.: check [this]\n [2:  N.] \n\nNext.\n",
        "The mill {2@8 N.}\ncomment: Comment by Ed, A.: check [this]\nNext.\n");
    expect("The mill[footnoteRef:2]\tComment by Ed: check [2:  N.] \n\n",
           "The mill {2@8 N.}\ncomment: Comment by Ed: check\n");
    expect("A\tComment by X: one\tComment by Y: two\n",
           "A\ncomment: Comment by X: one\ncomment: Comment by Y: two\n");
    expect("A\tComment by nobody\n", "table-row: A Comment by nobody\n");
}

static void older_extractors_and_links_are_read(void **state)
{
    (void)state;
    expect("A[footnoteRef:2]. [2:  One.Two.3. Three.] \n\nB.\n",
           "A. {2@1 One.Two.3. Three.}\nB.\n");
    expect("\tItem[footnoteRef:2] [2:  n2] \n\n\tSum\n\n\n", "Item {2@4 n2}\nSum\n");
    expect("See <http://example.org/a>[footnoteRef:2] <http://example.org/a> of May. [2: "
           " In "
           "link.] \n\n",
           "See <http://example.org/a> <http://example.org/a> of May. {2@26 In link.}\n");
}

static void omissions_are_told_by_their_signs(void **state)
{
    (void)state;
    expect("[\xe2\x80\xa6]\n[...]\n(\xe2\x80\xa6)\n* * * * *\n. . . .\n[ . . . ]\n",
           "omission: [\xe2\x80\xa6]\nomission: [...]\nomission: (\xe2\x80\xa6)\n"
           "omission: * * * * *\nomission: . . . .\nomission: [ . . . ]\n");
    expect("Rain [\xe2\x80\xa6] fell.\n[1]\n...and then\n",
           "Rain [\xe2\x80\xa6] fell.\n[1]\n...and then\n");
}

/* The file */

static void byte_order_mark_is_skipped_and_offsets_are_the_files(void **state)
{
    (void)state;
    FILE *file = file_of(SLICE("\xef\xbb\xbfOne.\n\nTwo[footnoteRef:2]. [2:  N.] \n\n"));
    struct fault_detail detail = {0};
    struct parse *parse;
    const struct block *block;
    assert_int_equal(parse_open(&parse, fileno(file), NULL, &detail), FAULT_NONE);
    assert_int_equal(parse_next(parse, &block, &detail), FAULT_NONE);
    assert_int_equal(block->source_at, 3);
    assert_int_equal(block->source_bytes, 4);
    assert_int_equal(parse_next(parse, &block, &detail), FAULT_NONE);
    assert_int_equal(block->source_at, 9);
    assert_int_equal(block->source_bytes, 29);
    assert_int_equal(block->line, 3);
    parse_close(parse);
    fclose(file);
}

static void what_is_not_utf8_is_refused_with_its_line(void **state)
{
    (void)state;
    expect_fault_within(SLICE("One.\nCaf\xe9.\n"), NULL, "not UTF-8 at byte 8 (0xE9)", 2);
    expect_fault_within(SLICE("One.\n\xe2\x80"), NULL, "not UTF-8", 2);
    expect_fault_within(SLICE("\xff\xfeO\0n\0e\0"), NULL, "iconv -f UTF-16 -t UTF-8", 1);
    expect_fault_within(SLICE("\xff\xfe\0\0O\0\0\0"), NULL, "looks like UTF-32", 1);
    expect_fault_within(SLICE("O\0n\0e\0.\0"), NULL, "looks like UTF-16LE", 1);
    expect_fault_within(SLICE("\0O\0n\0e\0."), NULL, "looks like UTF-16BE", 1);
}

static void limits_of_file_and_paragraph_hold(void **state)
{
    (void)state;
    static const struct parse_limits small = {.file_bytes = 20, .block_bytes = 10};
    expect_fault_within(SLICE("one\ntwo\nthree\nfour\nfive\n"), &small, "20 bytes", 0);
    expect_fault_within(SLICE("one\n\nabcdefghijkl\n"), &small, "10 bytes", 3);
    struct slice line = repeat("The quick brown fox. ", 900 * 1000);
    expect_fault_within(line, NULL, "longer than the limit of 16777216 bytes", 1);
    release(line);
}

static void long_texts_are_the_same_the_second_time(void **state)
{
    (void)state;
    struct slice text = repeat(
        "A fine morning[footnoteRef:2]. [2:  In \xc3\xa9t\xc3\xa9.] \n\n", 100 * 1000);
    FILE *file = file_of(text);
    struct fault_detail detail = {0};
    struct parse *parse;
    const struct block *block = NULL;
    struct digest digest = {0, 0};
    assert_int_equal(parse_open(&parse, fileno(file), NULL, &detail), FAULT_NONE);
    for (int pass = 0; pass < 2; pass++) {
        size_t blocks = 0;
        while (parse_next(parse, &block, &detail) == FAULT_NONE && block) {
            blocks++;
            assert_int_equal(block->note_count, 1);
            assert_int_equal(block->notes[0].at, 14);
            assert_int_equal(block->notes[0].length, 7);
            assert_int_equal(block->line, blocks * 2 - 1);
        }
        assert_int_equal(blocks, 100 * 1000);
        if (pass > 0)
            assert_int_equal(parse_digest(parse).low, digest.low);
        digest = parse_digest(parse);
        parse_rewind(parse);
    }
    parse_close(parse);
    fclose(file);
    release(text);
}

/* Reads to the end; the blocks so far are counted, and their texts too. */
static size_t read_on(struct parse *parse, struct slice *texts, size_t most)
{
    const struct block *block;
    size_t count = 0;
    while (parse_next(parse, &block, NULL) == FAULT_NONE && block && count < most)
        texts[count++] = block->text;
    return count;
}

static void blocks_of_a_short_file_live_on_and_those_of_a_long_one_do_not(void **state)
{
    (void)state;
    enum { MOST = 6000 };
    static struct slice first[MOST], again[MOST];
    for (int is_long = 0; is_long < 2; is_long++) {
        size_t count = is_long ? 5000 : 50;
        struct slice text = repeat("It  rained.[footnoteRef:1] [1: Hard.] \n\n", count);
        FILE *file = file_of(text);
        struct parse *parse;
        assert_int_equal(parse_open(&parse, fileno(file), NULL, NULL), FAULT_NONE);
        assert_false(parse_is_retained(parse));
        assert_int_equal(read_on(parse, first, MOST), count);
        assert_int_equal(parse_is_retained(parse), !is_long);
        assert_int_equal(read_on(parse, again, MOST), 0);
        parse_rewind(parse);
        assert_int_equal(read_on(parse, again, MOST), count);
        for (size_t i = 0; i < count && !is_long; i++) {
            assert_ptr_equal(first[i].at, again[i].at);
            assert_true(slice_is(first[i], "It rained."));
        }
        parse_close(parse);
        fclose(file);
        release(text);
    }
}

static void file_that_changes_between_two_readings_is_refused(void **state)
{
    (void)state;
    struct slice text = repeat("Rain fell all day.\n", 100 * 1000);
    FILE *file = file_of(text);
    struct fault_detail detail = {0};
    struct parse *parse;
    const struct block *block = NULL;
    enum fault fault;
    assert_int_equal(parse_open(&parse, fileno(file), NULL, &detail), FAULT_NONE);
    while (!(fault = parse_next(parse, &block, &detail)) && block)
        ;
    parse_rewind(parse);
    assert_int_equal(pwrite(fileno(file), "X", 1, 1900000 - 20), 1);
    while (!(fault = parse_next(parse, &block, &detail)) && block)
        ;
    assert_int_equal(fault, FAULT_INPUT);
    assert_non_null(strstr(detail.text, "changed while it was read"));
    parse_close(parse);
    fclose(file);
    release(text);
}

static size_t count_notes(struct slice text)
{
    FILE *file = file_of(text);
    struct fault_detail detail = {0};
    struct parse *parse;
    const struct block *block = NULL;
    size_t notes = 0;
    assert_int_equal(parse_open(&parse, fileno(file), NULL, &detail), FAULT_NONE);
    while (parse_next(parse, &block, &detail) == FAULT_NONE && block)
        notes += block->note_count;
    assert_string_equal(detail.text, "");
    parse_close(parse);
    fclose(file);
    return notes;
}

/* Were any of these more than linear, the test would not end. */
static void hostile_texts_are_read_in_linear_time(void **state)
{
    (void)state;
    static const struct {
        const char *piece;
        size_t count, notes;
    } texts[] = {
        {"[footnoteRef:2]\n", 200000, 200000},
        {"[footnoteRef:2]", 200000, 200000},
        {" [2: x] ", 200000, 0},
        {" [2: x] \n", 200000, 0},
        {"a[footnoteRef:2] [2: x\n", 100000, 100000},
        {"a[footnoteRef:1]b[footnoteRef:2] [1: x] \n\n", 100000, 200000},
        {"[footnoteRef:3] [3: y\n[footnoteRef:2]\n", 100000, 200000},
        {"[footnoteRef:3]\n[footnoteRef:3] [3: y\n", 100000, 200000},
        {"[footnoteRef:2] [2: x", 100000, 100000},
        {"a[footnoteRef:5] [5: b [5: c\n", 100000, 100000},
        {"[", 1000000, 0},
        {"\tComment by A: b", 100000, 0},
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct slice text = repeat(texts[i].piece, texts[i].count);
        assert_int_equal(count_notes(text), texts[i].notes);
        release(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_is_a_block_and_blank_lines_are_none),
        cmocka_unit_test(white_space_folds_to_one_space_and_ends_are_trimmed),
        cmocka_unit_test(control_characters_stay),
        cmocka_unit_test(crlf_ends_lines_everywhere),
        cmocka_unit_test(printed_label_is_taken_out),
        cmocka_unit_test(anchors_in_the_label_are_at_zero),
        cmocka_unit_test(body_joins_its_marker),
        cmocka_unit_test(bodies_come_in_the_order_of_their_markers),
        cmocka_unit_test(notes_may_be_empty),
        cmocka_unit_test(note_of_several_paragraphs_keeps_its_breaks),
        cmocka_unit_test(brackets_in_a_note_do_not_close_it),
        cmocka_unit_test(note_syntax_in_a_note_is_text),
        cmocka_unit_test(prose_brackets_are_no_notes),
        cmocka_unit_test(anchor_between_blanks_goes_before_the_one_left),
        cmocka_unit_test(anchors_count_code_points),
        cmocka_unit_test(body_on_a_later_line_joins_the_lines),
        cmocka_unit_test(marker_without_a_body_is_kept_and_reported),
        cmocka_unit_test(body_that_never_ends_is_text),
        cmocka_unit_test(body_ends_before_a_marker_on_a_later_line),
        cmocka_unit_test(dangling_note_keeps_the_extractors_words),
        cmocka_unit_test(body_without_a_marker_is_told_by_its_unmistakable_form),
        cmocka_unit_test(notes_stand_in_table_rows),
        cmocka_unit_test(tabs_divide_cells),
        cmocka_unit_test(comment_follows_its_paragraph_as_a_block),
        cmocka_unit_test(older_extractors_and_links_are_read),
        cmocka_unit_test(omissions_are_told_by_their_signs),
        cmocka_unit_test(byte_order_mark_is_skipped_and_offsets_are_the_files),
        cmocka_unit_test(what_is_not_utf8_is_refused_with_its_line),
        cmocka_unit_test(limits_of_file_and_paragraph_hold),
        cmocka_unit_test(long_texts_are_the_same_the_second_time),
        cmocka_unit_test(blocks_of_a_short_file_live_on_and_those_of_a_long_one_do_not),
        cmocka_unit_test(file_that_changes_between_two_readings_is_refused),
        cmocka_unit_test(hostile_texts_are_read_in_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
