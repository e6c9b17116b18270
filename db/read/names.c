/* Names of a data set: opening them, whatever its schema, and their lists. */
#include "db/read/names.h"
#include "opening.h"
#include "names_internal.h"

#include <stdio.h>
#include <stdlib.h>

/* The last schema without the views of names. */
enum { LAST_WITHOUT_VIEWS = 4 };

static enum fault read_meta(struct names *names, const char *name, char *out, size_t room,
                            struct fault_detail *detail)
{
    struct db *db = &names->connection.db;
    sqlite3_stmt *statement =
        query_by_text(&names->connection, QUERY_NAMES_META_VALUE, slice_of(name));
    bool row;
    enum fault fault = db_step(db, statement, &row, detail);
    if (!fault)
        snprintf(out, room, "%.*s", SLICE_PRINT(row ? db_text(statement, 0) : SLICE("")));
    db_end(statement);
    return fault;
}

static enum fault read_last_revision(struct names *names, struct fault_detail *detail)
{
    struct rows rows;
    struct revision_row row;
    bool more;
    enum fault fault;
    names_revisions(names, &rows);
    while (!(fault = rows_next_revision(&rows, &row, &more, detail)) && more)
        names->facts.revisions = row.number;
    rows_close(&rows);
    return fault;
}

enum fault names_read_facts(struct names *names, struct fault_detail *detail)
{
    struct names_facts *facts = &names->facts;
    char number[32];
    enum fault fault = read_meta(names, "rev", facts->rev, sizeof(facts->rev), detail);
    if (!fault)
        fault = read_meta(names, "corpus", facts->corpus, sizeof(facts->corpus), detail);
    if (!fault)
        fault = read_meta(names, "made", number, sizeof(number), detail);
    facts->made = fault ? 0 : strtoll(number, NULL, 10);
    if (!fault)
        fault = read_meta(names, "documents", number, sizeof(number), detail);
    facts->documents = fault ? 0 : strtoll(number, NULL, 10);
    return fault ? fault : read_last_revision(names, detail);
}

static enum fault open_names(struct names *names, const char *path,
                             struct fault_detail *detail)
{
    struct corpus *connection = &names->connection;
    int64_t version = 0;
    connection->db.damage = &connection->damage;
    atomic_store(connection->db.damage, UINT64_MAX); /* the fault of opening says it */
    db_set_limit(&connection->db, OPENING_MILLISECONDS);
    enum fault fault = connection_open(connection, path, detail);
    if (!fault)
        fault = connection_schema(connection, path, &version, detail);
    if (!fault && version == SCHEMA_VERSION)
        fault = check_objects(connection, path, detail);
    if (!fault && version <= LAST_WITHOUT_VIEWS) {
        /* Views of the connection alone: the file is opened for reading. */
        sqlite3_exec(connection->db.handle, "PRAGMA query_only = OFF", NULL, NULL, NULL);
        fault = db_run(&connection->db, QUERY_MAKE_EARLIER_NAMES, detail);
    }
    if (!fault && db_prepare(&connection->db, DB_NAMES, detail) == FAULT_DATASET)
        fault = fault_set(detail, FAULT_DATASET,
                          "%s is a data set of schema %lld, whose names this program "
                          "cannot read",
                          path, (long long)version);
    if (!fault)
        fault = names_read_facts(names, detail);
    db_set_limit(&connection->db, 0);
    names->facts.is_current = version == SCHEMA_VERSION;
    return fault;
}

enum fault names_open(struct names **out, const char *path, struct fault_detail *detail)
{
    struct names *names = calloc(1, sizeof(*names));
    *out = NULL;
    if (!names)
        return fault_memory(detail);
    enum fault fault = open_names(names, path, detail);
    if (fault)
        names_close(names);
    else
        *out = names;
    return fault;
}

void names_close(struct names *names)
{
    if (!names)
        return;
    db_close(&names->connection.db);
    free(names);
}

const struct names_facts *names_facts(const struct names *names)
{
    return &names->facts;
}

/* --- lists --- */

static void read_document(sqlite3_stmt *statement, struct name_document *out)
{
    *out = (struct name_document){
        .id = db_text(statement, 0),
        .digest = db_text(statement, 1),
        .path = db_text(statement, 2),
        .modified = sqlite3_column_int64(statement, 3),
        .stale = sqlite3_column_int(statement, 4) != 0,
    };
}

void names_documents(struct names *names, struct rows *rows)
{
    rows_open(rows, &names->connection, "document", QUERY_NAMES_DOCUMENTS);
}

enum fault rows_next_name_document(struct rows *rows, struct name_document *out,
                                   bool *more, struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, "ttTii", more, detail);
    if (!fault && *more)
        read_document(rows->statement, out);
    return fault;
}

void names_all_digests(struct names *names, struct rows *rows)
{
    rows_open(rows, &names->connection, "block", QUERY_NAMES_ALL_DIGESTS);
}

enum fault rows_next_block_digest(struct rows *rows, struct slice *document,
                                  uint64_t *digest, bool *more,
                                  struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, "ti", more, detail);
    if (fault || !*more)
        return fault;
    *document = db_text(rows->statement, 0);
    *digest = (uint64_t)sqlite3_column_int64(rows->statement, 1);
    return FAULT_NONE;
}

void names_formers(struct names *names, struct rows *rows)
{
    rows_open(rows, &names->connection, "former", QUERY_NAMES_FORMERS);
}

enum fault rows_next_former(struct rows *rows, struct former_row *out, bool *more,
                            struct fault_detail *detail)
{
    enum fault fault = rows_step_typed(rows, former_row_types, more, detail);
    if (!fault && *more && !read_former_row(rows->statement, out))
        fault = corpus_damaged(rows->corpus, "former", detail);
    return fault;
}

void names_revisions(struct names *names, struct rows *rows)
{
    rows_open(rows, &names->connection, "revision", QUERY_NAMES_REVISIONS);
}

void names_changes(struct names *names, struct rows *rows)
{
    rows_open(rows, &names->connection, "change", QUERY_NAMES_CHANGES);
}

enum fault names_find_document(struct names *names, struct arena *arena, struct slice id,
                               struct name_document *out, bool *found,
                               struct fault_detail *detail)
{
    struct corpus *connection = &names->connection;
    sqlite3_stmt *statement = query_by_text(connection, QUERY_NAMES_DOCUMENT_FIND, id);
    enum fault fault = db_step(&connection->db, statement, found, detail);
    if (fault || !*found)
        return fault;
    read_document(statement, out);
    struct slice *slices[] = {&out->id, &out->digest, &out->path};
    return copy_row(statement, arena, slices, 3, detail);
}

enum fault names_have_revision(struct names *names, const char *rev, bool *have,
                               struct fault_detail *detail)
{
    struct rows rows;
    struct revision_row row;
    bool more;
    enum fault fault;
    *have = false;
    names_revisions(names, &rows);
    while (!(fault = rows_next_revision(&rows, &row, &more, detail)) && more)
        *have = *have || slice_is(row.rev, rev);
    rows_close(&rows);
    return fault;
}
