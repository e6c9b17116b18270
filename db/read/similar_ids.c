/* Ids similar to one that was not found. */
#include "db/read/connection.h"
#include "db/read/entities.h"

static enum fault read_ids(struct corpus *corpus, sqlite3_stmt *statement,
                           struct arena *arena, struct slice *out, size_t most,
                           size_t *count, struct fault_detail *detail)
{
    bool row;
    enum fault fault = FAULT_NONE;
    for (*count = 0; *count < most; (*count)++) {
        fault = db_step(&corpus->db, statement, &row, detail);
        if (fault || !row)
            break;
        out[*count] = arena_copy(arena, db_text(statement, 0));
    }
    sqlite3_reset(statement);
    return fault;
}

enum fault corpus_similar_documents(struct corpus *corpus, struct arena *arena,
                                    struct slice id, struct slice out[SIMILAR_IDS],
                                    size_t *count, struct fault_detail *detail)
{
    return read_ids(corpus, query_by_text(corpus, QUERY_DOCUMENT_LIKE, id), arena, out,
                    SIMILAR_IDS, count, detail);
}

enum fault corpus_similar_entities(struct corpus *corpus, struct arena *arena,
                                   struct slice id, struct slice out[SIMILAR_IDS],
                                   size_t *count, struct fault_detail *detail)
{
    return read_ids(corpus, query_by_text(corpus, QUERY_ENTITY_LIKE, id), arena, out,
                    SIMILAR_IDS, count, detail);
}

enum fault corpus_similar_ids(struct corpus *corpus, struct arena *arena,
                              int64_t document, const char *prefix, int64_t number,
                              struct slice out[SIMILAR_IDS], size_t *count,
                              struct fault_detail *detail)
{
    char end[4];
    size_t len = strlen(prefix);
    memcpy(end, prefix, len);
    end[len - 1]++; /* the first id after all that have this prefix */
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_NAME_NEAR);
    db_bind_int(statement, 1, document);
    db_bind_text(statement, 2, slice_of(prefix));
    db_bind_text(statement, 3, (struct slice){end, len});
    db_bind_int(statement, 4, number);
    return read_ids(corpus, statement, arena, out, SIMILAR_IDS, count, detail);
}

enum fault corpus_omission_hiding(struct corpus *corpus, struct arena *arena,
                                  int64_t document, int64_t number, struct slice *id,
                                  struct fault_detail *detail)
{
    size_t count;
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_OMISSION_HIDING);
    db_bind_int(statement, 1, document);
    db_bind_int(statement, 2, number);
    *id = SLICE_NONE;
    return read_ids(corpus, statement, arena, id, 1, &count, detail);
}
