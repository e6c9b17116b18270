/* Plain queries: the reader that takes whatever is typed. */
#include "query/query.h"
#include "base/utf8.h"
#include "tree.h"

struct plain {
    struct query_tree *query;
    struct arena *arena;
    struct slice rest;
    struct query_node *wanted, *unwanted; /* AND of items; what must not be there */
    bool or_waits; /* there is an OR between the last item and the next */
};

/* What opens a phrase, and what closes it. */
static const struct {
    const char *open, *close;
} quotes[] = {{"\"", "\""},
              {"\xe2\x80\x9c", "\xe2\x80\x9d"}, /* U+201C, U+201D */
              {"\xe2\x80\x9e", "\xe2\x80\x9c"}, /* U+201E, U+201C */
              {"\xc2\xab", "\xc2\xbb"}};

static bool starts_text(struct slice text, const char *with)
{
    return slice_starts(text, slice_of(with));
}

/* Cuts a phrase with its quotes; one that is not closed goes to the end. */
static bool cut_phrase(struct slice *rest, struct slice *out)
{
    for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++) {
        if (!starts_text(*rest, quotes[i].open))
            continue;
        struct slice inside = slice_from(*rest, strlen(quotes[i].open));
        size_t end = 0;
        while (end < inside.len &&
               !starts_text(slice_from(inside, end), quotes[i].close) &&
               inside.at[end] != '"')
            end++;
        *out = (struct slice){inside.at, end};
        bool straight = end < inside.len && inside.at[end] == '"';
        *rest = slice_from(inside, end + (straight ? 1 : strlen(quotes[i].close)));
        return true;
    }
    return false;
}

/* Cuts what goes up to a blank, a quote or a bracket. */
static struct slice cut_word(struct slice *rest)
{
    size_t end = 0;
    struct slice none;
    while (end < rest->len) {
        struct slice here = slice_from(*rest, end);
        struct slice ahead = here;
        if (utf8_space(here) || here.at[0] == '(' || here.at[0] == ')' ||
            here.at[0] == '|' || cut_phrase(&ahead, &none))
            break;
        size_t size;
        utf8_decode(here, &size);
        end += size;
    }
    struct slice word = {rest->at, end};
    *rest = slice_from(*rest, end);
    return word;
}

/* Marks a leaf, or both ways in which a word with hyphens is read. */
static void mark(struct query_node *node, bool exact, bool prefix)
{
    if (!node)
        return;
    for (size_t i = 0; i < node->child_count; i++)
        mark(node->children[i], exact, prefix);
    node->exact |= exact;
    node->prefix |= prefix;
}

static bool put_item(struct plain *plain, struct query_node *item, bool excluded)
{
    struct query_node *wanted = plain->wanted;
    bool joins = plain->or_waits && wanted->child_count > 0;
    plain->or_waits = false;
    if (excluded)
        return query_node_add(plain->arena, plain->unwanted, item);
    if (!joins)
        return query_node_add(plain->arena, wanted, item);
    struct query_node *either = query_node_new(plain->arena, TREE_OR);
    if (!either ||
        !query_node_add(plain->arena, either,
                        wanted->children[wanted->child_count - 1]) ||
        !query_node_add(plain->arena, either, item))
        return false;
    const char *start = either->children[0]->typed.at;
    either->typed =
        (struct slice){start, (size_t)(item->typed.at - start) + item->typed.len};
    wanted->children[wanted->child_count - 1] = either;
    return true;
}

static bool read_item(struct plain *plain)
{
    struct slice *rest = &plain->rest, text, typed = plain->rest;
    bool excluded = false, exact = false, required = false, prefix = false, phrase;
    while (rest->len > 1 &&
           (rest->at[0] == '-' || rest->at[0] == '=' || rest->at[0] == '+')) {
        excluded |= rest->at[0] == '-';
        exact |= rest->at[0] == '=';
        required |= rest->at[0] == '+';
        *rest = slice_from(*rest, 1);
    }
    phrase = cut_phrase(rest, &text);
    if (!phrase)
        text = cut_word(rest);
    if (text.len == 0 && !phrase) { /* a bracket, a bar, or a blank after a sign */
        if (rest->len > 0 && rest->at[0] == '|')
            plain->or_waits = true;
        size_t blank = utf8_space(*rest);
        *rest = slice_from(*rest, blank ? blank : 1);
        return true;
    }
    if (!phrase && !excluded && !exact && slice_is(text, "OR")) {
        plain->or_waits = true;
        return true;
    }
    prefix = phrase ? starts_text(*rest, "*") : slice_ends(text, SLICE("*"));
    if (phrase && prefix)
        *rest = slice_from(*rest, 1);
    struct query_node *item = query_leaf(plain->query, plain->arena, text, phrase);
    mark(item, exact, prefix);
    if (item) {
        item->typed = (struct slice){typed.at, typed.len - rest->len};
        item->binds = exact || required || phrase;
    }
    return !item || put_item(plain, item, excluded);
}

/* AND of what is wanted, without what is not. */
static bool settle(struct plain *plain)
{
    struct query_tree *query = plain->query;
    struct query_node *wanted = query_node_settle(plain->wanted);
    query->only_nots = !wanted && plain->unwanted->child_count > 0;
    query->root = wanted;
    if (!wanted || plain->unwanted->child_count == 0)
        return true;
    query->root = query_node_new(plain->arena, TREE_NOT);
    if (!query->root || !query_node_add(plain->arena, query->root, wanted))
        return false;
    for (size_t i = 0; i < plain->unwanted->child_count; i++)
        if (!query_node_add(plain->arena, query->root, plain->unwanted->children[i]))
            return false;
    return true;
}

enum fault query_read(struct query_tree *query, struct slice text, struct arena *arena)
{
    struct plain plain = {.query = query, .arena = arena, .rest = text};
    *query = (struct query_tree){.root = NULL};
    plain.wanted = query_node_new(arena, TREE_AND);
    plain.unwanted = query_node_new(arena, TREE_OR);
    if (!plain.wanted || !plain.unwanted)
        return FAULT_MEMORY;
    while (plain.rest.len > 0) {
        size_t blank = utf8_space(plain.rest);
        if (blank)
            plain.rest = slice_from(plain.rest, blank);
        else if (!read_item(&plain))
            return FAULT_MEMORY;
    }
    return settle(&plain) && !arena_failed(arena) ? FAULT_NONE : FAULT_MEMORY;
}
