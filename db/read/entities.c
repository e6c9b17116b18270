/* Reading a data set: named entities, one or in lists. */
#include "db/read/entities.h"
#include "db/read/connection.h"

/* key, id, type, label, words, documents, mentions; an unlinked one has no words */
static const char entity_types[] = "ititTii";

static bool read_entity(sqlite3_stmt *statement, struct entity_row *out)
{
    *out = (struct entity_row){
        .key = sqlite3_column_int64(statement, 0),
        .id = db_text(statement, 1),
        .type = sqlite3_column_int(statement, 2),
        .label = db_text(statement, 3),
        .label_words = db_text(statement, 4),
        .documents = sqlite3_column_int64(statement, 5),
        .mentions = sqlite3_column_int64(statement, 6),
    };
    return (uint64_t)sqlite3_column_int64(statement, 2) < ENTITY_TYPES;
}

static enum fault find_entity(struct corpus *corpus, sqlite3_stmt *statement,
                              struct arena *arena, struct entity_row *out, bool *found,
                              struct fault_detail *detail)
{
    enum fault fault =
        step_typed(corpus, statement, "entity", entity_types, found, detail);
    if (fault || !*found)
        return fault;
    if (!read_entity(statement, out)) {
        sqlite3_reset(statement);
        return corpus_damaged(corpus, "entity", detail);
    }
    struct slice *slices[] = {&out->id, &out->label, &out->label_words};
    return copy_row(statement, arena, slices, 3, detail);
}

enum fault corpus_find_entity(struct corpus *corpus, struct arena *arena, struct slice id,
                              struct entity_row *out, bool *found,
                              struct fault_detail *detail)
{
    return find_entity(corpus, query_by_text(corpus, QUERY_ENTITY_FIND, id), arena, out,
                       found, detail);
}

enum fault corpus_entity_by_key(struct corpus *corpus, struct arena *arena, int64_t key,
                                struct entity_row *out, bool *found,
                                struct fault_detail *detail)
{
    return find_entity(corpus, query_by_key(corpus, QUERY_ENTITY_BY_KEY, key), arena, out,
                       found, detail);
}

enum fault corpus_find_former_entity(struct corpus *corpus, struct arena *arena,
                                     struct slice id, struct entity_row *out, bool *found,
                                     struct fault_detail *detail)
{
    return find_entity(corpus, query_by_text(corpus, QUERY_ENTITY_FORMER_FIND, id), arena,
                       out, found, detail);
}

enum fault corpus_entity_sources(struct corpus *corpus, int64_t entity, struct rows *rows)
{
    db_bind_int(rows_open(rows, corpus, "entity_source", QUERY_ENTITY_SOURCES), 1,
                entity);
    return FAULT_NONE;
}

enum fault rows_next_source(struct rows *rows, struct slice *answer, bool *more,
                            struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, "t", more, detail);
    if (!fault && *more)
        *answer = db_text(rows->statement, 0);
    return fault;
}

/* --- lists --- */

static void bind_filter(sqlite3_stmt *statement, const struct entity_filter *filter)
{
    db_bind_named_int(statement, ":types", (int64_t)filter->types);
    db_bind_named_text(statement, ":words", filter->words);
    db_bind_named_int(statement, ":least", filter->least);
    if (!filter->first)
        return;
    db_bind_named_int(statement, ":first", filter->first);
    db_bind_named_int(statement, ":last", filter->last);
}

static void bind_scope(sqlite3_stmt *statement, const char *name, int64_t key,
                       uint64_t types)
{
    db_bind_named_int(statement, name, key);
    db_bind_named_int(statement, ":types", (int64_t)types);
}

static void bind_after(sqlite3_stmt *statement, const struct entity_after *after,
                       int64_t limit)
{
    db_bind_named_text(statement, ":after_label",
                       after->label.at ? after->label : SLICE(""));
    db_bind_named_text(statement, ":after_id", after->id.at ? after->id : SLICE(""));
    db_bind_named_int(statement, ":after_mentions", after->mentions);
    db_bind_named_int(statement, ":after_unknown", after->unknown);
    db_bind_named_int(statement, ":limit", limit);
}

enum fault corpus_entities(struct corpus *corpus, const struct entity_filter *filter,
                           enum entity_sort sort, const struct entity_after *after,
                           int64_t limit, struct rows *rows)
{
    sqlite3_stmt *statement = rows_open(
        rows, corpus, "entity",
        sort == ENTITY_BY_LABEL ? QUERY_ENTITIES_BY_LABEL : QUERY_ENTITIES_BY_MENTIONS);
    bind_filter(statement, filter);
    bind_after(statement, after, limit);
    return FAULT_NONE;
}

enum fault corpus_count_entities(struct corpus *corpus,
                                 const struct entity_filter *filter, int64_t *count,
                                 struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_ENTITIES_COUNT);
    bind_filter(statement, filter);
    return read_count(corpus, statement, count, detail);
}

enum fault rows_next_entity(struct rows *rows, struct entity_row *out, bool *more,
                            struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, entity_types, more, detail);
    if (!fault && *more && !read_entity(rows->statement, out))
        fault = corpus_damaged(rows->corpus, "entity", detail);
    return fault;
}

enum fault corpus_document_entities(struct corpus *corpus, int64_t document,
                                    uint64_t types, const struct entity_after *after,
                                    int64_t limit, struct rows *rows)
{
    sqlite3_stmt *statement =
        rows_open(rows, corpus, "entity", QUERY_ENTITIES_OF_DOCUMENT);
    bind_scope(statement, ":document", document, types);
    bind_after(statement, after, limit);
    return FAULT_NONE;
}

enum fault corpus_count_document_entities(struct corpus *corpus, int64_t document,
                                          uint64_t types, int64_t *count,
                                          struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_ENTITIES_OF_DOCUMENT_COUNT);
    bind_scope(statement, ":document", document, types);
    return read_count(corpus, statement, count, detail);
}

enum fault corpus_related_entities(struct corpus *corpus, int64_t entity, uint64_t types,
                                   const struct entity_after *after, int64_t limit,
                                   struct rows *rows)
{
    sqlite3_stmt *statement = rows_open(rows, corpus, "entity", QUERY_ENTITIES_RELATED);
    bind_scope(statement, ":entity", entity, types);
    bind_after(statement, after, limit);
    return FAULT_NONE;
}

enum fault corpus_count_related(struct corpus *corpus, int64_t entity, uint64_t types,
                                int64_t *count, struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_ENTITIES_RELATED_COUNT);
    bind_scope(statement, ":entity", entity, types);
    return read_count(corpus, statement, count, detail);
}
