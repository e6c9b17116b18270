/* Query trees: nodes, and the leaf that a typed word or phrase becomes. */
#include "tree.h"
#include "text/tokens.h"

struct query_node *query_node_new(struct arena *arena, enum tree_kind kind)
{
    struct query_node *node = arena_take_array(arena, 1, sizeof(*node));
    if (node)
        node->kind = kind;
    return node;
}

bool query_node_add(struct arena *arena, struct query_node *parent,
                    struct query_node *child)
{
    if (!child)
        return true;
    if (!arena_room(arena, &parent->children, parent->child_count, &parent->child_room,
                    sizeof(*parent->children)))
        return false;
    parent->children[parent->child_count++] = child;
    return true;
}

struct query_node *query_node_settle(struct query_node *node)
{
    if (!node || node->kind < TREE_PROXIMITY)
        return node;
    if (node->child_count == 0)
        return NULL;
    return node->child_count == 1 ? node->children[0] : node;
}

/* The words of a leaf, read twice: "well-known" as two parts, and as one whole word in
 * their place. */
struct leaf_words {
    struct slice parts[TREE_TERMS], wholes[TREE_TERMS];
    size_t part_count, whole_count;
    bool compound; /* the two differ */
};

static bool add_word(struct arena *arena, struct slice *list, size_t *count,
                     struct slice word)
{
    if (*count == TREE_TERMS)
        return true;
    list[*count] = arena_copy(arena, word);
    return list[(*count)++].at;
}

static bool read_words(struct leaf_words *words, struct arena *arena, struct slice text,
                       bool *cut)
{
    struct tokens tokens;
    const struct token *token;
    uint32_t covered = 0; /* bytes of the text up to the end of the last whole */
    tokens_init(&tokens, text);
    *words = (struct leaf_words){.part_count = 0};
    while ((token = tokens_next(&tokens))) {
        *cut |= words->part_count == TREE_TERMS;
        if (token->whole) {
            words->compound = true;
            covered = token->end;
            words->whole_count--; /* its first part */
            if (!add_word(arena, words->wholes, &words->whole_count, token->word))
                return false;
            continue;
        }
        if (!add_word(arena, words->parts, &words->part_count, token->word))
            return false;
        if (token->start >= covered &&
            !add_word(arena, words->wholes, &words->whole_count, token->word))
            return false;
    }
    return true;
}

static struct query_node *make_leaf(struct arena *arena, const struct slice *words,
                                    size_t count, bool phrase)
{
    struct query_node *node = query_node_new(arena, count == 1 ? TREE_WORD : TREE_PHRASE);
    struct slice *copy = arena_take_array(arena, count, sizeof(*copy));
    if (!node || !copy)
        return NULL;
    memcpy(copy, words, count * sizeof(*words));
    node->words = copy;
    node->word_count = count;
    node->exact = phrase;
    return node;
}

struct query_node *query_leaf(struct query_tree *query, struct arena *arena,
                              struct slice text, bool phrase)
{
    struct leaf_words *words = arena_take(arena, sizeof(*words));
    if (!words || !read_words(words, arena, text, &query->dropped) ||
        words->part_count == 0)
        return NULL;
    if (query->terms + words->part_count > TREE_TERMS) {
        query->dropped = true;
        return NULL;
    }
    query->terms += words->part_count;
    struct query_node *parts = make_leaf(arena, words->parts, words->part_count, phrase);
    if (!words->compound)
        return parts;
    struct query_node *either = query_node_new(arena, TREE_OR);
    if (!either || !parts)
        return NULL;
    either->hyphens = true;
    struct query_node *whole =
        make_leaf(arena, words->wholes, words->whole_count, phrase);
    if (!whole || !query_node_add(arena, either, whole) ||
        !query_node_add(arena, either, parts))
        return NULL;
    return either;
}
