/* Search: from a word or phrase to the rows of words that it stands for.
 *
 * A hyphenated word stands in the index whole, at the place of its first part, and in
 * parts. So a row that goes on behind a word which may be such a whole goes on behind
 * the last of its parts, too: "coexistence policy" finds "co-existence policy". */
#include "internal.h"

#include <stdlib.h>

enum { ROWS = 8, SLOTS = 48 };

struct wanted {
    struct slice word;
    uint32_t offset;
    bool prefix;
};

struct draft {
    struct wanted words[SLOTS];
    size_t count;
    uint32_t length;
};

struct drafts {
    struct draft list[ROWS];
    size_t count;
};

static enum fault no_memory(struct searching *searching)
{
    return fault_set(searching->detail, FAULT_MEMORY, "out of memory");
}

static void add(struct draft *draft, struct slice word, uint32_t offset, bool prefix)
{
    draft->words[draft->count++] = (struct wanted){word, offset, prefix};
}

/* The draft goes on with `word` as the whole of `parts`. */
static bool add_whole(struct draft *draft, struct slice word, struct slice parts,
                      size_t left)
{
    uint32_t at = draft->length;
    if (draft->count + left + 1 > SLOTS)
        return false;
    add(draft, word, at, false);
    while (parts.len && draft->count + left + 1 <= SLOTS)
        add(draft, slice_cut(&parts, ' '), draft->length++, false);
    return parts.len == 0;
}

/* Each draft once more for each way in which the word may be a whole. */
static enum fault add_wholes(struct searching *searching, struct drafts *drafts,
                             struct slice word, size_t left)
{
    struct db *db = &searching->corpus->db;
    size_t before = drafts->count;
    bool more;
    enum fault fault;
    sqlite3_stmt *statement = db_statement(db, QUERY_COMPOUNDS_OF_WORD);
    db_bind_text(statement, 1, word);
    while (!(fault = db_step(db, statement, &more, searching->detail)) && more &&
           drafts->count < ROWS) {
        struct slice parts = arena_copy(searching->arena, db_text(statement, 0));
        if (!parts.at)
            fault = no_memory(searching);
        for (size_t i = 0; i < before && drafts->count < ROWS && !fault; i++) {
            struct draft *draft = &drafts->list[drafts->count];
            *draft = drafts->list[i];
            drafts->count += add_whole(draft, word, parts, left);
        }
        if (fault)
            break;
    }
    sqlite3_reset(statement);
    return fault;
}

static enum fault draft_phrase(struct searching *searching, const struct query_node *node,
                               struct drafts *drafts)
{
    enum fault fault = FAULT_NONE;
    *drafts = (struct drafts){.count = 1};
    for (size_t i = 0; i < node->word_count && !fault; i++) {
        size_t before = drafts->count;
        bool last = i + 1 == node->word_count;
        if (!last && !searching->ask->literal)
            fault = add_wholes(searching, drafts, node->words[i], node->word_count - i);
        for (size_t k = 0; k < before; k++) {
            struct draft *draft = &drafts->list[k];
            add(draft, node->words[i], draft->length++, last && node->prefix);
        }
    }
    return fault;
}

/* Opens the words of a slot; *found: somebody uses one. */
static enum fault open_slot(struct searching *searching, const struct slice *words,
                            size_t count, struct spot_slot *slot)
{
    bool found;
    enum fault fault = FAULT_NONE;
    slot->terms = arena_take_array(searching->arena, count + 1, sizeof(*slot->terms));
    slot->current = arena_take_array(searching->arena, count + 1, sizeof(uint32_t));
    if (!slot->terms || !slot->current)
        return no_memory(searching);
    for (size_t i = 0; i < count && !fault; i++) {
        fault = group_open_term(searching, words[i], &slot->terms[slot->count], &found);
        if (!fault && found)
            slot->total += slot->terms[slot->count++].total;
    }
    return fault;
}

static enum fault open_wanted(struct searching *searching, struct wanted *wanted,
                              struct spot_slot *slot)
{
    struct query_node node = {
        .kind = TREE_WORD, .prefix = true, .words = &wanted->word, .word_count = 1};
    uint64_t total;
    *slot = (struct spot_slot){.offset = wanted->offset};
    if (!wanted->prefix)
        return open_slot(searching, &wanted->word, 1, slot);
    enum fault fault = group_find_forms(searching, &node, &total);
    return fault ? fault : open_slot(searching, node.forms, node.form_count, slot);
}

static int compare(const void *a, const void *b)
{
    const struct spot_slot *left = a, *right = b;
    return (left->total > right->total) - (left->total < right->total);
}

/* A row with a word that nobody uses is left out. */
static enum fault end_row(struct spot *spot, struct spot_row *row)
{
    qsort(row->slots, row->count, sizeof(*row->slots), compare);
    if (row->count == 0 || row->slots[0].count == 0)
        return FAULT_NONE;
    spot->total += row->slots[0].total;
    spot->rows[spot->count++] = *row;
    return FAULT_NONE;
}

static enum fault take_row(struct searching *searching, struct spot *spot, size_t slots,
                           struct spot_row *row)
{
    *row = (struct spot_row){
        .slots = arena_take_array(searching->arena, slots, sizeof(*row->slots))};
    if (!spot->rows)
        spot->rows = arena_take_array(searching->arena, 2 * ROWS, sizeof(*spot->rows));
    return row->slots && spot->rows ? FAULT_NONE : no_memory(searching);
}

static enum fault open_phrase(struct searching *searching, struct query_node *node,
                              struct spot *spot)
{
    struct drafts *drafts = arena_take(searching->arena, sizeof(*drafts));
    if (!drafts)
        return no_memory(searching);
    enum fault fault = draft_phrase(searching, node, drafts);
    for (size_t i = 0; i < drafts->count && !fault; i++) {
        struct draft *draft = &drafts->list[i];
        struct spot_row row;
        fault = take_row(searching, spot, draft->count, &row);
        row.length = draft->length;
        for (; row.count < draft->count && !fault; row.count++)
            fault =
                open_wanted(searching, &draft->words[row.count], &row.slots[row.count]);
        if (!fault)
            fault = end_row(spot, &row);
    }
    return fault;
}

static enum fault open_word(struct searching *searching, struct query_node *node,
                            struct spot *spot)
{
    struct spot_row row;
    uint64_t total;
    enum fault fault = group_find_forms(searching, node, &total);
    if (!fault)
        fault = take_row(searching, spot, 1, &row);
    if (fault)
        return fault;
    row.count = row.length = 1;
    row.slots[0] = (struct spot_slot){.offset = 0};
    fault = open_slot(searching, node->forms, node->form_count, &row.slots[0]);
    return fault ? fault : end_row(spot, &row);
}

enum fault spot_open(struct searching *searching, struct query_node *node,
                     struct spot *spot)
{
    enum fault fault = FAULT_NONE;
    if (node->kind == TREE_WORD)
        return open_word(searching, node, spot);
    if (node->kind == TREE_PHRASE)
        return open_phrase(searching, node, spot);
    for (size_t i = 0; i < node->child_count && i < 2 && !fault; i++) /* whole, parts */
        fault = spot_open(searching, node->children[i], spot);
    return fault;
}
