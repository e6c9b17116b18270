/* Tokens: folding and where words stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "text/stem.h"
#include "text/tokens.h"

/* "word@place[start,end)" of each token, the whole with a "+" before it. */
static void expect(const char *text, const char *want)
{
    struct tokens tokens;
    struct buffer got;
    const struct token *token;
    buffer_init(&got);
    tokens_init(&tokens, slice_of(text));
    while ((token = tokens_next(&tokens)))
        buffer_print(&got, "%s%s%.*s@%u[%u,%u)", got.len ? " " : "",
                     token->whole ? "+" : "", SLICE_PRINT(token->word), token->position,
                     token->start, token->end);
    buffer_put_char(&got, '\0');
    assert_string_equal(got.at, want);
    buffer_release(&got);
}

static void words_fold_case_and_end_at_what_is_no_letter(void **state)
{
    (void)state;
    expect("The SOVIET Union, 1953.",
           "the@0[0,3) soviet@1[4,10) union@2[11,16) 1953@3[18,22)");
    expect("", "");
    expect(" . -- ' ", "");
}

static void signs_for_soft_sign_and_apostrophe_are_silent(void **state)
{
    (void)state;
    expect("Nauka i zhizn\xea\x9e\x8c.", "nauka@0[0,5) i@1[6,7) zhizn@2[8,16)");
    expect("zhizn\xca\xbcyu", "zhiznyu@0[0,9)");
    expect("zhizn\xe2\x80\x99yu", "zhiznyu@0[0,10)");
    expect("zhizn'yu", "zhiznyu@0[0,8)");
    expect("don\xe2\x80\x99t", "dont@0[0,7)");
}

static void possessives_are_the_name(void **state)
{
    (void)state;
    expect("Stalin\xe2\x80\x99s death", "stalin@0[0,6) death@1[11,16)");
    expect("the Powers' aims", "the@0[0,3) powers@1[4,10) aims@2[12,16)");
}

static void short_heads_before_an_apostrophe_are_parts(void **state)
{
    (void)state;
    expect("O'Neill", "o@0[0,1) +oneill@0[0,7) neill@1[2,7)");
}

static void hyphenated_words_are_whole_and_in_parts(void **state)
{
    (void)state;
    expect("peaceful co-existence",
           "peaceful@0[0,8) co@1[9,11) +coexistence@1[9,21) existence@2[12,21)");
    expect("Oder\xe2\x80\x91Neisse", "oder@0[0,4) +oderneisse@0[0,13) neisse@1[7,13)");
    expect("1950-51", "1950@0[0,4) 51@1[5,7)");
    expect("co- existence", "co@0[0,2) existence@1[4,13)");
}

static void soft_hyphens_are_silent(void **state)
{
    (void)state;
    expect("co\xc2\xad"
           "existence",
           "coexistence@0[0,13)");
}

static void accents_ligatures_and_long_s_fold(void **state)
{
    (void)state;
    expect("Besan\xc3\xa7on", "besancon@0[0,9)");
    expect("e\xcc\x81tat", "etat@0[0,6)");
    expect("\xef\xac\x81nal", "final@0[0,6)");
    expect("Con\xc5\xbf"
           "ul",
           "consul@0[0,7)");
    expect("\xc5\x93uvre", "oeuvre@0[0,6)");
    expect("Stra\xc3\x9f"
           "e",
           "strasse@0[0,7)");
    expect("\xc5\x81\xc3\xb3"
           "d\xc5\xba",
           "lodz@0[0,7)");
}

static void look_alikes_fold_in_mixed_words_and_alone(void **state)
{
    (void)state;
    expect("Belov \xd0\x9c.", "belov@0[0,5) m@1[6,8)");
    expect("Mo\xd1\x81"
           "cow",
           "moccow@0[0,7)");
    expect("\xd0\xbd\xd0\xb0\xd1\x83\xd0\xba\xd0\xb0 \xd0\xb6", /* nothing is mixed */
           "hayka@0[0,10) \xd0\xb6@1[11,13)");
    expect("\xd0\xb6\xd0\xb8\xd0\xb7\xd0\xbd\xd1\x8c",
           "\xd0\xb6\xd0\xb8\xd0\xb7\xd0\xbd\xd1\x8c@0[0,10)");
    expect("C\xd1\x82\xd0\xb0\xd0\xbb\xd0\xb8\xd0\xbd",
           "\xd1\x81\xd1\x82\xd0\xb0\xd0\xbb\xd0\xb8\xd0\xbd@0[0,11)");
}

static void letters_with_dots_are_one_word(void **state)
{
    (void)state;
    expect("U.S.S.R. and U.S. policy",
           "ussr@0[0,7) and@1[9,12) us@2[13,16) policy@3[18,24)");
    expect("U.S.-Soviet", "us@0[0,3) +ussoviet@0[0,11) soviet@1[5,11)");
    expect("J. F. Dulles", "j@0[0,1) f@1[3,4) dulles@2[6,12)");
}

static void astral_letters_count_in_bytes(void **state)
{
    (void)state;
    expect("\xf0\x9f\x98\x80 war \xf0\x9d\x90\x80", "war@0[5,8) a@1[9,13)");
}

static void very_long_words_are_cut(void **state)
{
    (void)state;
    char text[5001];
    struct tokens tokens;
    memset(text, 'x', 5000);
    text[5000] = '\0';
    tokens_init(&tokens, slice_of(text));
    const struct token *token = tokens_next(&tokens);
    assert_non_null(token);
    assert_true(token->word.len <= TOKEN_BYTES);
    assert_int_equal(token->end, 5000);
    assert_null(tokens_next(&tokens));
    for (size_t i = 1; i < 5000; i += 2)
        text[i] = '-';
    tokens_init(&tokens, slice_of(text));
    while (tokens_next(&tokens))
        ;
    assert_int_equal(tokens.position, 2500);
}

static void forms_share_a_stem(void **state)
{
    (void)state;
    struct stemmer *stemmer = stemmer_new();
    assert_non_null(stemmer);
    assert_true(slice_is(stem_of(stemmer, SLICE("policies")), "polici"));
    assert_true(slice_is(stem_of(stemmer, SLICE("policy")), "polici"));
    assert_true(slice_is(stem_of(stemmer, SLICE("1953")), "1953"));
    stemmer_free(stemmer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_fold_case_and_end_at_what_is_no_letter),
        cmocka_unit_test(signs_for_soft_sign_and_apostrophe_are_silent),
        cmocka_unit_test(possessives_are_the_name),
        cmocka_unit_test(short_heads_before_an_apostrophe_are_parts),
        cmocka_unit_test(hyphenated_words_are_whole_and_in_parts),
        cmocka_unit_test(soft_hyphens_are_silent),
        cmocka_unit_test(accents_ligatures_and_long_s_fold),
        cmocka_unit_test(look_alikes_fold_in_mixed_words_and_alone),
        cmocka_unit_test(letters_with_dots_are_one_word),
        cmocka_unit_test(astral_letters_count_in_bytes),
        cmocka_unit_test(very_long_words_are_cut),
        cmocka_unit_test(forms_share_a_stem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
