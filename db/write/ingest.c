/* Writing a data set: rows are copied into batches here; other threads index and write
 * them. */
#include "internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum fault ingest_open(struct ingest **out, const char *path, bool force, bool search,
                       void (*waiting)(void *self), void *self,
                       struct fault_detail *detail)
{
    struct ingest *ingest = calloc(1, sizeof(*ingest));
    *out = NULL;
    if (!ingest)
        return fault_memory(detail);
    buffer_init(&ingest->mentions);
    buffer_init(&ingest->part.bytes);
    enum fault fault = publish_open(&ingest->publish, path, waiting, self, detail);
    if (!fault && !force)
        fault = publish_may_replace(path, detail);
    if (!fault)
        fault = row_writer_open(&ingest->writer, ingest->publish.building, detail);
    if (!fault)
        fault = batch_pipeline_open(&ingest->pipeline, detail);
    ingest->search = search;
    if (!fault && search)
        fault = index_writer_open(&ingest->index)
                    ? batch_pipeline_add(&ingest->pipeline, index_batch, &ingest->index,
                                         detail)
                    : fault_memory(detail);
    if (!fault)
        fault = batch_pipeline_add(&ingest->pipeline, row_write_batch, &ingest->writer,
                                   detail);
    if (fault) {
        ingest_close(ingest);
        return fault;
    }
    *out = ingest;
    return FAULT_NONE;
}

/* Replaces slices with copies that live as long as the batch. */
static void keep(struct ingest *ingest, struct slice *const *slices, size_t count)
{
    for (size_t i = 0; i < count; i++)
        *slices[i] = batch_copy(&ingest->pipeline, *slices[i]);
}

#define KEEP(ingest, ...)                                                                \
    keep(ingest, (struct slice *[]){__VA_ARGS__},                                        \
         sizeof((struct slice *[]){__VA_ARGS__}) / sizeof(struct slice *))

enum fault ingest_collection(struct ingest *ingest, const struct collection_row *row,
                             struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_COLLECTION);
    if (!put)
        return fault_memory(detail);
    struct collection_row *copy = &put->as.collection;
    *copy = *row;
    KEEP(ingest, &copy->id, &copy->answer);
    return batch_done(&ingest->pipeline, detail);
}

enum fault ingest_document(struct ingest *ingest, const struct document_row *row,
                           struct slice answer, struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_DOCUMENT);
    if (!put)
        return fault_memory(detail);
    struct document_row *copy = &put->as.document.row;
    *copy = *row;
    put->as.document.answer = answer;
    KEEP(ingest, &copy->id, &copy->sort_key, &copy->title, &copy->author,
         &copy->recipient, &copy->title_words, &copy->author_words,
         &copy->recipient_words, &copy->classification, &copy->genre, &copy->digest,
         &copy->path, &put->as.document.answer);
    return batch_done(&ingest->pipeline, detail);
}

enum fault ingest_block(struct ingest *ingest, const struct block_row *row,
                        struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_BLOCK);
    if (!put)
        return fault_memory(detail);
    struct block_row *copy = &put->as.block;
    *copy = *row;
    KEEP(ingest, &copy->id, &copy->label, &copy->before_text, &copy->after_text,
         &copy->text);
    return batch_done(&ingest->pipeline, detail);
}

enum fault ingest_note(struct ingest *ingest, const struct note_row *row,
                       struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_NOTE);
    if (!put)
        return fault_memory(detail);
    struct note_row *copy = &put->as.note;
    *copy = *row;
    KEEP(ingest, &copy->id, &copy->label, &copy->before_text, &copy->after_text,
         &copy->text);
    return batch_done(&ingest->pipeline, detail);
}

enum fault ingest_omission(struct ingest *ingest, int64_t block, struct slice answer,
                           struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_OMISSION);
    if (!put)
        return fault_memory(detail);
    put->as.omission.block = block;
    put->as.omission.answer = batch_copy(&ingest->pipeline, answer);
    return batch_done(&ingest->pipeline, detail);
}

enum fault ingest_former(struct ingest *ingest, const struct former_row *row,
                         struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_FORMER);
    if (!put)
        return fault_memory(detail);
    struct former_row *copy = &put->as.former;
    *copy = *row;
    KEEP(ingest, &copy->document, &copy->name, &copy->target_document,
         &copy->target_name);
    return batch_done(&ingest->pipeline, detail);
}

enum fault ingest_revision(struct ingest *ingest, const struct revision_row *row,
                           struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_REVISION);
    if (!put)
        return fault_memory(detail);
    put->as.revision = *row;
    KEEP(ingest, &put->as.revision.rev);
    return batch_done(&ingest->pipeline, detail);
}

enum fault ingest_change(struct ingest *ingest, const struct change_row *row,
                         struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_CHANGE);
    if (!put)
        return fault_memory(detail);
    struct change_row *copy = &put->as.change;
    *copy = *row;
    KEEP(ingest, &copy->document, &copy->kind, &copy->target, &copy->parts);
    return batch_done(&ingest->pipeline, detail);
}

enum fault ingest_source(struct ingest *ingest, int64_t document, uint32_t part,
                         struct slice bytes, struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_SOURCE);
    if (!put)
        return fault_memory(detail);
    put->as.source.key = row_key(document, part);
    put->as.source.bytes = batch_copy(&ingest->pipeline, bytes);
    return batch_done(&ingest->pipeline, detail);
}

enum fault ingest_meta(struct ingest *ingest, const char *name, struct slice value,
                       struct fault_detail *detail)
{
    struct batch_row *put = batch_add(&ingest->pipeline, ROW_META);
    if (!put)
        return fault_memory(detail);
    put->as.meta.name =
        slice_of(name); /* a literal of the program: it need not be copied */
    put->as.meta.value = batch_copy(&ingest->pipeline, value);
    return batch_done(&ingest->pipeline, detail);
}

static enum fault put_number(struct ingest *ingest, const char *name, uint64_t number,
                             struct fault_detail *detail)
{
    char text[24];
    snprintf(text, sizeof(text), "%" PRIu64, number);
    return ingest_meta(ingest, name, slice_of(text), detail);
}

/* What is known of the index once all passages are in. */
static enum fault put_index(struct ingest *ingest, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    publish_sync_early(&ingest->publish);
    if (ingest->search)
        fault = batch_pipeline_drain(&ingest->pipeline, detail);
    if (!fault && ingest->search)
        fault = index_write_end(&ingest->index, &ingest->pipeline, detail);
    if (!fault)
        fault = put_number(ingest, "passages", ingest->index.passages, detail);
    return fault ? fault
                 : put_number(ingest, "occurrences", ingest->index.occurrences, detail);
}

enum fault ingest_publish(struct ingest *ingest, struct fault_detail *detail)
{
    enum fault fault = put_index(ingest, detail);
    if (!fault)
        fault = batch_pipeline_finish(&ingest->pipeline, detail);
    if (!fault)
        fault = row_writer_commit(&ingest->writer, detail);
    if (fault)
        return fault;
    row_writer_close(&ingest->writer);
    return publish_rename(&ingest->publish, detail);
}

void ingest_close(struct ingest *ingest)
{
    if (!ingest)
        return;
    batch_pipeline_close(&ingest->pipeline);
    index_writer_close(&ingest->index);
    buffer_release(&ingest->mentions);
    buffer_release(&ingest->part.bytes);
    entity_documents_release(&ingest->entity_documents);
    row_writer_close(&ingest->writer);
    publish_close(&ingest->publish);
    free(ingest);
}
