/* Writing a data set: the rows of named entities, on the writer's thread. */
#include "rows.h"

static enum fault insert(struct row_writer *writer, sqlite3_stmt *statement,
                         struct fault_detail *detail)
{
    bool row;
    return db_step(&writer->db, statement, &row, detail);
}

static enum fault write_entity(struct row_writer *writer, const struct entity_row *row,
                               struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_ENTITY);
    db_bind_int(put, 1, row->key);
    db_bind_text(put, 2, row->id);
    db_bind_int(put, 3, row->type);
    db_bind_text(put, 4, row->label);
    db_bind_text(put, 5, row->label_words.at ? row->label_words : SLICE(""));
    return insert(writer, put, detail);
}

static enum fault write_source(struct row_writer *writer, const struct batch_row *row,
                               struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_ENTITY_SOURCE);
    db_bind_int(put, 1, row->as.entity_source.entity);
    db_bind_int(put, 2, row->as.entity_source.place);
    db_bind_text(
        put, 3, row->as.entity_source.words.at ? row->as.entity_source.words : SLICE(""));
    db_bind_text(put, 4, row->as.entity_source.answer);
    return insert(writer, put, detail);
}

static enum fault write_former(struct row_writer *writer, struct slice id, int64_t entity,
                               struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_ENTITY_FORMER);
    db_bind_text(put, 1, id);
    db_bind_int(put, 2, entity);
    return insert(writer, put, detail);
}

static enum fault write_numbers(struct row_writer *writer, enum query query,
                                int64_t first, int64_t second, int64_t third,
                                struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, query);
    db_bind_int(put, 1, first);
    db_bind_int(put, 2, second);
    db_bind_int(put, 3, third);
    return insert(writer, put, detail);
}

static enum fault write_mentions(struct row_writer *writer, const struct batch_row *row,
                                 struct fault_detail *detail)
{
    sqlite3_stmt *put = db_statement(&writer->db, QUERY_PUT_MENTION);
    db_bind_int(put, 1, row->as.mentions.block);
    db_bind_int(put, 2, row->as.mentions.note);
    sqlite3_bind_blob64(put, 3, row->as.mentions.bytes.at, row->as.mentions.bytes.len,
                        SQLITE_STATIC);
    return insert(writer, put, detail);
}

enum fault row_write_entity(struct row_writer *writer, const struct batch_row *row,
                            struct fault_detail *detail)
{
    const struct entity_count *count = &row->as.count;
    switch (row->sort) {
    case ROW_ENTITY:
        return write_entity(writer, &row->as.entity, detail);
    case ROW_ENTITY_SOURCE:
        return write_source(writer, row, detail);
    case ROW_ENTITY_FORMER:
        return write_former(writer, row->as.entity_former.id,
                            row->as.entity_former.entity, detail);
    case ROW_ENTITY_COUNT:
        return write_numbers(writer, QUERY_PUT_ENTITY_COUNT, count->entity,
                             count->documents, count->mentions, detail);
    case ROW_DOCUMENT_ENTITY:
        return write_numbers(writer, QUERY_PUT_DOCUMENT_ENTITY, count->document,
                             count->entity, count->mentions, detail);
    case ROW_MENTIONS:
        return write_mentions(writer, row, detail);
    default:
        return FAULT_INTERNAL;
    }
}
