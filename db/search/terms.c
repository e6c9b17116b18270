/* Term unions: from a typed word to its forms in the vocabulary and their postings. */
#include "internal.h"
#include "text/spelling.h"

#include <math.h>
#include <stdlib.h>

/* As in FTS5: a word in more than half of all passages still counts a little. */
double search_weight(const struct passages *passages, uint64_t total)
{
    /* `total` counts a passage for each form in it: it may exceed the passages. */
    double count = passages->count;
    double hits = total < passages->count ? (double)total : count;
    double weight = log((count - hits + 0.5) / (hits + 0.5));
    return weight <= 0 ? 1e-6 : weight;
}

struct vocabulary_row {
    bool found;
    int64_t number;
    uint32_t passages, documents;
    struct slice few; /* until the next statement of its kind */
};

static enum fault find_word(struct searching *searching, struct slice word,
                            struct vocabulary_row *out)
{
    struct db *db = &searching->corpus->db;
    sqlite3_stmt *statement = db_statement(db, QUERY_WORD_FIND);
    db_bind_text(statement, 1, word);
    *out = (struct vocabulary_row){.found = false};
    enum fault fault = step_typed(searching->corpus, statement, "word", "iiB",
                                  &out->found, searching->detail);
    if (fault || !out->found)
        return fault;
    uint64_t passages = (uint64_t)sqlite3_column_int64(statement, 1);
    if (passages == 0 || passages > searching->corpus->passages->count) {
        sqlite3_reset(statement);
        return corpus_damaged(searching->corpus, "word", searching->detail);
    }
    out->number = sqlite3_column_int64(statement, 0);
    out->passages = (uint32_t)sqlite3_column_int64(statement, 1);
    out->few.at = sqlite3_column_blob(statement, 2);
    out->few.len = (size_t)sqlite3_column_bytes(statement, 2);
    out->documents = (uint32_t)sqlite3_column_int64(statement, 3);
    return FAULT_NONE;
}

static enum fault add_form(struct searching *searching, struct query_node *node,
                           struct slice word)
{
    if (!node->forms)
        node->forms = arena_take(searching->arena, SEARCH_FORMS * sizeof(*node->forms));
    if (!node->forms || node->form_count == SEARCH_FORMS)
        return node->forms ? FAULT_NONE : fault_memory(searching->detail);
    node->forms[node->form_count] = arena_copy(searching->arena, word);
    return node->forms[node->form_count++].at ? FAULT_NONE
                                              : fault_memory(searching->detail);
}

/* The words with this prefix; the most frequent ones when they are too many. */
static enum fault find_prefix_forms(struct searching *searching, struct query_node *node,
                                    uint64_t *total)
{
    struct rows rows;
    struct slice word;
    int64_t passages;
    bool more;
    enum fault fault =
        corpus_words(searching->corpus, node->words[0], SEARCH_FORMS + 1, &rows);
    size_t count = 0;
    while (
        !fault &&
        !(fault = rows_next_count(&rows, &word, &passages, &more, searching->detail)) &&
        more) {
        if (count++ == SEARCH_FORMS) {
            searching->out->many_forms = true;
            break;
        }
        *total += (uint64_t)passages;
        fault = add_form(searching, node, word);
    }
    rows_close(&rows);
    return fault;
}

/* The words with the same stem (Porter2), and the stem itself if it is its own stem. */
static enum fault find_forms_of(struct searching *searching, struct query_node *node,
                                struct slice word)
{
    struct db *db = &searching->corpus->db;
    struct slice stem = stem_of(searching->corpus->stemmer, word);
    if (stem.at)
        stem = arena_copy(searching->arena, stem);
    struct slice of_stem =
        stem.at ? stem_of(searching->corpus->stemmer, stem) : SLICE_NONE;
    if (!of_stem.at)
        return fault_memory(searching->detail);
    enum fault fault = FAULT_NONE;
    if (slice_equal(of_stem, stem))
        fault = add_form(searching, node, stem);
    bool more = true;
    sqlite3_stmt *statement = db_statement(db, QUERY_FORMS_OF_STEM);
    db_bind_text(statement, 1, stem);
    while (!fault && node->form_count < SEARCH_FORMS &&
           !(fault = step_typed(searching->corpus, statement, "form", "t", &more,
                                searching->detail)) &&
           more)
        fault = add_form(searching, node, db_text(statement, 0));
    sqlite3_reset(statement);
    return fault;
}

/* The other spelling (British or American) is a form, too, when the vocabulary has it. */
static enum fault find_forms_of_stem(struct searching *searching, struct query_node *node)
{
    char room[SPELLING_BYTES];
    int64_t passages = 0;
    struct slice other = spelling_of(node->words[0], room);
    enum fault fault = find_forms_of(searching, node, node->words[0]);
    if (!fault && other.len)
        fault =
            corpus_word_passages(searching->corpus, other, &passages, searching->detail);
    return fault || passages == 0 ? fault : find_forms_of(searching, node, other);
}

static bool has_form(const struct query_node *node, size_t count, struct slice word)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal(node->forms[i], word))
            return true;
    return false;
}

static enum fault find_forms(struct searching *searching, struct query_node *node,
                             uint64_t *total)
{
    *total = 0;
    node->form_count = 0;
    if (node->prefix)
        return find_prefix_forms(searching, node, total);
    enum fault fault = node->exact ? add_form(searching, node, node->words[0])
                                   : find_forms_of_stem(searching, node);
    size_t count = 0;
    for (size_t i = 0; i < node->form_count && !fault; i++) {
        struct vocabulary_row row;
        fault = find_word(searching, node->forms[i], &row);
        row.found &= !has_form(node, count, node->forms[i]);
        if (row.found)
            node->forms[count++] = node->forms[i];
        *total += row.found ? row.passages : 0;
    }
    node->form_count = count;
    return fault;
}

enum fault term_union_find_forms(struct searching *searching, struct query_node *node,
                                 uint64_t *total)
{
    enum fault fault = find_forms(searching, node, total);
    node->passages = *total;
    return fault;
}

enum fault term_open(struct searching *searching, struct slice word, struct postings *out,
                     bool *found)
{
    struct corpus *corpus = searching->corpus;
    struct vocabulary_row row;
    enum fault fault = find_word(searching, word, &row);
    *found = !fault && row.found;
    if (!*found)
        return fault;
    fault = postings_open(out, &corpus->db, corpus->passages, searching->arena,
                          row.number, row.passages, row.few, searching->detail);
    out->documents = row.documents;
    return fault;
}

static enum fault open_terms(struct searching *searching, const struct query_node *node,
                             struct term_union *out)
{
    enum fault fault = FAULT_NONE;
    bool found;
    out->terms =
        arena_take_array(searching->arena, node->form_count + 1, sizeof(*out->terms));
    if (!out->terms)
        return fault_memory(searching->detail);
    out->as_typed = node->form_count;
    for (size_t i = 0; i < node->form_count && !fault; i++) {
        fault = term_open(searching, node->forms[i], &out->terms[out->count], &found);
        if (!fault && found && !node->prefix &&
            slice_equal(node->forms[i], node->words[0]))
            out->as_typed = out->count;
        out->count += !fault && found;
    }
    return fault;
}

/* Adds up all terms but the word as typed: how often they occur in each passage, as an
 * array that the caller frees, and in *many passages. NULL: no memory. */
static uint32_t *count_by_passage(struct searching *searching,
                                  struct term_union *term_union, uint32_t *many)
{
    uint32_t *counts =
        calloc((size_t)searching->corpus->passages->count + 1, sizeof(*counts));
    *many = 0;
    for (size_t i = 0; counts && i < term_union->count; i++) {
        uint32_t count, at = 0;
        if (i == term_union->as_typed)
            continue;
        while ((at = postings_seek(&term_union->terms[i], at + 1, &count)) !=
                   POSTINGS_END &&
               !search_out_of_time(searching)) {
            *many += counts[at] == 0;
            counts[at] += count;
        }
    }
    return counts;
}

/* Many terms are slow to go through side by side: replaces them by one list, with the
 * word as typed before it. */
static enum fault merge_terms(struct searching *searching, const struct query_node *node,
                              struct term_union *term_union)
{
    const struct passages *passages = searching->corpus->passages;
    uint32_t many, used = 0, *counts = count_by_passage(searching, term_union, &many);
    bool as_typed = term_union->as_typed < term_union->count;
    if (!counts)
        return fault_memory(searching->detail);
    size_t bytes = (many + 1) * sizeof(struct posting);
    enum fault fault = search_take_bytes(searching, bytes);
    struct posting *list = fault ? NULL : arena_take(searching->arena, bytes);
    for (uint32_t i = 1; list && i <= passages->count; i++)
        if (counts[i])
            list[used++] = (struct posting){i, counts[i]};
    free(counts);
    term_union->terms = arena_take_array(searching->arena, 2, sizeof(*term_union->terms));
    if (fault || !list || !term_union->terms)
        return fault ? fault : fault_memory(searching->detail);
    if (as_typed) /* again: its reader in `parts` is used for positions */
        fault = term_open(searching, node->words[0], &term_union->terms[0], &as_typed);
    term_union->as_typed = as_typed ? 0 : 1;
    term_union->count = as_typed + 1u;
    return fault ? fault
                 : postings_of_list(&term_union->terms[as_typed], passages,
                                    searching->arena, list, used, searching->detail);
}

enum {
    TERMS_SIDE_BY_SIDE = 6,
    TERMS_BY_UNIT = 32, /* the same, where most postings are passed over */
    FORM_LOOKUP_COST = 64, /* of finding the forms of a word, in postings */
};

/* The cost of a word in postings, when its forms are gone through side by side. */
static uint64_t cost(const struct query_node *node, uint64_t total)
{
    size_t terms = node->form_count;
    if (terms > TERMS_SIDE_BY_SIDE)
        total = total * terms / TERMS_SIDE_BY_SIDE;
    return total + FORM_LOOKUP_COST;
}

enum fault term_union_open(struct searching *searching, struct query_node *node,
                           struct term_union *out)
{
    *out = (struct term_union){.terms = NULL};
    enum fault fault = term_union_find_forms(searching, node, &out->total);
    if (fault || search_over_budget(searching, cost(node, out->total)))
        return fault;
    fault = open_terms(searching, node, out);
    out->weight = out->as_typed_weight =
        search_weight(searching->corpus->passages, out->total);
    if (!fault && out->as_typed < out->count && !searching->ask->literal)
        out->as_typed_weight =
            search_weight(searching->corpus->passages, out->terms[out->as_typed].total);
    out->parts = out->terms;
    out->part_count = out->count;
    /* Making a list takes a count for every passage; few postings do not need it. */
    size_t most = searching->by_unit ? TERMS_BY_UNIT : TERMS_SIDE_BY_SIDE;
    if (!fault && out->count > most && !searching->ask->posting_budget)
        fault = merge_terms(searching, node, out);
    return fault;
}
