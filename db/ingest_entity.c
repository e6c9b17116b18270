/* Writing a data set: named entities and their mentions, into batches. */
#include "ingesting.h"
#include "mentions.h"

static enum fault no_memory(struct fault_detail *detail)
{
    return fault_set(detail, FAULT_MEMORY, "out of memory");
}

enum fault ingest_entity(struct ingest *ingest, const struct entity_row *row,
                         struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->line, ROW_ENTITY);
    if (!put)
        return no_memory(detail);
    put->as.entity = *row;
    put->as.entity.id = batch_copy(&ingest->line, row->id);
    put->as.entity.label = batch_copy(&ingest->line, row->label);
    put->as.entity.label_words = batch_copy(&ingest->line, row->label_words);
    return batch_done(&ingest->line, detail);
}

enum fault ingest_entity_source(struct ingest *ingest, int64_t entity, int64_t place,
                                struct slice words, struct slice answer,
                                struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->line, ROW_ENTITY_SOURCE);
    if (!put)
        return no_memory(detail);
    put->as.entity_source.entity = entity;
    put->as.entity_source.place = place;
    put->as.entity_source.words = batch_copy(&ingest->line, words);
    put->as.entity_source.answer = batch_copy(&ingest->line, answer);
    return batch_done(&ingest->line, detail);
}

enum fault ingest_entity_former(struct ingest *ingest, struct slice id, int64_t entity,
                                struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->line, ROW_ENTITY_FORMER);
    if (!put)
        return no_memory(detail);
    put->as.entity_former.id = batch_copy(&ingest->line, id);
    put->as.entity_former.entity = entity;
    return batch_done(&ingest->line, detail);
}

enum fault ingest_entity_count(struct ingest *ingest, const struct entity_count *count,
                               struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->line, count->document ? ROW_DOCUMENT_ENTITY
                                                                     : ROW_ENTITY_COUNT);
    if (!put)
        return no_memory(detail);
    put->as.count = *count;
    return batch_done(&ingest->line, detail);
}

enum fault ingest_mentions(struct ingest *ingest, int64_t block, uint32_t ordinal,
                           const struct mention_row *rows, size_t count,
                           struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->line, ROW_MENTIONS);
    struct buffer *bytes = &ingest->mentions;
    buffer_clear(bytes);
    mentions_pack(bytes, rows, count);
    if (!put || buffer_failed(bytes))
        return no_memory(detail);
    put->as.mentions.block = block;
    put->as.mentions.note = ordinal;
    put->as.mentions.bytes = batch_copy(&ingest->line, buffer_slice(bytes));
    return batch_done(&ingest->line, detail);
}
