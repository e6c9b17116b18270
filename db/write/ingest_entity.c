/* Writing a data set: entities and their mentions are copied into batches. */
#include "db/store/mention_counts.h"
#include "db/store/mentions.h"
#include "internal.h"

enum fault ingest_entity(struct ingest *ingest, const struct entity_row *row,
                         struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_ENTITY);
    if (!put)
        return fault_memory(detail);
    put->as.entity = *row;
    put->as.entity.id = batch_copy(&ingest->pipeline, row->id);
    put->as.entity.label = batch_copy(&ingest->pipeline, row->label);
    put->as.entity.label_words = batch_copy(&ingest->pipeline, row->label_words);
    return batch_done(&ingest->pipeline, detail);
}

enum fault ingest_entity_source(struct ingest *ingest, int64_t entity, int64_t rank,
                                struct slice words, struct slice answer,
                                struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_ENTITY_SOURCE);
    if (!put)
        return fault_memory(detail);
    put->as.entity_source.entity = entity;
    put->as.entity_source.rank = rank;
    put->as.entity_source.words = batch_copy(&ingest->pipeline, words);
    put->as.entity_source.answer = batch_copy(&ingest->pipeline, answer);
    return batch_done(&ingest->pipeline, detail);
}

enum fault ingest_entity_former(struct ingest *ingest, struct slice id, int64_t entity,
                                struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_ENTITY_FORMER);
    if (!put)
        return fault_memory(detail);
    put->as.entity_former.id = batch_copy(&ingest->pipeline, id);
    put->as.entity_former.entity = entity;
    return batch_done(&ingest->pipeline, detail);
}

enum fault ingest_entity_name(struct ingest *ingest, const struct entity_name_row *row,
                              struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_ENTITY_NAME);
    if (!put)
        return fault_memory(detail);
    put->as.entity_name = *row;
    put->as.entity_name.words = batch_copy(&ingest->pipeline, row->words);
    put->as.entity_name.given = batch_copy(&ingest->pipeline, row->given);
    return batch_done(&ingest->pipeline, detail);
}

static enum fault put_bytes(struct ingest *ingest, enum row_sort sort, int64_t key,
                            struct slice bytes, struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, sort);
    if (!put)
        return fault_memory(detail);
    put->as.packed.key = key;
    put->as.packed.bytes = batch_copy(&ingest->pipeline, bytes);
    return batch_done(&ingest->pipeline, detail);
}

/* --- mentions --- */

static enum fault end_part(struct ingest *ingest, struct fault_detail *detail)
{
    struct mention_part *part = &ingest->part;
    if (buffer_failed(&part->bytes))
        return fault_memory(detail);
    if (part->bytes.len == 0)
        return FAULT_NONE;
    enum fault fault =
        put_bytes(ingest, ROW_MENTIONS, part->first, buffer_slice(&part->bytes), detail);
    buffer_clear(&part->bytes);
    return fault;
}

enum fault ingest_mentions(struct ingest *ingest, int64_t block, uint32_t ordinal,
                           const struct mention_row *rows, size_t count,
                           struct fault_detail *detail)
{
    struct mention_part *part = &ingest->part;
    struct buffer *bytes = &ingest->mentions;
    enum fault fault = FAULT_NONE;
    buffer_clear(bytes);
    mentions_pack(bytes, rows, count);
    if (buffer_failed(bytes))
        return fault_memory(detail);
    if (part->bytes.len >= MENTIONS_PART && block != part->last)
        fault = end_part(ingest, detail);
    if (part->bytes.len == 0)
        part->first = part->last = block;
    mentions_put_text(&part->bytes, (uint32_t)(block - part->last), ordinal,
                      buffer_slice(bytes));
    part->last = block;
    return fault;
}

/* --- the entities of documents, the documents of entities --- */

enum fault ingest_document_entities(struct ingest *ingest, int64_t document,
                                    const struct entity_count *named, size_t count,
                                    struct fault_detail *detail)
{
    struct buffer *row = &ingest->mentions;
    int64_t before = 0;
    enum fault fault = end_part(ingest, detail);
    buffer_clear(row);
    for (size_t i = 0; !fault && i < count; i++) {
        mention_counts_put(row, &before, named[i].entity + MENTION_COUNTS_SHIFT,
                           named[i].mentions);
        if (named[i].entity > 0 &&
            !entity_documents_put(&ingest->entity_documents, named[i].entity, document,
                                  named[i].mentions))
            fault = fault_memory(detail);
    }
    if (fault || count == 0)
        return fault;
    if (buffer_failed(row))
        return fault_memory(detail);
    return put_bytes(ingest, ROW_DOCUMENT_ENTITY, document, buffer_slice(row), detail);
}

enum fault ingest_entity_count(struct ingest *ingest, const struct entity_count *count,
                               struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_ENTITY_COUNT);
    if (!put)
        return fault_memory(detail);
    put->as.count = *count;
    enum fault fault = batch_done(&ingest->pipeline, detail);
    return fault
               ? fault
               : put_bytes(ingest, ROW_ENTITY_DOCUMENT, count->entity,
                           entity_documents_of(&ingest->entity_documents, count->entity),
                           detail);
}
