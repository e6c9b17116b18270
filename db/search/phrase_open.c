/* Opening a phrase cursor: from a word or phrase to its forms and their terms.
 *
 * The index has a hyphenated word twice: whole, at the position of its first part, and in
 * parts. So after a word which may be such a whole, the next word of the phrase is either
 * at the next position or after the last part: "coexistence policy" finds "co-existence
 * policy". Each of these is a form. */
#include "internal.h"

#include <stdlib.h>

enum { FORMS = 8, TERMS = 48 };

struct draft_term {
    struct slice word;
    uint32_t offset;
    bool prefix;
};

struct draft {
    struct draft_term words[TERMS];
    size_t count;
    uint32_t length;
};

struct drafts {
    struct draft list[FORMS];
    size_t count;
};

static void add(struct draft *draft, struct slice word, uint32_t offset, bool prefix)
{
    draft->words[draft->count++] = (struct draft_term){word, offset, prefix};
}

/* Continues the draft with `word` as the whole of `parts`; `left` words follow. */
static bool add_compound(struct draft *draft, struct slice word, struct slice parts,
                         size_t left)
{
    uint32_t at = draft->length;
    if (draft->count + left + 1 > TERMS)
        return false;
    add(draft, word, at, false);
    while (parts.len && draft->count + left + 1 <= TERMS)
        add(draft, slice_cut(&parts, ' '), draft->length++, false);
    return parts.len == 0;
}

/* Copies each draft for each way in which the word may be hyphenated. */
static enum fault add_compounds(struct searching *searching, struct drafts *drafts,
                                struct slice word, size_t left)
{
    struct db *db = &searching->corpus->db;
    size_t before = drafts->count;
    bool more;
    enum fault fault;
    sqlite3_stmt *statement = db_statement(db, QUERY_COMPOUNDS_OF_WORD);
    db_bind_text(statement, 1, word);
    while (!(fault = step_typed(searching->corpus, statement, "compound", "t", &more,
                                searching->detail)) &&
           more && drafts->count < FORMS) {
        struct slice parts = arena_copy(searching->arena, db_text(statement, 0));
        if (!parts.at)
            fault = fault_memory(searching->detail);
        for (size_t i = 0; i < before && drafts->count < FORMS && !fault; i++) {
            struct draft *draft = &drafts->list[drafts->count];
            *draft = drafts->list[i];
            drafts->count += add_compound(draft, word, parts, left);
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
            fault =
                add_compounds(searching, drafts, node->words[i], node->word_count - i);
        for (size_t k = 0; k < before; k++) {
            struct draft *draft = &drafts->list[k];
            add(draft, node->words[i], draft->length++, last && node->prefix);
        }
    }
    return fault;
}

/* Opens those words of a term that are in the vocabulary. */
static enum fault open_term(struct searching *searching, const struct slice *words,
                            size_t count, struct phrase_term *term)
{
    bool found;
    enum fault fault = FAULT_NONE;
    term->terms = arena_take_array(searching->arena, count + 1, sizeof(*term->terms));
    term->current = arena_take_array(searching->arena, count + 1, sizeof(uint32_t));
    if (!term->terms || !term->current)
        return fault_memory(searching->detail);
    for (size_t i = 0; i < count && !fault; i++) {
        fault = term_open(searching, words[i], &term->terms[term->count], &found);
        if (!fault && found)
            term->total += term->terms[term->count++].total;
    }
    return fault;
}

static enum fault open_draft_term(struct searching *searching, struct draft_term *draft,
                                  struct phrase_term *term)
{
    struct query_node node = {
        .kind = TREE_WORD, .prefix = true, .words = &draft->word, .word_count = 1};
    uint64_t total;
    *term = (struct phrase_term){.offset = draft->offset};
    if (!draft->prefix)
        return open_term(searching, &draft->word, 1, term);
    enum fault fault = term_union_find_forms(searching, &node, &total);
    return fault ? fault : open_term(searching, node.forms, node.form_count, term);
}

static int compare(const void *a, const void *b)
{
    const struct phrase_term *left = a, *right = b;
    return (left->total > right->total) - (left->total < right->total);
}

/* Leaves out a form with a term that is not in the vocabulary. */
static enum fault end_form(struct phrase_cursor *cursor, struct phrase_form *form)
{
    qsort(form->phrase_terms, form->count, sizeof(*form->phrase_terms), compare);
    if (form->count == 0 || form->phrase_terms[0].count == 0)
        return FAULT_NONE;
    cursor->total += form->phrase_terms[0].total;
    cursor->forms[cursor->count++] = *form;
    return FAULT_NONE;
}

static enum fault take_form(struct searching *searching, struct phrase_cursor *cursor,
                            size_t phrase_terms, struct phrase_form *form)
{
    *form = (struct phrase_form){.phrase_terms =
                                     arena_take_array(searching->arena, phrase_terms,
                                                      sizeof(*form->phrase_terms))};
    if (!cursor->forms)
        cursor->forms =
            arena_take_array(searching->arena, 2 * FORMS, sizeof(*cursor->forms));
    return form->phrase_terms && cursor->forms ? FAULT_NONE
                                               : fault_memory(searching->detail);
}

static enum fault open_phrase(struct searching *searching, struct query_node *node,
                              struct phrase_cursor *cursor)
{
    struct drafts *drafts = arena_take(searching->arena, sizeof(*drafts));
    if (!drafts)
        return fault_memory(searching->detail);
    enum fault fault = draft_phrase(searching, node, drafts);
    for (size_t i = 0; i < drafts->count && !fault; i++) {
        struct draft *draft = &drafts->list[i];
        struct phrase_form form;
        fault = take_form(searching, cursor, draft->count, &form);
        form.length = draft->length;
        for (; form.count < draft->count && !fault; form.count++)
            fault = open_draft_term(searching, &draft->words[form.count],
                                    &form.phrase_terms[form.count]);
        if (!fault)
            fault = end_form(cursor, &form);
    }
    return fault;
}

static enum fault open_word(struct searching *searching, struct query_node *node,
                            struct phrase_cursor *cursor)
{
    struct phrase_form form;
    uint64_t total;
    enum fault fault = term_union_find_forms(searching, node, &total);
    if (!fault)
        fault = take_form(searching, cursor, 1, &form);
    if (fault)
        return fault;
    form.count = form.length = 1;
    form.phrase_terms[0] = (struct phrase_term){.offset = 0};
    fault = open_term(searching, node->forms, node->form_count, &form.phrase_terms[0]);
    return fault ? fault : end_form(cursor, &form);
}

enum fault phrase_cursor_open(struct searching *searching, struct query_node *node,
                              struct phrase_cursor *cursor)
{
    enum fault fault = FAULT_NONE;
    if (node->kind == TREE_WORD)
        return open_word(searching, node, cursor);
    if (node->kind == TREE_PHRASE)
        return open_phrase(searching, node, cursor);
    for (size_t i = 0; i < node->child_count && i < 2 && !fault; i++) /* whole, parts */
        fault = phrase_cursor_open(searching, node->children[i], cursor);
    return fault;
}
