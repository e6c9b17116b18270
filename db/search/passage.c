/* Passages: where each is in its document, and what a hit shows of it. */
#include "internal.h"

void corpus_passage(const struct corpus *corpus, uint32_t passage,
                    struct passage_location *out)
{
    const struct passages *passages = corpus->passages;
    uint32_t document = passage_document(passages, passage);
    uint32_t first = passage_first(passages, document), notes = 0;
    for (uint32_t i = first; i < passage; i++)
        notes += passage_column(passages, i) == COLUMN_NOTE;
    bool note = passage_column(passages, passage) == COLUMN_NOTE;
    bool record = passage_column(passages, passage) == COLUMN_RECORD;
    *out = (struct passage_location){
        .document = document,
        .record = record,
        .key = record ? (int64_t)document
                      : row_key(document, note ? notes + 1 : passage - first - notes + 1),
        .note = note,
        .column = 1u << passage_column(passages, passage)};
}

size_t corpus_passage_words(const struct corpus *corpus, uint32_t passage)
{
    return passage_size(corpus->passages, passage);
}

size_t corpus_passage_ordinal(const struct corpus *corpus, uint32_t passage)
{
    const struct passages *passages = corpus->passages;
    return passage - passage_first(passages, passage_document(passages, passage));
}

int64_t corpus_passage_document(const struct corpus *corpus, uint32_t passage)
{
    return passage_document(corpus->passages, passage);
}

/* --- what a hit shows --- */

static enum fault require(struct corpus *corpus, sqlite3_stmt *statement,
                          const char *table, const char *types,
                          struct fault_detail *detail)
{
    bool found;
    enum fault fault = step_typed(corpus, statement, table, types, &found, detail);
    return fault || found ? fault : corpus_damaged(corpus, table, detail);
}

/* A title that is in no block. */
static enum fault find_record(struct corpus *corpus, struct arena *arena,
                              const struct passage_location *location,
                              struct passage_text *out, struct fault_detail *detail)
{
    *out = (struct passage_text){.kind = BLOCK_TITLE};
    enum fault fault = corpus_passage_title(corpus, arena, location->document,
                                            &out->document, &out->title, detail);
    out->text = out->title;
    return fault;
}

enum fault corpus_passage_text(struct corpus *corpus, struct arena *arena,
                               const struct passage_location *location,
                               struct passage_text *out, struct fault_detail *detail)
{
    if (location->record)
        return find_record(corpus, arena, location, out, detail);
    sqlite3_stmt *statement = db_statement(
        &corpus->db, location->note ? QUERY_PASSAGE_NOTE : QUERY_PASSAGE_BLOCK);
    db_bind_int(statement, 1, location->key);
    const char *table = location->note ? "note" : "block";
    enum fault fault =
        require(corpus, statement, table, location->note ? "titttT" : "tittt", detail);
    if (fault)
        return fault;
    *out = (struct passage_text){.id = db_text(statement, 0),
                                 .kind = sqlite3_column_int(statement, 1),
                                 .text = db_text(statement, 2),
                                 .document = db_text(statement, 3),
                                 .title = db_text(statement, 4)};
    if (location->note)
        out->block = db_text(statement, 5);
    int kinds = location->note ? NOTE_ENDNOTE + 1 : BLOCK_KINDS;
    if (out->kind < 0 || out->kind >= kinds) {
        sqlite3_reset(statement);
        return corpus_damaged(corpus, table, detail);
    }
    struct slice *slices[] = {&out->id, &out->text, &out->document, &out->title,
                              &out->block};
    return copy_row(statement, arena, slices, 5, detail);
}

enum fault corpus_passage_title(struct corpus *corpus, struct arena *arena,
                                int64_t document, struct slice *id, struct slice *title,
                                struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_PASSAGE_DOCUMENT);
    db_bind_int(statement, 1, document);
    enum fault fault = require(corpus, statement, "document", "tt", detail);
    if (fault)
        return fault;
    *id = db_text(statement, 0);
    *title = db_text(statement, 1);
    return copy_row(statement, arena, (struct slice *[]){id, title}, 2, detail);
}
