/* The corpus on disk: what is found, in which order, under which ids, and what is said.
 */
#include "corpus_folder.h"
#include "source/edition.h"

#include <fcntl.h>
#include <unistd.h>

/* Writes out an edition as "collection(sidecar): id=shown+sidecar ...", a line each. */
static void put_edition(struct buffer *out, const struct edition *edition)
{
    for (size_t i = 0; i < edition->collection_count; i++) {
        const struct edition_collection *at = &edition->collections[i];
        buffer_print(out, "%s%s:", at->id.at, at->sidecar.len ? "+" : "");
        for (size_t j = 0; j < at->document_count; j++) {
            const struct edition_document *text = &at->documents[j];
            assert_int_equal(
                faccessat(AT_FDCWD, text->path.at, F_OK, AT_SYMLINK_NOFOLLOW), 0);
            buffer_print(out, " %s=%s%s", text->id.at, text->shown.at,
                         text->sidecar.len ? "+" : "");
        }
        buffer_put_char(out, '\n');
    }
    buffer_put_char(out, '\0');
}

static enum fault walk(struct corpus_folder *folder, struct edition *edition,
                       const char *first, const char *second, struct fault_detail *detail)
{
    const char *paths[] = {first, second};
    edition_init(edition);
    return edition_walk(edition, paths, second ? 2 : 1, corpus_report, folder, detail);
}

static void expect_two(void **state, const char *first, const char *second,
                       const char *expected)
{
    struct edition edition;
    struct fault_detail detail = {.line = 0};
    struct buffer out;
    buffer_init(&out);
    assert_int_equal(walk(*state, &edition, first, second, &detail), FAULT_NONE);
    put_edition(&out, &edition);
    assert_string_equal(out.at, expected);
    buffer_release(&out);
    edition_release(&edition);
}

static void expect_edition(void **state, const char *path, const char *expected)
{
    expect_two(state, path, NULL, expected);
}

static void expect_fault(void **state, const char *path, const char *words)
{
    struct edition edition;
    struct fault_detail detail = {.line = 0};
    assert_int_equal(walk(*state, &edition, path, NULL, &detail), FAULT_INPUT);
    assert_string_equal(detail.text, words);
    edition_release(&edition);
}

static void a_folder_of_texts_is_a_collection(void **state)
{
    corpus_write("b/two.txt", "x");
    corpus_write("b/one.TXT", "x");
    corpus_write("b/one.json", "{}");
    corpus_write("b/README.md", "x");
    corpus_write("b/authority.json", "{}");
    corpus_write("b/overrides.json", "{}");
    corpus_write("a/x.txt", "x");
    corpus_write("a/collection.json", "{}");
    expect_edition(state, ".", "a+: x=a/x.txt\nb: one=b/one.TXT+ two=b/two.txt\n");
    expect_reports(*state, "");
}

static void a_flat_folder_is_one_collection(void **state)
{
    corpus_write("Moscow/x.txt", "x");
    expect_edition(state, "Moscow", "moscow: x=x.txt\n");
    expect_edition(state, "Moscow/", "moscow: x=x.txt\n");
    expect_edition(state, "./Moscow//", "moscow: x=x.txt\n");
    assert_int_equal(chdir("Moscow"), 0);
    expect_edition(state, ".", "moscow: x=x.txt\n");
    expect_reports(*state, "");
}

static void a_single_text_is_a_collection_of_one(void **state)
{
    corpus_write("moscow/x.txt", "x");
    corpus_write("moscow/x.json", "{\"id\": \"given\"}");
    corpus_write("moscow/y.txt", "x");
    corpus_write("moscow/collection.json", "{}");
    expect_edition(state, "moscow/x.txt", "moscow+: given=x.txt+\n");
    expect_two(state, "moscow/y.txt", "moscow/x.txt", "moscow+: given=x.txt+ y=y.txt\n");
    expect_two(state, "moscow/x.txt", "moscow", "moscow+: given=x.txt+ y=y.txt\n");
    expect_two(state, "moscow", "moscow/x.txt", "moscow+: given=x.txt+ y=y.txt\n");
    expect_two(state, "moscow/y.txt", "./moscow/y.txt", "moscow+: y=y.txt\n");
    expect_reports(*state, "");
}

static void order_of_collections_and_documents_is_natural(void **state)
{
    corpus_write("v10/d10.txt", "x");
    corpus_write("v10/d9.txt", "x");
    corpus_write("v10/d9-2.txt", "x");
    corpus_write("v9/a.txt", "x");
    expect_edition(state, ".",
                   "v9: a=v9/a.txt\n"
                   "v10: d9=v10/d9.txt d9-2=v10/d9-2.txt d10=v10/d10.txt\n");
}

static void ids_come_from_sidecars_where_they_have_one(void **state)
{
    corpus_write("a/one.txt", "x");
    corpus_write("a/one.json", "{\"title\": \"x\", \"id\": \" First Despatch \"}");
    corpus_write("a/two.txt", "x");
    corpus_write("a/two.json", "{\"\\u0069d\": \"second\"}");
    corpus_write("a/three.txt", "x");
    corpus_write("a/three.json", "{\"id\": 3}");
    corpus_write("a/collection.json", "{\"id\": \"Papers\"}");
    expect_edition(state, ".",
                   "papers+: first-despatch=a/one.txt+ three=a/three.txt+ "
                   "second=a/two.txt+\n");
    expect_reports(*state, "");
}

static void a_second_document_of_an_id_is_reported_with_both_paths(void **state)
{
    corpus_write("b/X.txt", "x");
    corpus_write("b/y.txt", "x");
    corpus_write("a/x.txt", "x");
    corpus_write("a/x.TXT", "x");
    corpus_write("a/x.json", "{}");
    expect_edition(state, ".", "a: x=a/x.TXT+ a.x=a/x.txt+\nb: b.x=b/X.txt y=b/y.txt\n");
    expect_reports(*state, "a/x.txt:0: its id is taken by a/x.TXT; known as \"a.x\"\n"
                           "b/X.txt:0: its id is taken by a/x.TXT; known as \"b.x\"\n");
}

static void a_second_collection_of_an_id_is_named_by_its_path(void **state)
{
    mkdir("corpus", 0755);
    mkdir("corpus/1953", 0755);
    mkdir("corpus/1954", 0755);
    mkdir("corpus/1954/1954", 0755);
    corpus_write("corpus/1953/moscow/a.txt", "x");
    corpus_write("corpus/1954/moscow/b.txt", "x");
    corpus_write("corpus/1954/1954/moscow/c.txt", "x");
    corpus_write("corpus/1954/1954/moscow/collection.json", "{\"id\": \"MOSCOW\"}");
    expect_edition(state, "corpus",
                   "1954-moscow+: c=1954/1954/moscow/c.txt\n"
                   "corpus-1954-moscow: b=1954/moscow/b.txt\n"
                   "moscow: a=1953/moscow/a.txt\n");
    expect_reports(*state,
                   "1954/1954/moscow:0: the collection's id \"moscow\" is taken by "
                   "1953/moscow; known as \"1954-moscow\"\n"
                   "1954/moscow:0: the collection's id \"moscow\" is taken by "
                   "1953/moscow; known as \"corpus-1954-moscow\"\n");
}

static void sidecars_that_belong_to_no_text_are_reported(void **state)
{
    corpus_write("a/x.txt", "x");
    corpus_write("a/x.json", "{}");
    corpus_write("a/X.json", "{}");
    corpus_write("a/b/collection.json", "{}");
    expect_edition(state, ".", "a: x=a/x.txt+\n");
    expect_reports(*state,
                   "a/b:0: collection.json is beside no text (NAME.txt); left out\n"
                   "a/X.json:0: belongs to no text: expected \"X.txt\" beside it; left "
                   "out\n");
}

static void hidden_names_are_passed_over(void **state)
{
    corpus_write(".git/x.txt", "x");
    corpus_write("a/.x.txt", "x");
    corpus_write("a/._x.json", "{}");
    corpus_write("a/x.txt", "x");
    expect_edition(state, ".", "a: x=a/x.txt\n");
    expect_reports(*state, "");
}

static void a_pipe_is_reported_and_never_opened(void **state)
{
    corpus_write("a/x.txt", "x");
    mkfifo("a/pipe.txt", 0644);
    mkfifo("a/x.json", 0644);
    mkfifo("a/collection.json", 0644);
    mkfifo("a/other", 0644);
    expect_edition(state, ".", "a: x=a/x.txt\n");
    expect_reports(*state, "a/collection.json:0: not a regular file; left out\n"
                           "a/pipe.txt:0: not a regular file; left out\n"
                           "a/x.json:0: not a regular file; left out\n");
    expect_fault(state, "a/pipe.txt",
                 "a/pipe.txt: neither a folder nor a text (NAME.txt)");
}

static void links_are_followed_but_not_in_circles(void **state)
{
    corpus_write("a/x.txt", "x");
    corpus_write("far.txt", "x");
    assert_int_equal(symlink("../a", "a/circle"), 0);
    assert_int_equal(symlink("a", "b"), 0);
    assert_int_equal(symlink("../far.txt", "a/near.txt"), 0);
    assert_int_equal(symlink("nowhere", "a/lost.txt"), 0);
    mkdir("corpus", 0755);
    assert_int_equal(symlink("../a", "corpus/a"), 0);
    assert_int_equal(symlink("../b", "corpus/b"), 0);
    expect_edition(state, "corpus", "a: lost=a/lost.txt near=a/near.txt x=a/x.txt\n");
    expect_reports(*state,
                   "a/circle:0: leads back into a folder above it; not followed\n"
                   "b:0: the same folder as a, which has been read; passed over\n");
}

static void names_that_are_not_utf8_are_kept_and_shown_safely(void **state)
{
    corpus_write("caf\xe9/x\xff.txt", "x");
    corpus_write("caf\xe9/a\x1b[2J\n.txt", "x");
    corpus_write("caf\xe9/b\xe2\x80\xae.txt", "x");
    expect_edition(state, ".",
                   "caf: a-2j=caf\\xe9/a\\x1b[2J\\x0a.txt b=caf\\xe9/b\\u{202e}.txt "
                   "x=caf\\xe9/x\\xff.txt\n");
    expect_reports(*state,
                   "caf\\xe9:0: its name on disk is not UTF-8; known as \"caf\"\n"
                   "caf\\xe9/x\\xff.txt:0: its name on disk is not UTF-8; known as "
                   "\"x\"\n");
}

static void an_unreadable_folder_is_reported(void **state)
{
    corpus_write("a/x.txt", "x");
    corpus_write("b/x.txt", "x");
    chmod(".", 0755);
    chmod("b", 0);
    uid_t user = geteuid();
    if (user == 0)
        assert_int_equal(seteuid(65534), 0);
    expect_edition(state, ".", "a: x=a/x.txt\n");
    expect_reports(*state, "b:0: cannot be read: Permission denied\n");
    expect_fault(state, "b", "b: cannot be read: Permission denied");
    if (user == 0)
        assert_int_equal(seteuid(0), 0);
    chmod("b", 0755);
}

static void a_corpus_without_texts_says_what_was_expected(void **state)
{
    corpus_write("a/x.doc", "x");
    corpus_write("b/y.txt", "x");
    expect_fault(
        state, "a",
        "no text found in a: expected files NAME.txt, in one folder per collection");
    expect_fault(state, "a/x.doc", "a/x.doc: neither a folder nor a text (NAME.txt)");
    expect_fault(state, "nowhere", "nowhere: cannot be read: No such file or directory");
    expect_fault(state, "", ": cannot be read: No such file or directory");
    expect_reports(*state, "");
    expect_two(state, "a", "b", "b: y=y.txt\n");
    expect_reports(*state, "a:0: holds no text (NAME.txt)\n");
}

int main(void)
{
#define IN_A_FOLDER(test)                                                                \
    cmocka_unit_test_setup_teardown(test, corpus_setup, corpus_teardown)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_folder_of_texts_is_a_collection),
        IN_A_FOLDER(a_flat_folder_is_one_collection),
        IN_A_FOLDER(a_single_text_is_a_collection_of_one),
        IN_A_FOLDER(order_of_collections_and_documents_is_natural),
        IN_A_FOLDER(ids_come_from_sidecars_where_they_have_one),
        IN_A_FOLDER(a_second_document_of_an_id_is_reported_with_both_paths),
        IN_A_FOLDER(a_second_collection_of_an_id_is_named_by_its_path),
        IN_A_FOLDER(sidecars_that_belong_to_no_text_are_reported),
        IN_A_FOLDER(hidden_names_are_passed_over),
        IN_A_FOLDER(a_pipe_is_reported_and_never_opened),
        IN_A_FOLDER(links_are_followed_but_not_in_circles),
        IN_A_FOLDER(names_that_are_not_utf8_are_kept_and_shown_safely),
        IN_A_FOLDER(an_unreadable_folder_is_reported),
        IN_A_FOLDER(a_corpus_without_texts_says_what_was_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
