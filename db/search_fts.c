/* Search by FTS5: what needs the places of words, or columns.
 *
 * The tree becomes a query of FTS5 with every word in quotes, as fts_tokenizer.c reads
 * it; nothing that was typed reaches FTS5 in any other way. */
#include "fts_rank.h"

enum { FTS_PHRASES = 4000 };

struct writing {
    struct searching *searching;
    struct buffer out;
    uint32_t groups[FTS_PHRASES];
    double weights[FTS_PHRASES];
    size_t phrase_count, group_count;
    enum fault fault;
};

static void write_node(struct writing *writing, struct query_node *node);

/* Letters and digits only, so a quote cannot be among them. */
static void write_words(struct writing *writing, const struct slice *words, size_t count,
                        bool prefix)
{
    struct buffer *out = &writing->out;
    buffer_put_char(out, '"');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_put_char(out, ' ');
        buffer_put(out, words[i]);
    }
    buffer_put_text(out, prefix ? "\"*" : "\"");
    if (writing->phrase_count < FTS_PHRASES)
        writing->groups[writing->phrase_count++] = (uint32_t)writing->group_count;
    else
        writing->fault = fault_set(writing->searching->detail, FAULT_BUSY,
                                   "the search has too many words");
}

static void end_group(struct writing *writing, double weight)
{
    if (writing->group_count < FTS_PHRASES)
        writing->weights[writing->group_count++] = weight;
}

/* A word in its forms; one that nobody uses stays, and is not found. */
static void write_word(struct writing *writing, struct query_node *node)
{
    uint64_t total;
    if (!writing->fault)
        writing->fault = group_find_forms(writing->searching, node, &total);
    if (writing->fault)
        return;
    if (node->form_count == 0)
        write_words(writing, node->words, 1, false);
    buffer_put_char(&writing->out, '(');
    for (size_t i = 0; i < node->form_count; i++) {
        if (i)
            buffer_put_text(&writing->out, " OR ");
        write_words(writing, &node->forms[i], 1, false);
    }
    buffer_put_char(&writing->out, ')');
    if (node->form_count == 0)
        writing->out.len -= 2; /* the brackets */
    end_group(writing, search_weight(writing->searching->corpus->passages, total));
}

static void write_phrase(struct writing *writing, const struct query_node *node)
{
    write_words(writing, node->words, node->word_count, node->prefix);
    end_group(writing, -1);
}

static void write_near(struct writing *writing, const struct query_node *node)
{
    buffer_put_text(&writing->out, "NEAR(");
    for (size_t i = 0; i < node->child_count; i++) {
        if (i)
            buffer_put_char(&writing->out, ' ');
        write_phrase(writing, node->children[i]);
    }
    buffer_print(&writing->out, ", %u)", node->near);
}

static void write_columns(struct writing *writing, unsigned columns)
{
    static const char *const names[COLUMNS] = {"body", "note", "title", "heading",
                                               "frame"};
    buffer_put_char(&writing->out, '{');
    for (unsigned i = 0; i < COLUMNS; i++)
        if (columns >> i & 1)
            buffer_print(&writing->out, "%s ", names[i]);
    buffer_put_text(&writing->out, "} : ");
}

static void write_list(struct writing *writing, struct query_node *node)
{
    const char *between = node->kind == TREE_AND  ? " AND "
                          : node->kind == TREE_OR ? " OR "
                                                  : " NOT ";
    for (size_t i = 0; i < node->child_count; i++) {
        if (i)
            buffer_put_text(&writing->out, between);
        write_node(writing, node->children[i]);
    }
}

static void write_node(struct writing *writing, struct query_node *node)
{
    buffer_put_char(&writing->out, '(');
    bool leaf = node->kind <= TREE_NEAREST;
    if (leaf && node->columns)
        write_columns(writing, node->columns);
    if (node->kind == TREE_WORD)
        write_word(writing, node);
    else if (node->kind == TREE_PHRASE)
        write_phrase(writing, node);
    else if (node->kind == TREE_NEAREST)
        write_near(writing, node);
    else
        write_list(writing, node);
    buffer_put_char(&writing->out, ')');
}

static enum fault collect(struct searching *searching, sqlite3_stmt *statement,
                          struct collector *collector)
{
    struct db *db = &searching->corpus->db;
    enum fault fault;
    bool row;
    while (!(fault = db_step(db, statement, &row, searching->detail)) && row &&
           !search_is_late(searching) && !collector_is_full(collector)) {
        int64_t passage = sqlite3_column_int64(statement, 0);
        if (passage >= 1 && passage <= collector->passages->count &&
            collector_wants(collector, (uint32_t)passage))
            fault = collector_take(collector, (uint32_t)passage,
                                   sqlite3_column_double(statement, 1));
        if (fault)
            break;
    }
    db_end(statement);
    return fault;
}

static enum fault run(struct writing *writing, struct collector *collector)
{
    struct searching *searching = writing->searching;
    struct ranking ranking = {
        .passages = collector->passages,
        .phrase_count = writing->phrase_count,
        .group_count = writing->group_count,
        .groups = writing->groups,
        .weights = writing->weights,
        .counts = arena_take_array(searching->arena, writing->group_count + 1,
                                   sizeof(*ranking.counts)),
    };
    if (!ranking.counts)
        return fault_set(searching->detail, FAULT_MEMORY, "out of memory");
    bool ranked = searching->ask->sort == SEARCH_RELEVANCE;
    sqlite3_stmt *statement = db_statement(
        &searching->corpus->db, ranked ? QUERY_PASSAGES_RANKED : QUERY_PASSAGES_MATCHING);
    db_bind_text(statement, 1, buffer_slice(&writing->out));
    db_bind_int(statement, 2, collector->first);
    db_bind_int(statement, 3, collector->last);
    if (ranked)
        sqlite3_bind_pointer(statement, 4, &ranking, RANKING_POINTER, NULL);
    return collect(searching, statement, collector);
}

enum fault search_fts(struct searching *searching, struct collector *collector)
{
    struct writing *writing = arena_take_array(searching->arena, 1, sizeof(*writing));
    if (!writing)
        return fault_set(searching->detail, FAULT_MEMORY, "out of memory");
    writing->searching = searching;
    buffer_init(&writing->out);
    write_node(writing, searching->ask->root);
    enum fault fault = writing->fault;
    if (!fault && buffer_failed(&writing->out))
        fault = fault_set(searching->detail, FAULT_MEMORY, "out of memory");
    if (!fault)
        fault = run(writing, collector);
    buffer_release(&writing->out);
    return fault;
}
