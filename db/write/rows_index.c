/* Writing a data set: the rows of its index, on the writer's thread. */
#include "rows.h"

enum fault row_write_packed(struct row_writer *writer, enum query query,
                            const struct batch_row *row, struct fault_detail *detail)
{
    struct slice bytes = row->as.packed.bytes;
    sqlite3_stmt *put = db_statement(&writer->db, query);
    db_bind_int(put, 1, row->as.packed.key);
    sqlite3_bind_blob64(put, 2, bytes.at ? bytes.at : "", bytes.len, SQLITE_STATIC);
    return row_insert(writer, put, detail);
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
    return row_insert(writer, put, detail);
}

static enum fault write_pair(struct row_writer *writer, enum query query,
                             struct slice first, struct slice second,
                             struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, query);
    db_bind_text(put, 1, first);
    db_bind_text(put, 2, second);
    return row_insert(writer, put, detail);
}

enum fault row_write_index(struct row_writer *writer, const struct batch_row *row,
                           struct fault_detail *detail)
{
    switch (row->sort) {
    case ROW_POSTINGS:
        return row_write_packed(writer, QUERY_PUT_POSTINGS, row, detail);
    case ROW_POSITIONS:
        return row_write_packed(writer, QUERY_PUT_PLACES, row, detail);
    case ROW_NORMS:
        return row_write_packed(writer, QUERY_PUT_SHELF, row, detail);
    case ROW_WORD:
        return write_word(writer, row, detail);
    case ROW_FORM:
        return write_pair(writer, QUERY_PUT_FORM, row->as.form.stem, row->as.form.word,
                          detail);
    case ROW_COMPOUND:
        return write_pair(writer, QUERY_PUT_COMPOUND, row->as.compound.word,
                          row->as.compound.parts, detail);
    default:
        return FAULT_INTERNAL;
    }
}
