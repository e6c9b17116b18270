/* The rows that are derived from texts: entities, mentions and the index. */
#include "rows.h"

static enum fault write_entity(struct row_writer *writer, const struct entity_row *row,
                               struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_ENTITY);
    insert_int(&put, row->key);
    insert_text(&put, row->id);
    insert_int(&put, row->type);
    insert_text(&put, row->label);
    insert_text_or_empty(&put, row->label_words);
    return insert_end(&put, detail);
}

static enum fault write_entity_source(struct row_writer *writer,
                                      const struct batch_row *row,
                                      struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_ENTITY_SOURCE);
    insert_int(&put, row->as.entity_source.entity);
    insert_int(&put, row->as.entity_source.rank);
    insert_text_or_empty(&put, row->as.entity_source.words);
    insert_text(&put, row->as.entity_source.answer);
    return insert_end(&put, detail);
}

static enum fault write_entity_former(struct row_writer *writer, struct slice id,
                                      int64_t entity, struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_ENTITY_FORMER);
    insert_text(&put, id);
    insert_int(&put, entity);
    return insert_end(&put, detail);
}

static enum fault write_entity_name(struct row_writer *writer,
                                    const struct entity_name_row *row,
                                    struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_ENTITY_NAME);
    insert_text(&put, row->words);
    insert_int(&put, row->sort);
    insert_int(&put, row->entity);
    insert_int(&put, row->scope);
    insert_text_or_empty(&put, row->given);
    return insert_end(&put, detail);
}

static enum fault write_entity_count(struct row_writer *writer,
                                     const struct entity_count *count,
                                     struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_ENTITY_COUNT);
    insert_int(&put, count->entity);
    insert_int(&put, count->documents);
    insert_int(&put, count->mentions);
    return insert_end(&put, detail);
}

static enum fault write_packed(struct row_writer *writer, enum query query,
                               const struct batch_row *row, struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, query);
    insert_int(&put, row->as.packed.key);
    insert_blob(&put, row->as.packed.bytes);
    return insert_end(&put, detail);
}

static enum fault write_word(struct row_writer *writer, const struct batch_row *row,
                             struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, QUERY_PUT_WORD);
    insert_text(&put, row->as.word.word);
    insert_int(&put, row->as.word.number);
    insert_int(&put, row->as.word.passages);
    insert_int(&put, row->as.word.documents);
    if (row->as.word.few.at)
        insert_blob(&put, row->as.word.few);
    return insert_end(&put, detail);
}

static enum fault write_pair(struct row_writer *writer, enum query query,
                             struct slice first, struct slice second,
                             struct fault_detail *detail)
{
    struct insertion put = insert_begin(writer, query);
    insert_text(&put, first);
    insert_text(&put, second);
    return insert_end(&put, detail);
}

enum fault row_write_derived(struct row_writer *writer, const struct batch_row *row,
                             struct fault_detail *detail)
{
    switch (row->sort) {
    case ROW_ENTITY:
        return write_entity(writer, &row->as.entity, detail);
    case ROW_ENTITY_SOURCE:
        return write_entity_source(writer, row, detail);
    case ROW_ENTITY_FORMER:
        return write_entity_former(writer, row->as.entity_former.id,
                                   row->as.entity_former.entity, detail);
    case ROW_ENTITY_NAME:
        return write_entity_name(writer, &row->as.entity_name, detail);
    case ROW_ENTITY_COUNT:
        return write_entity_count(writer, &row->as.count, detail);
    case ROW_DOCUMENT_ENTITY:
        return write_packed(writer, QUERY_PUT_DOCUMENT_ENTITY, row, detail);
    case ROW_ENTITY_DOCUMENT:
        return write_packed(writer, QUERY_PUT_ENTITY_DOCUMENT, row, detail);
    case ROW_MENTIONS:
        return write_packed(writer, QUERY_PUT_MENTION, row, detail);
    case ROW_POSTINGS:
        return write_packed(writer, QUERY_PUT_POSTINGS, row, detail);
    case ROW_POSITIONS:
        return write_packed(writer, QUERY_PUT_PLACES, row, detail);
    case ROW_NORMS:
        return write_packed(writer, QUERY_PUT_SHELF, row, detail);
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
