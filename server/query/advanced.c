/* Advanced queries: a recursive descent parser, which says where a query is wrong.
 *
 *   either  = both { "OR" both }
 *   both    = but { ["AND"] but }
 *   but     = one { "NOT" one }
 *   one     = "(" either ")" | "NEAR(" word... ["," number] ")" | column ":" one
 *           | ["="] word ["*"] | quoted ["*"] */
#include "base/utf8.h"
#include "query/query.h"
#include "tree.h"

struct query_parser {
    struct query_tree *query;
    struct arena *arena;
    struct slice text;
    size_t at, depth;
    enum fault fault;
    struct fault_detail *detail;
};

static struct query_node *read_either(struct query_parser *parser);

static struct query_node *wrong(struct query_parser *parser, const char *what)
{
    if (parser->fault)
        return NULL;
    size_t at = utf8_length((struct slice){parser->text.at, parser->at});
    parser->query->wrong_at = at;
    parser->fault = fault_set(parser->detail, FAULT_BAD_PARAMETER,
                              "q cannot be read at character %zu: %s", at + 1, what);
    return NULL;
}

static struct query_node *no_memory(struct query_parser *parser)
{
    parser->fault = FAULT_MEMORY;
    return NULL;
}

static struct slice rest_of(struct query_parser *parser)
{
    size_t blank;
    while ((blank = utf8_space(slice_from(parser->text, parser->at))))
        parser->at += blank;
    return slice_from(parser->text, parser->at);
}

static bool ends_word(struct slice rest)
{
    return rest.len == 0 || utf8_space(rest) || memchr("()\",:*=", rest.at[0], 7);
}

static bool take_char(struct query_parser *parser, char c)
{
    struct slice rest = rest_of(parser);
    bool there = rest.len > 0 && rest.at[0] == c;
    parser->at += there;
    return there;
}

static bool sees(struct query_parser *parser, const char *keyword)
{
    struct slice rest = rest_of(parser), word = slice_of(keyword);
    return slice_starts(rest, word) && ends_word(slice_from(rest, word.len));
}

static bool take(struct query_parser *parser, const char *keyword)
{
    bool there = sees(parser, keyword);
    if (there)
        parser->at += strlen(keyword);
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

/* A word or a quoted phrase, and the star after it. */
static struct query_node *read_leaf(struct query_parser *parser)
{
    bool exact = take_char(parser, '='), phrase = take_char(parser, '"');
    size_t start = parser->at;
    if (phrase) {
        size_t len = slice_find(slice_from(parser->text, start), '"');
        if (start + len == parser->text.len)
            return wrong(parser, "this phrase is not closed");
        parser->at += len;
    } else {
        while (!ends_word(slice_from(parser->text, parser->at)))
            parser->at++;
    }
    struct slice text = {parser->text.at + start, parser->at - start};
    parser->at += phrase;
    struct query_node *leaf = NULL;
    if (phrase || !is_operator(text))
        leaf = query_leaf(parser->query, parser->arena, text, phrase);
    bool star = parser->at < parser->text.len && parser->text.at[parser->at] == '*';
    if (arena_failed(parser->arena))
        return no_memory(parser);
    if (!leaf) {
        parser->at = start;
        return wrong(parser, parser->query->dropped ? "there are too many words"
                                                    : "a word is missing");
    }
    parser->at += star;
    return mark(leaf, exact, star);
}

/* The number of at most four digits that ends a NEAR, and its parenthesis. */
static bool read_distance(struct query_parser *parser, uint32_t *out)
{
    struct slice rest = rest_of(parser);
    uint64_t number;
    rest.len = rest.len < 4 ? rest.len : 4;
    size_t before = rest.len;
    if (!slice_take_number(&rest, 9999, &number))
        return wrong(parser, "a number of words must come here");
    *out = (uint32_t)number;
    parser->at += before - rest.len;
    return take_char(parser, ')') || wrong(parser, "NEAR is not closed");
}

static struct query_node *read_near(struct query_parser *parser)
{
    struct query_node *near = query_node_new(parser->arena, TREE_PROXIMITY);
    if (!near)
        return no_memory(parser);
    near->distance = DEFAULT_DISTANCE;
    while (!parser->fault) {
        if (take_char(parser, ')'))
            break;
        if (take_char(parser, ',')) {
            if (!read_distance(parser, &near->distance))
                return NULL;
            break;
        }
        struct query_node *leaf = read_leaf(parser);
        if (leaf && leaf->kind == TREE_OR)
            leaf = leaf->children[1]; /* its parts: NEAR takes words and phrases only */
        if (leaf && !query_node_add(parser->arena, near, leaf))
            return no_memory(parser);
    }
    if (!parser->fault && near->child_count < 2)
        return wrong(parser, "NEAR takes two words or more");
    return parser->fault ? NULL : near;
}

static void set_columns(struct query_node *node, unsigned columns)
{
    if (!node->columns)
        node->columns = columns;
    for (size_t i = 0; i < node->child_count; i++)
        set_columns(node->children[i], columns);
}

static unsigned take_column(struct query_parser *parser)
{
    static const struct {
        const char *name;
        unsigned column;
    } columns[] = {{"title", TREE_TITLE},
                   {"heading", TREE_HEADING},
                   {"body", TREE_BODY},
                   {"notes", TREE_NOTES},
                   {"frame", TREE_FRAME}};
    struct slice rest = rest_of(parser);
    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
        struct slice name = slice_of(columns[i].name);
        if (slice_starts(rest, name) && rest.len > name.len && rest.at[name.len] == ':') {
            parser->at += name.len + 1;
            return columns[i].column;
        }
    }
    return 0;
}

static struct query_node *read_one(struct query_parser *parser)
{
    struct query_node *node = NULL;
    if (++parser->depth > TREE_DEPTH)
        return wrong(parser, "parentheses are too deep");
    unsigned column = take_column(parser);
    if (column) {
        node = read_one(parser);
        if (node)
            set_columns(node, column);
    } else if (take_char(parser, '(')) {
        node = read_either(parser);
        if (node && !take_char(parser, ')'))
            node = wrong(parser, "a parenthesis is not closed");
    } else if (sees(parser, "NEAR") &&
               slice_starts(slice_from(rest_of(parser), 4), SLICE("("))) {
        parser->at += 5;
        node = read_near(parser);
    } else {
        node = read_leaf(parser);
    }
    parser->depth--;
    return node;
}

static struct query_node *read_list(struct query_parser *parser, enum tree_kind kind,
                                    const char *keyword,
                                    struct query_node *(*read)(struct query_parser *))
{
    struct query_node *list = query_node_new(parser->arena, kind);
    if (!list)
        return no_memory(parser);
    do {
        struct query_node *child = read(parser);
        if (!child)
            return NULL;
        if (!query_node_add(parser->arena, list, child))
            return no_memory(parser);
    } while (take(parser, keyword));
    return query_node_settle(list);
}

static struct query_node *read_but(struct query_parser *parser)
{
    return read_list(parser, TREE_NOT, "NOT", read_one);
}

static struct query_node *read_both(struct query_parser *parser)
{
    struct query_node *list = query_node_new(parser->arena, TREE_AND);
    if (!list)
        return no_memory(parser);
    for (;;) {
        struct query_node *child = read_but(parser);
        if (!child)
            return NULL;
        if (!query_node_add(parser->arena, list, child))
            return no_memory(parser);
        struct slice rest = rest_of(parser);
        bool more = take(parser, "AND");
        if (!more && (rest.len == 0 || rest.at[0] == ')' || sees(parser, "OR")))
            return query_node_settle(list);
    }
}

static struct query_node *read_either(struct query_parser *parser)
{
    return read_list(parser, TREE_OR, "OR", read_both);
}

enum fault query_read_advanced(struct query_tree *query, struct slice text,
                               struct arena *arena, struct fault_detail *detail)
{
    struct query_parser parser = {
        .query = query, .arena = arena, .text = text, .detail = detail};
    *query = (struct query_tree){.root = NULL};
    if (rest_of(&parser).len == 0)
        return FAULT_NONE;
    query->root = read_either(&parser);
    if (!parser.fault && rest_of(&parser).len > 0)
        wrong(&parser, "nothing was expected here");
    if (parser.fault)
        query->root = NULL;
    return parser.fault;
}
