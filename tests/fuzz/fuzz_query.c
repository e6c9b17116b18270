/* Any text as a query, plain and advanced, and as the text that is searched. */
#define FUZZ_NAME "query"
#include "replay.h"

#include "query/match.h"
#include "query/query.h"
#include "text/tokens.h"

static const char *const fuzz_words[FUZZ_WORDS] = {"\"",
                                                   "-",
                                                   "=",
                                                   "*",
                                                   " OR ",
                                                   " AND ",
                                                   " NOT ",
                                                   "NEAR(",
                                                   "(",
                                                   ")",
                                                   "title:",
                                                   "notes:",
                                                   "body:",
                                                   ", 3",
                                                   " ",
                                                   "|",
                                                   "a",
                                                   "b ",
                                                   "co-existence",
                                                   "U.S.",
                                                   "Stalin\xe2\x80\x99s",
                                                   "\xe2\x80\x9c",
                                                   "\xe2\x80\x9d",
                                                   "\xc2\xab",
                                                   "\xc2\xbb",
                                                   "\xea\x9e\x8c",
                                                   "\xd0\x9c",
                                                   "\xc2\xad",
                                                   "\xef\xac\x81",
                                                   "\xf0\x9d\x92\xb2",
                                                   "\xcc\x81",
                                                   "O'Neill",
                                                   "1950-51",
                                                   NULL};

static void check_word(struct slice word)
{
    HOLDS(word.len > 0 && word.len <= TOKEN_BYTES && is_utf8(word), "%zu bytes",
          word.len);
    for (size_t i = 0; i < word.len; i++)
        HOLDS((unsigned char)word.at[i] > ' ' && !strchr("\"+*'", word.at[i]),
              "\"%.*s\" could not be quoted", SLICE_PRINT(word));
}

static void check_tokens(struct slice text)
{
    struct tokens tokens;
    const struct token *token;
    uint32_t position = 0;
    tokens_init(&tokens, text);
    while ((token = tokens_next(&tokens))) {
        check_word(token->word);
        HOLDS(token->start < token->end && token->end <= text.len, "%u to %u",
              token->start, token->end);
        HOLDS(is_utf8((struct slice){text.at + token->start, token->end - token->start}),
              "cut in a character");
        HOLDS(token->position >= position && token->position <= position + 1,
              "place %u behind %u", token->position, position);
        position = token->position;
    }
}

static size_t check_node(const struct query_node *node, unsigned depth)
{
    size_t words = node->word_count;
    HOLDS(depth < 2 * TREE_TERMS + 4 * TREE_DEPTH, "too deep");
    HOLDS(node->kind < TREE_PROXIMITY ? words > 0 : node->child_count > 1,
          "an empty node of kind %d", (int)node->kind);
    for (size_t i = 0; i < node->word_count; i++)
        check_word(node->words[i]);
    for (size_t i = 0; i < node->child_count; i++)
        words += check_node(node->children[i], depth + 1);
    return words;
}

static void check_matches(struct arena *arena, const struct query_node *root,
                          struct slice text)
{
    struct matcher *matcher = matcher_new(arena, root);
    struct match *matches;
    size_t count;
    HOLDS(matcher, "no matcher");
    HOLDS(!match_find(matcher, text, TREE_BODY, arena, &matches, &count), "no matches");
    for (size_t i = 0; i < count; i++)
        HOLDS(matches[i].start < matches[i].end && matches[i].end <= text.len &&
                  (i == 0 || matches[i - 1].end <= matches[i].start),
              "match %zu of %zu", i, count);
    for (size_t crop = 1; crop < 80; crop += 13) {
        struct match shown = match_crop(text, matches, count, crop);
        HOLDS(shown.start <= shown.end && shown.end <= text.len, "%u to %u", shown.start,
              shown.end);
        HOLDS(is_utf8((struct slice){text.at + shown.start, shown.end - shown.start}),
              "cut in a character");
        for (size_t i = 0; i < count; i++)
            HOLDS(matches[i].end <= shown.start || matches[i].start >= shown.end ||
                      (matches[i].start >= shown.start && matches[i].end <= shown.end),
                  "match %zu is cut", i);
    }
}

static void check_query(struct slice typed, bool advanced)
{
    struct arena arena;
    struct query_tree tree;
    struct fault_detail detail = {.text = ""};
    arena_init(&arena);
    enum fault fault = advanced ? query_read_advanced(&tree, typed, &arena, &detail)
                                : query_read(&tree, typed, &arena);
    HOLDS(!fault || (advanced && fault == FAULT_BAD_PARAMETER && detail.text[0]),
          "fault %d", (int)fault);
    HOLDS(tree.wrong_at <= utf8_length(typed), "wrong at %zu", tree.wrong_at);
    HOLDS(!tree.root || check_node(tree.root, 0) <= 2 * TREE_TERMS, "too many words");
    if (tree.root)
        check_matches(&arena, tree.root, typed);
    arena_release(&arena);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice text = {(const char *)bytes, size};
    if (!is_utf8(text))
        return 0;
    check_tokens(text);
    check_query(text, false);
    check_query(text, true);
    return 0;
}
