/* Writing a data set: the rows of named entities, on the writer's thread. */
#include "rows.h"

static enum fault write_entity(struct row_writer *writer, const struct entity_row *row,
                               struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_ENTITY);
    db_bind_int(put, 1, row->key);
    db_bind_text(put, 2, row->id);
    db_bind_int(put, 3, row->type);
    db_bind_text(put, 4, row->label);
    db_bind_text(put, 5, row->label_words.at ? row->label_words : SLICE(""));
    return row_insert(writer, put, detail);
}

static enum fault write_source(struct row_writer *writer, const struct batch_row *row,
                               struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_ENTITY_SOURCE);
    db_bind_int(put, 1, row->as.entity_source.entity);
    db_bind_int(put, 2, row->as.entity_source.rank);
    db_bind_text(
        put, 3, row->as.entity_source.words.at ? row->as.entity_source.words : SLICE(""));
    db_bind_text(put, 4, row->as.entity_source.answer);
    return row_insert(writer, put, detail);
}

static enum fault write_former(struct row_writer *writer, struct slice id, int64_t entity,
                               struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_ENTITY_FORMER);
    db_bind_text(put, 1, id);
    db_bind_int(put, 2, entity);
    return row_insert(writer, put, detail);
}

static enum fault write_count(struct row_writer *writer, const struct entity_count *count,
                              struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_ENTITY_COUNT);
    db_bind_int(put, 1, count->entity);
    db_bind_int(put, 2, count->documents);
    db_bind_int(put, 3, count->mentions);
    return row_insert(writer, put, detail);
}

enum fault row_write_entity(struct row_writer *writer, const struct batch_row *row,
                            struct fault_detail *detail)
{
    switch (row->sort) {
    case ROW_ENTITY:
        return write_entity(writer, &row->as.entity, detail);
    case ROW_ENTITY_SOURCE:
        return write_source(writer, row, detail);
    case ROW_ENTITY_FORMER:
        return write_former(writer, row->as.entity_former.id,
                            row->as.entity_former.entity, detail);
    case ROW_ENTITY_COUNT:
        return write_count(writer, &row->as.count, detail);
    case ROW_DOCUMENT_ENTITY:
        return row_write_packed(writer, QUERY_PUT_DOCUMENT_ENTITY, row, detail);
    case ROW_ENTITY_DOCUMENT:
        return row_write_packed(writer, QUERY_PUT_ENTITY_DOCUMENT, row, detail);
    case ROW_MENTIONS:
        return row_write_packed(writer, QUERY_PUT_MENTION, row, detail);
    default:
        return FAULT_INTERNAL;
    }
}
