/* Queries: what people type, as trees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "query/query.h"

#include <stdio.h>

/* (and (word a) (phrase b c)) and so on: "=" exact, "*" a beginning, "@" columns. */
static void print(struct buffer *out, const struct query_node *node)
{
    static const char *const names[] = {"word", "phrase", "near", "and", "or", "not"};
    buffer_print(out, "(%s", names[node->kind]);
    if (node->exact && node->kind == TREE_WORD)
        buffer_put_char(out, '=');
    if (node->columns)
        buffer_print(out, "@%u", node->columns);
    if (node->kind == TREE_PROXIMITY)
        buffer_print(out, ":%u", node->distance);
    for (size_t i = 0; i < node->word_count; i++)
        buffer_print(out, " %.*s", SLICE_PRINT(node->words[i]));
    if (node->prefix && node->word_count)
        buffer_put_char(out, '*');
    for (size_t i = 0; i < node->child_count; i++) {
        buffer_put_char(out, ' ');
        print(out, node->children[i]);
    }
    buffer_put_char(out, ')');
}

static void expect_tree(const struct query_tree *query, const char *typed,
                        const char *want)
{
    struct buffer got;
    buffer_init(&got);
    if (query->root)
        print(&got, query->root);
    buffer_put_char(&got, '\0');
    if (strcmp(got.at, want) != 0)
        print_message("# %s\n", typed);
    assert_string_equal(got.at, want);
    buffer_release(&got);
}

static void expect(const char *typed, const char *want)
{
    struct arena arena;
    struct query_tree query;
    arena_init(&arena);
    assert_int_equal(query_read(&query, slice_of(typed), &arena), FAULT_NONE);
    expect_tree(&query, typed, want);
    arena_release(&arena);
}

static void expect_advanced(const char *typed, const char *want)
{
    struct arena arena;
    struct query_tree query;
    struct fault_detail detail = {.text = ""};
    arena_init(&arena);
    enum fault fault = query_read_advanced(&query, slice_of(typed), &arena, &detail);
    if (fault)
        print_message("# %s: %s\n", typed, detail.text);
    assert_int_equal(fault, FAULT_NONE);
    expect_tree(&query, typed, want);
    arena_release(&arena);
}

static void expect_wrong(const char *typed, size_t at)
{
    struct arena arena;
    struct query_tree query;
    struct fault_detail detail = {.text = ""};
    arena_init(&arena);
    assert_int_equal(query_read_advanced(&query, slice_of(typed), &arena, &detail),
                     FAULT_BAD_PARAMETER);
    assert_int_equal(query.wrong_at, at);
    assert_true(detail.text[0] != '\0');
    arena_release(&arena);
}

static void words_must_all_be_there(void **state)
{
    (void)state;
    expect("Berlin", "(word berlin)");
    expect(" Berlin  BLOCKADE ", "(and (word berlin) (word blockade))");
    expect("belov m", "(and (word belov) (word m))");
}

static void phrases_take_any_quotes_and_need_no_end(void **state)
{
    (void)state;
    expect("\"soviet union\"", "(phrase soviet union)");
    expect("\xe2\x80\x9csoviet union\xe2\x80\x9d", "(phrase soviet union)");
    expect("\"soviet union", "(phrase soviet union)");
    expect("\"soviet\"", "(word= soviet)");
    expect("\"peaceful coexist\"*", "(phrase peaceful coexist*)");
}

static void hyphens_are_found_whole_and_in_parts(void **state)
{
    (void)state;
    expect("co-existence", "(or (word coexistence) (phrase co existence))");
    expect("\"peaceful co-existence\"",
           "(or (phrase peaceful coexistence) (phrase peaceful co existence))");
    expect("co-exist*", "(or (word coexist*) (phrase co exist*))");
    expect("1950-51", "(phrase 1950 51)");
    expect("either/or", "(phrase either or)");
}

static void signs_mean_what_people_mean(void **state)
{
    (void)state;
    expect("malenk*", "(word malenk*)");
    expect("=policy", "(word= policy)");
    expect("policy -soviet", "(not (word policy) (word soviet))");
    expect("policy -\"soviet union\" -us", "(not (word policy) (phrase soviet union) "
                                           "(word us))");
    expect("stalin OR beria", "(or (word stalin) (word beria))");
    expect("stalin | beria", "(or (word stalin) (word beria))");
    expect("death stalin OR beria OR molotov",
           "(and (word death) (or (or (word stalin) (word beria)) (word molotov)))");
    expect("this or that", "(and (word this) (word or) (word that))");
    expect("AND NOT NEAR", "(and (word and) (word not) (word near))");
}

/* The items that must all be there, as they were typed, with bars between. */
static void expect_items(const char *typed, const char *want)
{
    struct arena arena;
    struct query_tree query;
    char got[200] = "";
    arena_init(&arena);
    assert_int_equal(query_read(&query, slice_of(typed), &arena), FAULT_NONE);
    const struct query_node *all = query.root;
    if (all->kind == TREE_NOT)
        all = all->children[0];
    assert_int_equal(all->kind, TREE_AND);
    for (size_t i = 0; i < all->child_count; i++)
        snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%.*s", i ? "|" : "",
                 SLICE_PRINT(all->children[i]->typed));
    assert_string_equal(got, want);
    arena_release(&arena);
}

static void items_know_how_they_were_typed(void **state)
{
    (void)state;
    expect_items("a b", "a|b");
    expect_items("  =Geneva  \"state treaty\"* co-existence -x",
                 "=Geneva|\"state treaty\"*|co-existence");
    expect_items("a OR b OR c d", "a OR b OR c|d");
    expect_items("d (a | b) c", "d|a | b|c");
    expect_items("\xe2\x80\x9cnew look\xe2\x80\x9d Z\xc3\xbcrich*",
                 "\xe2\x80\x9cnew look\xe2\x80\x9d|Z\xc3\xbcrich*");
    expect_items("a \"b", "a|\"b");
}

static void nothing_that_is_typed_is_an_error(void **state)
{
    (void)state;
    static const char *const odd[] = {
        "",       "*",     "-",     "--",        "\"",    "\"\"",     "(((",  ")))",
        "OR",     "OR OR", "- -",   "=",         "-=*",   "***",      "a OR", "OR a",
        "\"\"\"", "( a",   "NEAR(", "{title}:a", "a AND", "\xc2\xad", "'",    "^a",
        "+",      ":",     "-\"",   "=\"",       "|",     "||"};
    for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
        struct arena arena;
        struct query_tree query;
        arena_init(&arena);
        assert_int_equal(query_read(&query, slice_of(odd[i]), &arena), FAULT_NONE);
        arena_release(&arena);
    }
    expect("", "");
    expect("-stalin", "");
    expect("((stalin", "(word stalin)");
}

static void words_beyond_the_limit_are_passed_over(void **state)
{
    (void)state;
    struct arena arena;
    struct query_tree query;
    char typed[500] = "";
    for (int i = 0; i < 100; i++)
        strcat(typed, "a b ");
    arena_init(&arena);
    assert_int_equal(query_read(&query, slice_of(typed), &arena), FAULT_NONE);
    assert_true(query.dropped);
    assert_int_equal(query.root->child_count, TREE_TERMS);
    arena_release(&arena);
}

static void advanced_syntax_has_operators(void **state)
{
    (void)state;
    expect_advanced("a AND b OR c", "(or (and (word a) (word b)) (word c))");
    expect_advanced("a (b OR c)", "(and (word a) (or (word b) (word c)))");
    expect_advanced("a NOT b", "(not (word a) (word b))");
    expect_advanced("NEAR(a \"b c\", 5)", "(near:5 (word a) (phrase b c))");
    expect_advanced("NEAR(a b)", "(near:10 (word a) (word b))");
    expect_advanced("title:(a OR b) c", "(and (or@36 (word@36 a) (word@36 b)) (word c))");
    expect_advanced("notes:\"a b\"", "(phrase@2 a b)");
    expect_advanced("=a b*", "(and (word= a) (word b*))");
    expect_advanced("", "");
}

static void advanced_syntax_says_where_it_is_wrong(void **state)
{
    (void)state;
    expect_wrong("(a OR", 5);
    expect_wrong("(a", 2);
    expect_wrong("a)", 1);
    expect_wrong("\xd0\xb0 AND", 5);
    expect_wrong("\"a", 1);
    expect_wrong("NEAR(a)", 7);
    expect_wrong("NEAR(a b, x)", 10);
    expect_wrong("a OR OR b", 5);
    expect_wrong("AND a", 0);
    expect_advanced("a \"OR\" b", "(and (word a) (word= or) (word b))");
}

static void depth_is_bounded(void **state)
{
    (void)state;
    char typed[5001];
    memset(typed, '(', 5000);
    typed[5000] = '\0';
    expect_wrong(typed, TREE_DEPTH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_must_all_be_there),
        cmocka_unit_test(phrases_take_any_quotes_and_need_no_end),
        cmocka_unit_test(hyphens_are_found_whole_and_in_parts),
        cmocka_unit_test(signs_mean_what_people_mean),
        cmocka_unit_test(items_know_how_they_were_typed),
        cmocka_unit_test(nothing_that_is_typed_is_an_error),
        cmocka_unit_test(words_beyond_the_limit_are_passed_over),
        cmocka_unit_test(advanced_syntax_has_operators),
        cmocka_unit_test(advanced_syntax_says_where_it_is_wrong),
        cmocka_unit_test(depth_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
