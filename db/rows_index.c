/* Writing a data set: the rows of its index, on the writer's thread. */
#include "rows.h"

static enum fault insert(struct row_writer *writer, sqlite3_stmt *statement,
                         struct fault_detail *detail)
{
    bool row;
    return db_step(&writer->db, statement, &row, detail);
}

/* FTS5 is told to gather much before it writes, and not to merge on the way. */
enum fault row_set_up_index(struct row_writer *writer, struct fault_detail *detail)
{
    static const struct {
        const char *name;
        int64_t value;
    } choices[] = {{"hashsize", 16 * 1024 * 1024},
                   {"automerge", 0},
                   {"crisismerge", 1999},
                   {"pgsz", 8000}};
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]) && !fault; i++) {
        sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_PASSAGE_SETTING);
        db_bind_text(put, 1, slice_of(choices[i].name));
        db_bind_int(put, 2, choices[i].value);
        fault = insert(writer, put, detail);
    }
    return fault;
}

static enum fault write_passage(struct row_writer *writer, int64_t number, int column,
                                struct slice words, struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_PASSAGE);
    db_bind_int(put, 1, number);
    db_bind_text(put, 2 + column, words.at ? words : SLICE(""));
    return insert(writer, put, detail);
}

static enum fault write_bytes(struct row_writer *writer, enum query query, int64_t key,
                              struct slice bytes, struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, query);
    db_bind_int(put, 1, key);
    sqlite3_bind_blob64(put, 2, bytes.at ? bytes.at : "", bytes.len, SQLITE_STATIC);
    return insert(writer, put, detail);
}

static enum fault write_word(struct row_writer *writer, const struct batch_row *row,
                             struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_WORD);
    db_bind_text(put, 1, row->as.word.word);
    db_bind_int(put, 2, row->as.word.number);
    db_bind_int(put, 3, row->as.word.passages);
    if (row->as.word.few.at)
        sqlite3_bind_blob64(put, 4, row->as.word.few.at, row->as.word.few.len,
                            SQLITE_STATIC);
    return insert(writer, put, detail);
}

static enum fault write_form(struct row_writer *writer, struct slice stem,
                             struct slice word, struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_FORM);
    db_bind_text(put, 1, stem);
    db_bind_text(put, 2, word);
    return insert(writer, put, detail);
}

enum fault row_write_index(struct row_writer *writer, const struct batch_row *row,
                           struct fault_detail *detail)
{
    switch (row->sort) {
    case ROW_PASSAGE:
        return write_passage(writer, row->as.passage.number, row->as.passage.column,
                             row->as.passage.words, detail);
    case ROW_POSTINGS:
        return write_bytes(writer, QUERY_PUT_POSTINGS, row->as.postings.key,
                           row->as.postings.bytes, detail);
    case ROW_SHELF:
        return write_bytes(writer, QUERY_PUT_SHELF, row->as.postings.key,
                           row->as.postings.bytes, detail);
    case ROW_WORD:
        return write_word(writer, row, detail);
    case ROW_FORM:
        return write_form(writer, row->as.form.stem, row->as.form.word, detail);
    default:
        return FAULT_INTERNAL;
    }
}
