/* Advanced queries: a grammar, and where a query leaves it.
 *
 *   either  = both { "OR" both }
 *   both    = but { ["AND"] but }
 *   but     = one { "NOT" one }
 *   one     = "(" either ")" | "NEAR(" word... ["," number] ")" | column ":" one
 *           | ["="] word ["*"] | quoted ["*"] */
#include "base/utf8.h"
#include "query/query.h"
#include "tree.h"

struct reading {
    struct query_tree *query;
    struct arena *arena;
    struct slice text;
    size_t at, depth;
    enum fault fault;
    struct fault_detail *detail;
};

static struct query_node *read_either(struct reading *reading);

static struct query_node *wrong(struct reading *reading, const char *what)
{
    if (reading->fault)
        return NULL;
    size_t at = utf8_length((struct slice){reading->text.at, reading->at});
    reading->query->wrong_at = at;
    reading->fault = fault_set(reading->detail, FAULT_BAD_PARAMETER,
                               "q cannot be read at character %zu: %s", at + 1, what);
    return NULL;
}

static struct query_node *no_memory(struct reading *reading)
{
    reading->fault = FAULT_MEMORY;
    return NULL;
}

static struct slice rest_of(struct reading *reading)
{
    size_t blank;
    while ((blank = utf8_space(slice_from(reading->text, reading->at))))
        reading->at += blank;
    return slice_from(reading->text, reading->at);
}

static bool ends_word(struct slice rest)
{
    return rest.len == 0 || utf8_space(rest) || memchr("()\",:*=", rest.at[0], 7);
}

static bool take_char(struct reading *reading, char c)
{
    struct slice rest = rest_of(reading);
    bool there = rest.len > 0 && rest.at[0] == c;
    reading->at += there;
    return there;
}

static bool sees(struct reading *reading, const char *keyword)
{
    struct slice rest = rest_of(reading), word = slice_of(keyword);
    return slice_starts(rest, word) && ends_word(slice_from(rest, word.len));
}

static bool take(struct reading *reading, const char *keyword)
{
    bool there = sees(reading, keyword);
    if (there)
        reading->at += strlen(keyword);
    return there;
}

static struct query_node *mark(struct query_node *node, bool exact, bool prefix)
{
    node->exact |= exact;
    node->prefix |= prefix;
    for (size_t i = 0; i < node->child_count; i++)
        mark(node->children[i], exact, prefix);
    return node;
}

static bool is_operator(struct slice word)
{
    return slice_is(word, "AND") || slice_is(word, "OR") || slice_is(word, "NOT");
}

/* A word or a quoted phrase, and the star behind it. */
static struct query_node *read_leaf(struct reading *reading)
{
    bool exact = take_char(reading, '='), phrase = take_char(reading, '"');
    size_t start = reading->at;
    if (phrase) {
        size_t len = slice_find(slice_from(reading->text, start), '"');
        if (start + len == reading->text.len)
            return wrong(reading, "this phrase is not closed");
        reading->at += len;
    } else {
        while (!ends_word(slice_from(reading->text, reading->at)))
            reading->at++;
    }
    struct slice text = {reading->text.at + start, reading->at - start};
    reading->at += phrase;
    struct query_node *leaf = NULL;
    if (phrase || !is_operator(text))
        leaf = query_leaf(reading->query, reading->arena, text, phrase);
    bool star = reading->at < reading->text.len && reading->text.at[reading->at] == '*';
    if (arena_failed(reading->arena))
        return no_memory(reading);
    if (!leaf) {
        reading->at = start;
        return wrong(reading, reading->query->dropped ? "there are too many words"
                                                      : "a word is missing");
    }
    reading->at += star;
    return mark(leaf, exact, star);
}

static struct query_node *read_near(struct reading *reading)
{
    struct query_node *near = query_node_new(reading->arena, TREE_NEAREST);
    if (!near)
        return no_memory(reading);
    near->near = TREE_NEAR;
    while (!reading->fault) {
        if (take_char(reading, ')'))
            break;
        if (take_char(reading, ',')) {
            struct slice rest = rest_of(reading);
            uint32_t number = 0;
            size_t digits = 0;
            for (; digits < rest.len && digits < 4 && rest.at[digits] >= '0' &&
                   rest.at[digits] <= '9';
                 digits++)
                number = number * 10 + (uint32_t)(rest.at[digits] - '0');
            if (digits == 0)
                return wrong(reading, "a number of words must stand here");
            near->near = number;
            reading->at += digits;
            if (!take_char(reading, ')'))
                return wrong(reading, "NEAR is not closed");
            break;
        }
        struct query_node *leaf = read_leaf(reading);
        if (leaf && leaf->kind == TREE_OR)
            leaf = leaf->children[1]; /* in parts: NEAR takes words and phrases only */
        if (leaf && !query_node_add(reading->arena, near, leaf))
            return no_memory(reading);
    }
    if (!reading->fault && near->child_count < 2)
        return wrong(reading, "NEAR takes two words or more");
    return reading->fault ? NULL : near;
}

static void set_columns(struct query_node *node, unsigned columns)
{
    if (!node->columns)
        node->columns = columns;
    for (size_t i = 0; i < node->child_count; i++)
        set_columns(node->children[i], columns);
}

static unsigned take_column(struct reading *reading)
{
    static const struct {
        const char *name;
        unsigned column;
    } columns[] = {{"title", TREE_TITLE},
                   {"heading", TREE_HEADING},
                   {"body", TREE_BODY},
                   {"notes", TREE_NOTES},
                   {"frame", TREE_FRAME}};
    struct slice rest = rest_of(reading);
    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
        struct slice name = slice_of(columns[i].name);
        if (slice_starts(rest, name) && rest.len > name.len && rest.at[name.len] == ':') {
            reading->at += name.len + 1;
            return columns[i].column;
        }
    }
    return 0;
}

static struct query_node *read_one(struct reading *reading)
{
    struct query_node *node = NULL;
    if (++reading->depth > TREE_DEPTH)
        return wrong(reading, "parentheses are too deep");
    unsigned column = take_column(reading);
    if (column) {
        node = read_one(reading);
        if (node)
            set_columns(node, column);
    } else if (take_char(reading, '(')) {
        node = read_either(reading);
        if (node && !take_char(reading, ')'))
            node = wrong(reading, "a parenthesis is not closed");
    } else if (sees(reading, "NEAR") &&
               slice_starts(slice_from(rest_of(reading), 4), SLICE("("))) {
        reading->at += 5;
        node = read_near(reading);
    } else {
        node = read_leaf(reading);
    }
    reading->depth--;
    return node;
}

static struct query_node *read_list(struct reading *reading, enum tree_kind kind,
                                    const char *keyword,
                                    struct query_node *(*read)(struct reading *))
{
    struct query_node *list = query_node_new(reading->arena, kind);
    if (!list)
        return no_memory(reading);
    do {
        struct query_node *child = read(reading);
        if (!child)
            return NULL;
        if (!query_node_add(reading->arena, list, child))
            return no_memory(reading);
    } while (take(reading, keyword));
    return query_node_settle(list);
}

static struct query_node *read_but(struct reading *reading)
{
    return read_list(reading, TREE_NOT, "NOT", read_one);
}

static struct query_node *read_both(struct reading *reading)
{
    struct query_node *list = query_node_new(reading->arena, TREE_AND);
    if (!list)
        return no_memory(reading);
    for (;;) {
        struct query_node *child = read_but(reading);
        if (!child)
            return NULL;
        if (!query_node_add(reading->arena, list, child))
            return no_memory(reading);
        struct slice rest = rest_of(reading);
        bool more = take(reading, "AND");
        if (!more && (rest.len == 0 || rest.at[0] == ')' || sees(reading, "OR")))
            return query_node_settle(list);
    }
}

static struct query_node *read_either(struct reading *reading)
{
    return read_list(reading, TREE_OR, "OR", read_both);
}

enum fault query_read_advanced(struct query_tree *query, struct slice text,
                               struct arena *arena, struct fault_detail *detail)
{
    struct reading reading = {
        .query = query, .arena = arena, .text = text, .detail = detail};
    *query = (struct query_tree){.root = NULL};
    if (rest_of(&reading).len == 0)
        return FAULT_NONE;
    query->root = read_either(&reading);
    if (!reading.fault && rest_of(&reading).len > 0)
        wrong(&reading, "nothing was expected here");
    if (reading.fault)
        query->root = NULL;
    return reading.fault;
}
