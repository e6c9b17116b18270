/* Reading a data set: collections and documents. */
#include "db/read/connection.h"

static const char collection_types[] = "itiit";

static bool read_collection(sqlite3_stmt *statement, struct collection_row *out)
{
    *out = (struct collection_row){
        .key = sqlite3_column_int64(statement, 0),
        .id = db_text(statement, 1),
        .first = sqlite3_column_int64(statement, 2),
        .last = sqlite3_column_int64(statement, 3),
        .answer = db_text(statement, 4),
    };
    return out->first >= 0 && out->first <= INT32_MAX && out->last >= 0 &&
           out->last <= INT32_MAX;
}

static enum fault find_collection(struct corpus *corpus, sqlite3_stmt *statement,
                                  struct arena *arena, struct collection_row *out,
                                  bool *found, struct fault_detail *detail)
{
    enum fault fault =
        step_typed(corpus, statement, "collection", collection_types, found, detail);
    if (fault || !*found)
        return fault;
    if (!read_collection(statement, out)) {
        sqlite3_reset(statement);
        return corpus_damaged(corpus, "collection", detail);
    }
    return copy_row(statement, arena, (struct slice *[]){&out->id, &out->answer}, 2,
                    detail);
}

enum fault corpus_find_collection(struct corpus *corpus, struct arena *arena,
                                  struct slice id, struct collection_row *out,
                                  bool *found, struct fault_detail *detail)
{
    return find_collection(corpus, query_by_text(corpus, QUERY_COLLECTION_FIND, id),
                           arena, out, found, detail);
}

enum fault corpus_collections(struct corpus *corpus, int64_t after, int64_t limit,
                              struct rows *rows)
{
    sqlite3_stmt *statement = rows_open(rows, corpus, "collection", QUERY_COLLECTIONS);
    db_bind_int(statement, 1, after);
    db_bind_int(statement, 2, limit);
    return FAULT_NONE;
}

enum fault rows_next_collection(struct rows *rows, struct collection_row *out, bool *more,
                                struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, collection_types, more, detail);
    if (!fault && *more && !read_collection(rows->statement, out))
        fault = corpus_damaged(rows->corpus, "collection", detail);
    return fault;
}

/* key, id, collection, place; title to classification; dates; digest; counts; words */
static const char document_types[] = "ititttttIItiiit";

static bool read_document_row(sqlite3_stmt *statement, struct document_row *out)
{
    *out = (struct document_row){
        .key = sqlite3_column_int64(statement, 0),
        .id = db_text(statement, 1),
        .collection = sqlite3_column_int64(statement, 2),
        .sort_key = db_text(statement, 3),
        .title = db_text(statement, 4),
        .author = db_text(statement, 5),
        .recipient = db_text(statement, 6),
        .classification = db_text(statement, 7),
        .date_first = sqlite3_column_int(statement, 8),
        .date_last = sqlite3_column_int(statement, 9),
        .digest = db_text(statement, 10),
        .blocks = sqlite3_column_int64(statement, 11),
        .notes = sqlite3_column_int64(statement, 12),
        .omissions = sqlite3_column_int64(statement, 13),
        .title_words = db_text(statement, 14),
    };
    return row_is_document(out->key);
}

static enum fault find_document(struct corpus *corpus, sqlite3_stmt *statement,
                                struct arena *arena, struct document_row *out,
                                bool *found, struct fault_detail *detail)
{
    enum fault fault =
        step_typed(corpus, statement, "document", document_types, found, detail);
    if (fault || !*found)
        return fault;
    if (!read_document_row(statement, out)) {
        sqlite3_reset(statement);
        return corpus_damaged(corpus, "document", detail);
    }
    struct slice *slices[] = {&out->id,     &out->sort_key,   &out->title,
                              &out->author, &out->recipient,  &out->classification,
                              &out->digest, &out->title_words};
    return copy_row(statement, arena, slices, sizeof(slices) / sizeof(slices[0]), detail);
}

enum fault corpus_find_document(struct corpus *corpus, struct arena *arena,
                                struct slice id, struct document_row *out, bool *found,
                                struct fault_detail *detail)
{
    return find_document(corpus, query_by_text(corpus, QUERY_DOCUMENT_FIND, id), arena,
                         out, found, detail);
}

enum fault corpus_document_by_key(struct corpus *corpus, struct arena *arena, int64_t key,
                                  struct document_row *out, bool *found,
                                  struct fault_detail *detail)
{
    return find_document(corpus, query_by_key(corpus, QUERY_DOCUMENT_BY_KEY, key), arena,
                         out, found, detail);
}

enum fault corpus_document_at_sort_key(struct corpus *corpus, struct arena *arena,
                                       struct slice sort_key, struct document_row *out,
                                       bool *found, struct fault_detail *detail)
{
    return find_document(corpus, query_by_text(corpus, QUERY_DOCUMENT_AT_PLACE, sort_key),
                         arena, out, found, detail);
}

enum fault corpus_document_answer(struct corpus *corpus, struct arena *arena, int64_t key,
                                  struct slice *out, struct fault_detail *detail)
{
    sqlite3_stmt *statement = query_by_key(corpus, QUERY_DOCUMENT_ANSWER, key);
    bool found;
    enum fault fault =
        step_typed(corpus, statement, "document_answer", "t", &found, detail);
    if (!fault && !found)
        fault = corpus_damaged(corpus, "document_answer", detail);
    if (fault)
        return fault;
    *out = db_text(statement, 0);
    return copy_row(statement, arena, &out, 1, detail);
}

/* An empty array is no filter: bound, it would be parsed for every document. */
static void bind_array(sqlite3_stmt *statement, const char *name, struct slice array)
{
    if (array.len && !slice_is(array, "[]"))
        db_bind_named_text(statement, name, array);
}

void bind_document_filter(sqlite3_stmt *statement, const struct document_filter *filter)
{
    db_bind_named_int(statement, ":first", filter->first);
    db_bind_named_int(statement, ":last", filter->last);
    bind_array(statement, ":title_words", filter->title_words);
    bind_array(statement, ":author_words", filter->author_words);
    bind_array(statement, ":recipient_words", filter->recipient_words);
    if (filter->classification.len)
        db_bind_named_text(statement, ":classification", filter->classification);
    if (filter->author.len)
        db_bind_named_text(statement, ":author", filter->author);
    if (filter->recipient.len)
        db_bind_named_text(statement, ":recipient", filter->recipient);
    if (filter->genre.len)
        db_bind_named_text(statement, ":genre", filter->genre);
    if (filter->date_from)
        db_bind_named_int(statement, ":date_from", filter->date_from);
    if (filter->date_to)
        db_bind_named_int(statement, ":date_to", filter->date_to);
    bind_array(statement, ":entities", filter->entities);
}

enum fault corpus_documents(struct corpus *corpus, const struct document_filter *filter,
                            enum document_sort sort, const struct document_after *after,
                            int64_t limit, struct rows *rows)
{
    static const enum query queries[] = {
        [SORT_DOCUMENT] = QUERY_DOCUMENTS_BY_PLACE,
        [SORT_DATE] = QUERY_DOCUMENTS_BY_DATE,
        [SORT_DATE_DOWN] = QUERY_DOCUMENTS_BY_DATE_DOWN,
        [SORT_TITLE] = QUERY_DOCUMENTS_BY_TITLE,
    };
    sqlite3_stmt *statement = rows_open(rows, corpus, "document", queries[sort]);
    bind_document_filter(statement, filter);
    db_bind_named_int(statement, ":after", after->key);
    db_bind_named_int(statement, ":after_date", after->date);
    db_bind_named_text(statement, ":after_title",
                       after->title.at ? after->title : SLICE(""));
    db_bind_named_int(statement, ":limit", limit);
    return FAULT_NONE;
}

enum fault corpus_count_documents(struct corpus *corpus,
                                  const struct document_filter *filter, int64_t *count,
                                  struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_DOCUMENTS_COUNT);
    bind_document_filter(statement, filter);
    return read_count(corpus, statement, count, detail);
}

enum fault rows_next_document(struct rows *rows, struct document_row *out, bool *more,
                              struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, document_types, more, detail);
    if (!fault && *more && !read_document_row(rows->statement, out))
        fault = corpus_damaged(rows->corpus, "document", detail);
    return fault;
}

struct document_after document_after(const struct document_row *row,
                                     enum document_sort sort)
{
    /* As the statements sort: undated documents after all others. */
    int64_t date = row->date_first ? row->date_first : 99999999;
    if (sort == SORT_DATE_DOWN)
        date = row->date_first ? -(int64_t)row->date_first : 9999999999;
    return (struct document_after){row->key, date, row->title_words};
}

void bind_facet(sqlite3_stmt *statement, enum facet facet, int64_t limit)
{
    db_bind_named_int(statement, ":years", facet == FACET_DECADE ? 10 : 1);
    db_bind_named_int(statement, ":limit", limit);
}

enum fault corpus_facet(struct corpus *corpus, enum facet facet,
                        const struct document_filter *filter, int64_t limit,
                        struct rows *rows)
{
    static const enum query queries[FACETS] = {
        [FACET_COLLECTION] = QUERY_FACET_COLLECTION,
        [FACET_CLASSIFICATION] = QUERY_FACET_CLASSIFICATION,
        [FACET_YEAR] = QUERY_FACET_SPAN,
        [FACET_DECADE] = QUERY_FACET_SPAN,
        [FACET_AUTHOR] = QUERY_FACET_AUTHOR,
        [FACET_RECIPIENT] = QUERY_FACET_RECIPIENT,
        [FACET_KIND] = QUERY_FACET_KIND,
        [FACET_ENTITY] = QUERY_FACET_ENTITY,
    };
    sqlite3_stmt *statement = rows_open(rows, corpus, "document", queries[facet]);
    bind_document_filter(statement, filter);
    bind_facet(statement, facet, limit);
    return FAULT_NONE;
}

enum fault rows_next_count(struct rows *rows, struct slice *value, int64_t *count,
                           bool *more, struct fault_detail *detail)
{
    bool labelled = sqlite3_column_count(rows->statement) == 3;
    enum fault fault = rows_step_typed(rows, labelled ? "tit" : "ti", more, detail);
    if (fault || !*more)
        return fault;
    *value = db_text(rows->statement, 0);
    *count = sqlite3_column_int64(rows->statement, 1);
    return FAULT_NONE;
}

struct slice rows_label(const struct rows *rows)
{
    return sqlite3_column_count(rows->statement) > 2 ? db_text(rows->statement, 2)
                                                     : SLICE_NONE;
}
