/* Expanding a query: words of little meaning, and words that no text has; names by their
 * own files. */
#include "expanding.h"

enum { CORRECTIONS = 4, CORRECTED_BYTES = 4, CORRECTED_PASSAGES = 3 };
static const double LITTLE = 0.3, CORRECTED = 0.8;

/* --- words of little meaning --- */

/* By which editors tell of a matter that papers do not name so. */
static bool is_editors_word(struct stemmer *stemmer, struct slice word)
{
    static const char *const stems[] = {
        "posit", "role",   "view",    "attitud", "respons", "relat", "question",
        "issu",  "situat", "problem", "discuss", "propos",  NULL};
    struct slice stem = stem_of(stemmer, word);
    return stem.at && slice_is_one_of(stem, stems);
}

static void weigh(struct expanding *expanding)
{
    struct ranked_query *query = expanding->query;
    for (size_t i = 0; i < query->typed && query->typed > 1; i++) {
        struct slice word = expanding_word(expanding, i);
        static const char *const little[] = {"and", "with", "to", "of", "in",
                                             "on",  "for",  "at", "by", "from",
                                             "re",  "the",  "a",  "an", NULL};
        if (word.len && (slice_is_one_of(word, little) ||
                         is_editors_word(expanding->corpus->stemmer, word)))
            query->groups[i].weight *= LITTLE;
    }
}

/* --- words that no text has --- */

static bool is_correctable(struct slice word)
{
    if (word.len < CORRECTED_BYTES)
        return false;
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] < 'a' || word.at[i] > 'z')
            return false;
    return true;
}

static enum fault correct(struct expanding *expanding, size_t number, size_t *left)
{
    struct ranked_group *group = &expanding->query->groups[number];
    struct slice word = expanding_word(expanding, number), near;
    struct search_request ask = {.limit = 0};
    struct search_result out = {.total = 0};
    struct searching searching = {.corpus = expanding->corpus,
                                  .ask = &ask,
                                  .arena = expanding->arena,
                                  .out = &out,
                                  .detail = expanding->detail};
    uint64_t total = 0;
    if (*left == 0 || expanding->used[number] || !is_correctable(word) ||
        group->count > 0)
        return FAULT_NONE;
    enum fault fault = term_union_find_forms(&searching, group->node, &total);
    if (fault || total > 0)
        return fault;
    --*left;
    fault = corpus_spelling_near(expanding->corpus, expanding->arena, word,
                                 CORRECTED_PASSAGES, &near, expanding->detail);
    if (fault || !near.len || expanding_is_stop_word(near))
        return fault;
    return expanding_add(expanding, group,
                         (struct ranked_alternative){.word = near,
                                                     .weight = CORRECTED,
                                                     .why = WHY_SPELLING,
                                                     .from = group->typed,
                                                     .to = near});
}

/* --- all rules --- */

/* The collection that all documents of the filter are of. */
static enum fault find_scope(struct expanding *expanding,
                             const struct document_filter *filter)
{
    struct db *db = &expanding->corpus->db;
    bool row;
    sqlite3_stmt *statement = db_statement(db, QUERY_COLLECTION_OF_RANGE);
    db_bind_int(statement, 1, filter->first);
    db_bind_int(statement, 2, filter->last);
    enum fault fault = db_step(db, statement, &row, expanding->detail);
    expanding->scope = !fault && row ? sqlite3_column_int64(statement, 0) : 0;
    db_end(statement);
    return fault;
}

enum fault corpus_expand(struct corpus *corpus, struct ranked_query *query,
                         const struct document_filter *filter, bool all,
                         struct arena *arena, struct fault_detail *detail)
{
    struct expanding expanding = {
        .corpus = corpus, .query = query, .arena = arena, .detail = detail};
    size_t left = CORRECTIONS;
    enum fault fault = FAULT_NONE;
    weigh(&expanding);
    if (!all)
        return FAULT_NONE;
    fault = find_scope(&expanding, filter);
    if (!fault)
        fault = expand_persons(&expanding);
    if (!fault)
        fault = expand_names(&expanding);
    for (size_t i = 0; i < query->typed && !fault; i++)
        fault = correct(&expanding, i, &left);
    return arena_failed(arena) ? fault_memory(detail) : fault;
}
